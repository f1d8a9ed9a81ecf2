import { countAreas } from '#catalogue/server/area.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals }) => {
	const { platform, convention } = locals;
	const counts = await locals.remembered('areas', () => countAreas(platform.database.read, convention.areas));
	return {
		areas: convention.areas.map(({ id, status, source, name, summary }) => ({
			id,
			status,
			source,
			name,
			summary,
			...counts.find((each) => each.id === id)
		})),
		learning: convention.all('learning').filter(({ areas }) => areas.length === 0)
	};
};
