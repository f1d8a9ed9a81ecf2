import { error } from '@sveltejs/kit';
import { queueOf } from '#catalogue/server/desk.ts';
import { may } from '#people/may.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	if (!may(locals.person, 'queue.read')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	return { waiting: await queueOf(locals), done: url.searchParams.get('done'), record: url.searchParams.get('record') };
};
