import { deskOf } from '#catalogue/server/desk.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals }) => ({ desks: await deskOf(locals) });
