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


for (const open of homes()) {
	const home = await open();
	const database = await home.open();
	const world = await fill(database);
	const { rows: [size] } = await sql<any>`select avg(pg_column_size(answers))::int as packed, avg(length(answers::text))::int as text, count(*) from catalogue.entries`.execute(database.read as never);
	console.log(home.name, size);
	const where = sql`answers ->> 'cycle' = ${cycle} and type = 'art21-full' and owner_kind = 'party' and state = 'published'`;
	const variants: Record<string, () => Promise<unknown>> = {
		nothing: () => sql`select 1`.execute(database.read as never),
		rows: () => sql`select json_agg(owner) from catalogue.entries where ${where}`.execute(database.read as never),
		one: () => sql`select json_agg(answers -> 'q3-1') from catalogue.entries where ${where}`.execute(database.read as never),
		two: () => sql`select json_agg(json_build_object('a', answers -> 'q3-1', 'b', answers -> 'q3-5')) from catalogue.entries where ${where}`.execute(database.read as never),
		once: () => sql`select json_agg(json_build_object('a', answers -> 'q3-1', 'b', answers -> 'q3-5')) from (select answers || '{}'::jsonb as answers from catalogue.entries where ${where} offset 0) as x`.execute(database.read as never),
		paths: () => sql`select json_agg(jsonb_path_query_array(answers, '$.keyvalue() ? (@.key == "q3-1" || @.key == "q3-5").value')) from catalogue.entries where ${where}`.execute(database.read as never),
		record: () => sql`select json_agg(r) from catalogue.entries, lateral jsonb_to_record(answers) as r("q3-1" jsonb, "q3-5" jsonb) where ${where}`.execute(database.read as never),
		whole: () => readStatistic(database.read, world, { cycle, question: 'q3-5-b' }),
	};
	for (const [name, act] of Object.entries(variants)) { const t: number[] = []; for (let i = 0; i < 25; i++) t.push(await timed(act)); console.log(name, Math.min(...t).toFixed(2), median(t).toFixed(2)); }
	const { rows } = await sql<any>`explain (analyze, buffers) select json_agg(answers -> 'q3-1') from catalogue.entries where ${where}`.execute(database.read as never);
	console.log(rows.map((r: any) => r['QUERY PLAN']).join('\n'));
	await database.close(); await home.close();
}
