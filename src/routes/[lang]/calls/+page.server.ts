import { listCalls } from '#catalogue/server/calls.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals }) => ({ calls: await listCalls(locals.platform.database.read, new Date()) });
