import { deskOf } from '#catalogue/server/desk.ts';
import { askedOfMe } from '../answer/answer.server.ts';
import { threadsWaiting } from './clarifications/shown.server.ts';
import { ownersOf } from './translation/desk.server.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals }) => ({
	desks: await deskOf(locals),
	asked: await askedOfMe(locals),
	clarifications: await threadsWaiting(locals),
	mayTranslate: ownersOf(locals.person).length > 0
});
