// The figures in full. They tell of readers, never of one: who may look at the editorial desk may see them.
import { error } from '@sveltejs/kit';
import { may } from '#people/may.ts';
import { usagePage } from '../../usage/usage.server.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	if (!may(locals.person, 'editorial.read')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	return { usage: await usagePage(locals, url, true) };
};
