import { error } from '@sveltejs/kit';
import { latestEntries } from '#catalogue/server/entries.ts';
import { named } from '#catalogue/server/naming.ts';
import { registersOf } from '#catalogue/registers.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { platform, definitions, convention } = locals;
	const area = convention.area(params.area);
	if (!area) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const entries = await latestEntries(platform.database.read, { area: params.area, limit: 50 });
	return {
		area: { id: area.id, status: area.status, source: area.source, name: area.name, summary: area.summary },
		articles: area.articles.map((number) => ({ number: String(number), title: convention.article(number)?.title ?? {} })),
		registers: (await registersOf(definitions))
			.filter((register) => register.definitions.some(({ type }) => type.areas.includes(area.id)))
			.map(({ id, title }) => ({ id, title })),
		entries: await named(platform.database.read, entries, definitions, convention)
	};
};
