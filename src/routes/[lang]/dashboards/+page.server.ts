import { cyclesOf } from './reports.server.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals }) => ({
	cycles: (await cyclesOf(locals)).map(({ cycle, totals }) => ({ id: cycle.id, name: cycle.name, published: totals.published, bound: totals.bound }))
});
