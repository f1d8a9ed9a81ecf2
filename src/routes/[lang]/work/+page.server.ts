import { deskOf } from '#catalogue/server/desk.ts';
import { threadsWaiting } from './clarifications/shown.server.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals }) => ({ desks: await deskOf(locals), clarifications: await threadsWaiting(locals) });
