import { error } from '@sveltejs/kit';
import { listCalls } from '#catalogue/server/calls.ts';
import { may } from '#people/may.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals }) => {
	const { person, platform } = locals;
	if (!may(person, 'queue.read')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	return {
		calls: await listCalls(platform.database.read, new Date()),
		mayBegin: may(person, 'record.begin', { ownerKind: 'secretariat', owner: 'secretariat' })
	};
};
