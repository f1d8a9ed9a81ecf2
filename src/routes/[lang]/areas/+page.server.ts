import { figures } from '#catalogue/server/figures.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals }) => {
	const { byArea } = await figures(locals.platform.database.read);
	return {
		areas: locals.convention.areas.map(({ id, status, source, name, summary }) => ({ id, status, source, name, summary, records: byArea[id] ?? 0 }))
	};
};
