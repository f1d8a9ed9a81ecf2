// SPDX-License-Identifier: Apache-2.0
// How long the statistics of one question take over 150 full reports of a cycle, among the reports of other cycles, on both databases: one statement
// and the counting. Beside it the same statement's way to the database and back, with nothing to read. REPORTS (150), RUNS (40); ON=pglite|postgresql.
import { sql } from 'kysely';
import { currentConvention } from '#convention/server/current.ts';
import { seedConvention } from '#convention/server/seed.ts';
import { type Answers, type Form, type Json, questionOf } from '#forms/form.ts';
import { readStatistic } from '#insights/server/statistics.ts';
import type { Database, Writing } from '#platform/server/database.ts';
import { migrate } from '#platform/server/migrate.ts';
import { schemesOf } from '#records/schemes.ts';
import { loadDefinitions, seedDefinitions } from '#records/server/definitions.ts';
import { languages } from '#text/languages.ts';
import { median, percentile } from './ground/figures.ts';
import { fullAnswers } from './ground/full-answers.ts';
import { homes } from './ground/platform.ts';
import { type Figure, report, wanted } from './ground/results.ts';

const reports = wanted('REPORTS', 150);
const runs = wanted('RUNS', 40);
const cycle = '2021-2024';
/** Full reports of other cycles that lie beside them. */
const others = ['2017-2020', '2025-2028'];
const asked = ['q3-1', 'q3-5', 'q3-5-b', 'q4-3-a', 'q5-1-b', 'q8-2'];

async function fill(database: Database): Promise<Parameters<typeof readStatistic>[1]> {
	await migrate(database);
	await database.write(async (db) => {
		await seedConvention(db);
		await seedDefinitions(db);
	});
	const definitions = await loadDefinitions(database.read);
	const convention = await currentConvention(database);
	const form = definitions.form('art21-full') as Form;
	const schemes = schemesOf(form, convention);
	const parties = convention.parties('2024-12-31').map(({ id }) => id);
	await database.write(async (db) => {
		for (const of of [cycle, ...others])
			for (let at = 0; at < reports; at += 1) {
				const answers = fullAnswers(form, schemes, { language: languages[at % languages.length] ?? 'en', lines: 6, letters: 400, variant: at });
				await put(db, `MC-REPORT-${of}-${at}`, parties[at % parties.length] ?? 'GHA', { ...answers, cycle: of } as Answers);
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

async function timed(act: () => Promise<unknown>): Promise<number> {
	const began = performance.now();
	await act();
	return performance.now() - began;
}

const figures: Figure[] = [];
for (const open of homes()) {
	const home = await open();
	const database = await home.open();
	const world = await fill(database);
	const nothing = () => sql`select (select json_agg(party) from reporting.bound where cycle = 'none'), '[]'::json`.execute(database.read as never);
	for (const question of asked) {
		const kind = questionOf(world.definitions.form('art21-full') as Form, question)?.kind ?? '';
		const [times, empty, processor]: [number[], number[], number[]] = [[], [], []];
		for (let run = 0; run <= runs; run += 1) {
			const busy = process.cpuUsage();
			const one = await timed(() => readStatistic(database.read, world, { cycle, question }));
			const { user, system } = process.cpuUsage(busy);
			const none = await timed(nothing);
			if (run === 0) continue;
			times.push(one);
			processor.push((user + system) / 1000);
			empty.push(none);
		}
		figures.push({
			what: `statistics of one question over ${reports} reports`,
			of: `${home.name}, ${kind} (${question})`,
			value: median(times),
			unit: 'ms (median)',
			baseline: { what: 'a statement that reads nothing', value: median(empty) },
			target: { on: 'value', most: 20 },
			more: { 'ms, 95 %': percentile(times, 95), 'ms of processor in this process': median(processor) }
		});
	}
	await database.close();
	await home.close();
}
report(
	{
		name: 'statistics',
		question: 'How long do the statistics of one question take over the published reports of a cycle?',
		settings: { reports, 'reports of other cycles': reports * others.length, runs },
		notes: ['Every report answers every question, with six lines in each table: more than any true report says.']
	},
	figures
);
