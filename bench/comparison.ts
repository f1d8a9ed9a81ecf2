// SPDX-License-Identifier: Apache-2.0
// How long a comparison takes on the server, from the database to all that a page shows, on both databases: two full reports of one cycle, a Party's
// reports of two cycles in two versions of the form, and a report beside those of the world. REPORTS (150), RUNS (30); ON=pglite|postgresql.
import { sql } from 'kysely';
import { comparisonView } from '#components/comparison/view.ts';
import { currentConvention } from '#convention/server/current.ts';
import { seedConvention } from '#convention/server/seed.ts';
import type { Answers, Form, Json } from '#forms/form.ts';
import { isLacking } from '#insights/compared.ts';
import { readComparison } from '#insights/server/comparisons.ts';
import { comparisonAsked } from '#insights/side.ts';
import type { Database, Writing } from '#platform/server/database.ts';
import { migrate } from '#platform/server/migrate.ts';
import { schemesOf } from '#records/schemes.ts';
import { loadDefinitions, seedDefinitions } from '#records/server/definitions.ts';
import { readerIn } from '#text/message.ts';
import { languages } from '#text/languages.ts';
import { median, percentile } from './ground/figures.ts';
import { fullAnswers } from './ground/full-answers.ts';
import { homes } from './ground/platform.ts';
import { type Figure, report, wanted } from './ground/results.ts';

const reports = wanted('REPORTS', 150);
const runs = wanted('RUNS', 30);
const cycles = [
	['2021-2024', 'mc-5-13'],
	['2017-2020', 'mc-1-8']
] as const;

const asked: [what: string, query: string][] = [
	['two full reports, every question', 'left=GHA&right=PER&cycle=2021-2024&section=all'],
	['two full reports, the page', 'left=GHA&right=PER&cycle=2021-2024'],
	['two cycles of one Party, in two versions of the form, every question', 'left=GHA@2017-2020&right=GHA@2021-2024&section=all'],
	['two full reports, one question', 'left=GHA&right=PER&cycle=2021-2024&question=q3-1'],
	['a report and the world, the page', 'left=GHA&right=world&cycle=2021-2024'],
	['a report and the world, one question', 'left=GHA&right=world&cycle=2021-2024&question=q8-2'],
	['a report and the world, every question', 'left=GHA&right=world&cycle=2021-2024&section=all']
];

async function fill(database: Database): Promise<Parameters<typeof readComparison>[1]> {
	await migrate(database);
	await database.write(async (db) => {
		await seedConvention(db);
		await seedDefinitions(db);
	});
	const definitions = await loadDefinitions(database.read);
	const convention = await currentConvention(database);
	const parties = ['GHA', 'PER', ...convention.parties('2020-12-31').flatMap(({ id }) => (id === 'GHA' || id === 'PER' ? [] : id))];
	await database.write(async (db) => {
		for (const [cycle, version] of cycles) {
			const form = definitions.form('art21-full', version) as Form;
			const schemes = schemesOf(form, convention);
			for (let at = 0; at < reports; at += 1) {
				// The two that are compared write in one language: what differs is then told word by word, which is the dear part.
				const language = at < 2 ? 'en' : (languages[at % languages.length] ?? 'en');
				const answers = fullAnswers(form, schemes, { language, lines: 6, letters: 400, variant: at });
				await put(db, `MC-REPORT-${cycle}-${at}`, parties[at % parties.length] ?? 'GHA', { ...answers, cycle } as Answers);
			}
		}
	});
	await database.script('vacuum analyze catalogue.entries');
	return { definitions, convention };
}

const put = (db: Writing, id: string, owner: string, answers: Answers) =>
	sql`insert into catalogue.entries (record_id, revision, type, owner_kind, owner, state, title, answers, languages, parties, areas, articles, concepts,
			year, demo, first_published_at, published_at, search)
		values (${id}, 1, 'art21-full', 'party', ${owner}, 'published', '{}', ${JSON.stringify(answers as Json)}::jsonb, '{en}', array[${owner}::text], '{}',
			'{21}', '{}', 2025, true, now(), now(), '')`.execute(db as never);

const reader = await readerIn('en');
const figures: Figure[] = [];
for (const open of homes()) {
	const home = await open();
	const database = await home.open();
	const world = await fill(database);
	for (const [what, query] of asked) {
		const [times, reading, empty, processor]: [number[], number[], number[], number[]] = [[], [], [], []];
		for (let run = 0; run <= runs; run += 1) {
			const busy = process.cpuUsage();
			const began = performance.now();
			const found = await readComparison(database.read, world, comparisonAsked(new URLSearchParams(query)));
			if (isLacking(found)) throw new Error(JSON.stringify(found));
			const read = performance.now();
			comparisonView(found, { reader, convention: world.convention });
			const ended = performance.now();
			const { user, system } = process.cpuUsage(busy);
			await sql`select 1`.execute(database.read as never);
			if (run === 0) continue;
			times.push(ended - began);
			reading.push(read - began);
			processor.push((user + system) / 1000);
			empty.push(performance.now() - ended);
		}
		figures.push({
			what,
			of: home.name,
			value: median(times),
			unit: 'ms (median)',
			baseline: { what: 'a statement that reads nothing', value: median(empty) },
			target: { on: 'value', most: 100 },
			more: {
				'ms, 95 %': percentile(times, 95),
				'ms until compared, before words': median(reading),
				'ms of processor in this process': median(processor)
			}
		});
	}
	await database.close();
	await home.close();
}
report(
	{
		name: 'comparison',
		question: 'How long does it take to compare reports, from the database to the words of a page?',
		settings: { reports, cycles: cycles.length, runs },
		notes: ['Every report answers every question, with six lines in each table: more than any true report says.']
	},
	figures
);
