import { deadlinesAsked, deadlinesFor, deadlinesPerPage, daysAsked, shownDeadline } from '#catalogue/deadlines.ts';
import { listCalls } from '#catalogue/server/calls.ts';
import { isOpen } from '#exchange/call.ts';
import { readDeadlines } from '#catalogue/server/deadlines.ts';
import { locales } from '#text/languages.ts';
import { say, type Words } from '#text/words.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { definitions, convention, platform, today, reader } = locals;
	const asked = deadlinesAsked(url.searchParams);
	const read = () => readDeadlines({ db: platform.database.read, definitions, convention, today }, asked);
	// All Parties at once, as most see it, is worth keeping.
	const found = await (asked.party || asked.region ? read() : locals.remembered('deadlines', read));
	const rows = deadlinesFor(found, asked, today, convention);
	const first = (asked.page - 1) * deadlinesPerPage;
	const shown = rows.slice(first, first + deadlinesPerPage).map((row) => shownDeadline(row, definitions, convention));
	const { compare } = new Intl.Collator(locales[reader.language]);
	const choice = (id: string, words: Words) => ({ id, name: say(words, reader.language) || id });
	const state = asked.party ? convention.state(asked.party) : undefined;
	return {
		asked,
		total: rows.length,
		pages: Math.ceil(rows.length / deadlinesPerPage),
		days: daysAsked(asked, today),
		months: [...Map.groupBy(shown, ({ due }) => due.slice(0, 7))].map(([month, of]) => ({ month, rows: of })),
		unconfirmed: shown.some(({ standing }) => standing === 'to-verify'),
		state: state && { id: state.id, name: state.name },
		origin: platform.configuration.origin,
		calls: (await locals.remembered('open calls', () => listCalls(platform.database.read, new Date()))).filter(({ state }) => isOpen(state)),
		parties: convention.states
			.filter(({ id, party }) => party || id === state?.id)
			.map(({ id, name }) => choice(id, name))
			.sort((a, b) => compare(a.name, b.name)),
		regions: convention.entries('regions').map(({ id, words }) => choice(id, words)),
		articles: convention.articles.map(({ number, title }) => ({ id: String(number), name: `${number}. ${say(title, reader.language)}` }))
	};
};
