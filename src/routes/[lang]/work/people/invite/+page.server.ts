import { error, fail, redirect } from '@sveltejs/kit';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { givable, looksAfter } from '#people/role.ts';
import { invite } from '#people/server/invite.ts';
import { allOrganisations } from '#people/server/organisations.ts';
import { allParties } from '#people/server/owners.ts';
import { doingAs, field } from '../../account/doing-as.server.ts';
import { roleFromForm } from '../role-from.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

const nobody = { email: '', organisation: '', until: '', maySubmit: false };

export const load: PageServerLoad = async (event) => {
	const { by, read } = await doingAs(event);
	const whose = looksAfter(by);
	const roles = givable(by);
	if (!whose || roles.length === 0) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	const asked = (name: string) => event.url.searchParams.get(name)?.slice(0, 40) ?? '';
	const parties = await allParties(read, event.locals.reader.language);
	const organisations = roles.includes('organisation-contributor') ? (await allOrganisations(read)).filter(({ state }) => state !== 'declined') : [];
	return {
		roles,
		parties: whose === 'all' ? parties : parties.filter(({ id }) => whose.parties.includes(id)),
		organisations: organisations.map(({ id, name }) => ({ id, name })),
		mayDelegate: by.roles.some((role) => role.role === 'focal-point'),
		// A link that knows whom it is for: the fields come filled in.
		asked: asked('role') || asked('party') ? { ...nobody, role: asked('role'), party: asked('party'), language: event.locals.reader.language } : null
	};
};

export const actions: Actions = {
	default: async (event) => {
		const fields = await event.request.formData();
		const typed = {
			email: field(fields, 'email', 300),
			language: field(fields, 'language', 10),
			role: field(fields, 'role', 40),
			party: field(fields, 'party', 20),
			organisation: field(fields, 'organisation', 100),
			until: field(fields, 'until', 20),
			maySubmit: fields.get('maySubmit') === 'yes'
		};
		const role = roleFromForm(fields);
		if (!role) return fail(422, { refusal: { refusal: 'not-valid' as const }, typed });
		const doing = await doingAs(event);
		const outcome = await doing.database.write((db) => invite(db, doing, { ...typed, role }));
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome, typed });
		redirect(303, `/${event.params.lang}/work/people?done=invited`);
	}
};
