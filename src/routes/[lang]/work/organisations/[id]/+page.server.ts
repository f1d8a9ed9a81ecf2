import { error, fail, redirect } from '@sveltejs/kit';
import { may } from '#people/may.ts';
import { mayDecide } from '#people/organisation.ts';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { listAccounts } from '#people/server/accounts.ts';
import { decide } from '#people/server/decide.ts';
import { organisationById } from '#people/server/organisations.ts';
import { partyName } from '#people/server/owners.ts';
import { say } from '#text/words.ts';
import { doingAs, field } from '../../account/doing-as.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

const decisions = ['admitted', 'declined'] as const;

export const load: PageServerLoad = async (event) => {
	const { by, read } = await doingAs(event);
	if (!may(by, 'organisation.admit')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	const organisation = await organisationById(read, event.params.id);
	if (!organisation) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const { people } = await listAccounts(read, { organisation: organisation.id });
	const country = organisation.country && say(await partyName(read, organisation.country), event.locals.reader.language);
	return {
		organisation: { ...organisation, country: country || null },
		people: people.map(({ id, name }) => ({ id, name })),
		decisions: decisions.filter((each) => mayDecide(organisation.state, each)),
		done: decisions.find((each) => each === event.url.searchParams.get('done')) ?? null
	};
};

export const actions: Actions = {
	default: async (event) => {
		const fields = await event.request.formData();
		const state = decisions.find((each) => each === fields.get('decision'));
		const reason = field(fields, 'reason', 5000);
		if (!state) return fail(422, { refusal: { refusal: 'not-valid' as const }, reason });
		const doing = await doingAs(event);
		const outcome = await doing.database.write((db) => decide(db, doing, { organisation: event.params.id, state, reason }));
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome, reason });
		redirect(303, `/${event.params.lang}/work/organisations/${event.params.id}?done=${state}`);
	}
};
