import { error, fail, redirect } from '@sveltejs/kit';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { delegate } from '#people/server/change-roles.ts';
import { personPage } from '#people/server/people-page.ts';
import { providerName } from '#people/sign-on.ts';
import { settingsOf } from '../../../sign-in/providers.server.ts';
import { doingAs, field } from '../../account/doing-as.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

const notices = ['taken', 'changed'] as const;

export const load: PageServerLoad = async (event) => {
	const doing = await doingAs(event);
	const shown = await personPage(doing, { by: doing.by, language: event.locals.reader.language }, event.params.id);
	if (!shown) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const providers = settingsOf(event);
	// Where a role follows an identity provider, it is named.
	const named = (issuer: string | null) => {
		const provider = providers.find((each) => each.issuer === issuer);
		return provider ? providerName(provider, event.locals.reader.language) : issuer && (URL.parse(issuer)?.host ?? issuer);
	};
	return {
		shown: { ...shown, roles: shown.roles.map((each) => ({ ...each, through: named(each.through) })) },
		done: notices.find((each) => each === event.url.searchParams.get('done')) ?? null
	};
};

export const actions: Actions = {
	default: async (event) => {
		const fields = await event.request.formData();
		const doing = await doingAs(event);
		const outcome = await doing.database.write((db) =>
			delegate(db, doing, { id: field(fields, 'role'), maySubmit: fields.get('maySubmit') === 'yes' })
		);
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
		redirect(303, `/${event.params.lang}/work/people/${event.params.id}?done=changed`);
	}
};
