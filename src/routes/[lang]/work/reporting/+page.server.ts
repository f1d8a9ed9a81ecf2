import { error } from '@sveltejs/kit';
import { may } from '#people/may.ts';
import { followCycles } from '#reporting/server/follow.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals }) => {
	const { person, platform, convention } = locals;
	if (!may(person, 'cycle.read')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	return {
		cycles: await followCycles(platform.database.read, convention),
		mayOpen: may(person, 'cycle.open'),
		mayMap: may(person, 'report.map'),
		mayStatements: may(person, 'fact.edit')
	};
};
