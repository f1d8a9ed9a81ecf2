import { shareOf, unitStates } from '#translation/unit.ts';
import { together } from '#translation/server/overview.ts';
import { isLanguage, languages } from '#text/languages.ts';
import { linesFor, ownersOf, queued, working } from './desk.server.ts';
import type { PageServerLoad } from './$types.ts';

const shown = 50;

/** How far the texts of one's own records are in each language, and what waits in one of them. */
export const load: PageServerLoad = async ({ locals, url }) => {
	const lines = await linesFor(locals);
	const asked = url.searchParams.get('into');
	const waits = languages.map((language) => ({ language, count: queued(lines, language, null).length }));
	const into = isLanguage(asked)
		? asked
		: (waits.find(({ language, count }) => language === locals.reader.language && count)?.language ??
			waits.toSorted((a, b) => b.count - a.count)[0]?.language ??
			locals.reader.language);
	const state = unitStates.find((each) => each === url.searchParams.get('state')) ?? null;
	const page = Math.max(1, Math.trunc(Number(url.searchParams.get('page'))) || 1);
	const queue = queued(lines, into, state);
	const of = (copy: 'draft' | 'published') => {
		const those = lines.filter((line) => line.copy === copy);
		return Object.fromEntries(
			languages.map((language) => {
				const coverage = together(those.map((line) => line.coverage[language]));
				return [language, { ...coverage, share: shareOf(coverage) }];
			})
		) as Record<(typeof languages)[number], ReturnType<typeof together> & { share: number | null }>;
	};
	return {
		mayTranslate: ownersOf(locals.person).length > 0,
		records: working(lines).length,
		waits,
		into,
		state,
		coverage: { published: of('published'), draft: of('draft') },
		types: [...Map.groupBy(working(lines), ({ type }) => type)].map(([type, those]) => ({
			type,
			name: locals.definitions.current(type)?.form.words['form.short'] ?? {},
			shares: Object.fromEntries(
				languages.map((language) => [language, shareOf(together(those.map(({ coverage }) => coverage[language])))])
			) as Record<(typeof languages)[number], number | null>
		})),
		page,
		pages: Math.max(1, Math.ceil(queue.length / shown)),
		count: queue.length,
		queue: queue.slice((page - 1) * shown, page * shown).map((line) => ({
			record: line.record,
			title: line.title,
			typeName: locals.definitions.current(line.type)?.form.words['form.short'] ?? {},
			copy: line.copy,
			waiting: line.waiting,
			source: line.source,
			demo: line.demo,
			coverage: line.coverage[into]
		}))
	};
};
