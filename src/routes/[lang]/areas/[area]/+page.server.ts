import { error } from '@sveltejs/kit';
import { meetingsShown, questionsOn } from '#catalogue/area.ts';
import { registersOf } from '#catalogue/registers.ts';
import { readAreaGroups } from '#catalogue/server/area.ts';
import { listCalls } from '#catalogue/server/calls.ts';
import { formOfCycle, isCounted } from '#insights/statistic.ts';
import type { PageServerLoad } from './$types.ts';

/** An area of focus fills itself: from the facts, from what is published, from what reports are asked on its articles. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const { platform, definitions, convention, today } = locals;
	const area = convention.area(params.area);
	if (!area) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const db = platform.database.read;
	const [groups, calls] = [await readAreaGroups(db, locals, area), await listCalls(db, new Date(), { area: area.id })];
	// The newest full report whose period is over: it asks all questions, and answers are there or coming.
	const cycle = convention.cycles.findLast(({ kind, end }) => kind === 'full' && end < today);
	const form = cycle && formOfCycle(definitions, cycle);
	return {
		area: { id: area.id, status: area.status, source: area.source, name: area.name, summary: area.summary },
		articles: area.articles.map((number) => ({ number: String(number), title: convention.article(number)?.title ?? {} })),
		groups,
		calls: calls.slice(0, 4),
		meetings: meetingsShown(convention, today).map(({ id, name, start, end, place }) => ({ id, name, start, end, place })),
		asked:
			cycle && form && area.articles.length ? { cycle: cycle.id, name: cycle.name, sections: questionsOn(form, area.articles, isCounted) } : null,
		registers: (await registersOf(definitions))
			.filter((register) => register.definitions.some(({ type }) => type.areas.includes(area.id) || area.recordTypes.includes(type.id)))
			.map(({ id, title }) => ({ id, title })),
		focalPoints: (await registersOf(definitions)).find(({ definitions: of }) => of.some(({ type }) => type.id === 'art17-4-nfp'))?.id ?? null,
		learning: convention.all('learning').filter(({ areas }) => areas.includes(area.id))
	};
};
