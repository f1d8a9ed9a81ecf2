import { error } from '@sveltejs/kit';
import { may } from '#people/may.ts';
import { allOrganisations } from '#people/server/organisations.ts';
import { doingAs } from '../account/doing-as.server.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async (event) => {
	const { by, read } = await doingAs(event);
	if (!may(by, 'organisation.admit')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	const organisations = await allOrganisations(read);
	return {
		organisations: organisations.map(({ id, name, code, kind, state, appliedAt, demo }) => ({ id, name, code, kind, state, appliedAt, demo }))
	};
};
