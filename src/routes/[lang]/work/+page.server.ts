import { deskOf } from '#catalogue/server/desk.ts';
import { askedOfMe } from '../answer/answer.server.ts';
import { threadsWaiting } from './clarifications/shown.server.ts';
import { ownersOf } from './translation/desk.server.ts';
import { mayOpenSupport } from '../support-above.server.ts';
import { waysFrom } from './ways.server.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const page = Math.max(1, Math.trunc(Number(url.searchParams.get('page'))) || 1);
	const desks = await deskOf({ ...locals, page });
	return {
		desks,
		asked: await askedOfMe(locals),
		clarifications: await threadsWaiting(locals),
		ways: waysFrom(locals, {
			party: desks.some(({ owner }) => owner.kind === 'party'),
			support: mayOpenSupport(locals),
			translates: ownersOf(locals.person).length > 0
		})
	};
};
