// SPDX-License-Identifier: Apache-2.0
// What the home page shows: real figures, and the ways in with what stands behind each.
import { latestEntries } from '#catalogue/server/entries.ts';
import { figures } from '#catalogue/server/figures.ts';
import { named } from '#catalogue/server/naming.ts';
import { countedRegisters } from '#catalogue/server/registers.ts';
import { readCycles } from '#insights/server/tracker.ts';
import { projectType } from '#projects/answers.ts';
import { locales } from '#text/languages.ts';
import { say, type Words } from '#text/words.ts';

/** Record types whose entries are exemptions under Article 6. */
const exemptions = ['art6-exemption-annex-a', 'art6-exemption-annex-b'];

export async function homeOf(locals: App.Locals) {
	const { convention, definitions, platform, reader, today } = locals;
	const db = platform.database.read;
	const counted = await figures(db);
	const collator = new Intl.Collator(locales[reader.language]);
	const parties = convention.parties(today);
	const areas = convention.areas;
	const asked = new Set([...definitions.all.flatMap(({ type }) => type.articles), ...Object.keys(counted.byArticle)]);
	const way = (id: string, words: Words, count: number | undefined) => ({ id, name: say(words, reader.language), count: count ?? 0 });
	const registers = await countedRegisters(definitions, convention, counted.byType, today);
	const cycles = await locals.remembered('cycles counted', () => readCycles({ db, convention, today }));
	const newest = cycles.find(({ totals }) => totals.published > 0) ?? cycles[0] ?? null;
	return {
		figures: {
			parties: parties.length,
			records: counted.records,
			reports: newest && { cycle: newest.cycle.id, name: say(newest.cycle.name, reader.language), count: newest.totals.published },
			exemptions: exemptions.reduce((sum, type) => sum + (counted.byType[type] ?? 0), 0),
			projects: counted.byType[projectType] ?? 0,
			registers: registers.length
		},
		unconfirmed: { parties: parties.some((party) => party.status === 'to-verify'), area: areas.find((area) => area.status === 'to-verify')?.source },
		parties: parties.map((party) => way(party.id, party.name, counted.byParty[party.id])).sort((a, b) => collator.compare(a.name, b.name)),
		areas: areas.map((area) => way(area.id, area.name, counted.byArea[area.id])),
		registers: registers.map(({ register, count }) => way(register.id, register.title, count)),
		articles: convention.articles.filter(({ id }) => asked.has(id)).map(({ id, title }) => way(id, title, counted.byArticle[id])),
		latest: await named(db, await latestEntries(db, { limit: 8, without: [projectType] }), definitions, convention)
	};
}
