// SPDX-License-Identifier: Apache-2.0
// Loads so many invented records in six languages, fast: on a server by several threads at once, and with all indexes made when the rows are there. The
// same rows every time.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { sql } from 'kysely';
import { languageOfToken, tokensOf } from '#catalogue/tokens.ts';
import type { Database, Writing } from '#platform/server/database.ts';
import { languages } from '#text/languages.ts';
import { type Batches, writeBatches } from './ground/invented-records.ts';
import { vocabulary } from './ground/invented-words.ts';

/** What is filled here. Its indexes but those that keep rows apart are made anew afterwards, which is many times quicker. */
const filled = ['records.records', 'records.revisions', 'catalogue.entries', 'catalogue.words'];

async function withoutIndexes(database: Database, act: () => Promise<void>): Promise<void> {
	const { rows } = await sql<{ name: string; made: string }>`
		select schemaname || '.' || indexname as name, indexdef as made from pg_indexes
		where schemaname || '.' || tablename = any(${filled}::text[]) and indexdef not like 'CREATE UNIQUE%'
		order by indexname = 'entries_search' desc`.execute(database.kysely);
	for (const { name } of rows) await sql.raw(`drop index ${name}`).execute(database.kysely);
	await act();
	const make = (made: string) =>
		database.write(async (db) => {
			await sql.raw("set local maintenance_work_mem = '512MB'").execute(db);
			await sql.raw(made).execute(db);
		});
	// The index of words takes longer than all others together.
	const [words, ...others] = rows.map(({ made }) => made);
	const beside = async () => {
		for (const made of others) await make(made);
	};
	if (database.embedded) {
		if (words) await make(words);
		await beside();
	} else await Promise.all([words ? make(words) : undefined, beside()]);
}

/** Rows as quick as they go: nothing is swept meanwhile, and nobody waits for the disk. */
async function unhurried(database: Database, act: () => Promise<void>): Promise<void> {
	for (const table of filled) await sql.raw(`alter table ${table} set (autovacuum_enabled = off)`).execute(database.kysely);
	await act();
	for (const table of filled) await sql.raw(`alter table ${table} reset (autovacuum_enabled)`).execute(database.kysely);
}

async function inThreads(url: string, batches: Omit<Batches, 'share' | 'of'>, told: (records: number) => void): Promise<void> {
	const of = Math.min(4, availableParallelism());
	await Promise.all(
		Array.from(
			{ length: of },
			(_, share) =>
				new Promise<void>((resolve, reject) => {
					const thread = new Worker(new URL('ground/load-share.ts', import.meta.url), { workerData: { url, batches: { ...batches, share, of } } });
					thread.on('message', told);
					thread.on('error', reject);
					thread.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a thread of the loader ended with ${code}`))));
				})
		)
	);
}

/** Nothing is done where they are already, in a database that was kept. */
export async function load(database: Database, count: number, { seed = 11, said = false }: { seed?: number; said?: boolean } = {}): Promise<void> {
	const { rows: there } = await sql<{ count: number }>`select count(*)::int as count from catalogue.entries`.execute(database.kysely);
	// The platform that ran on them may have published some of its own.
	if ((there[0]?.count ?? 0) >= count) return;
	const began = Date.now();
	const tell = (what: string) => said && console.log(`  ${what}, ${Math.round((Date.now() - began) / 1000)} s`);
	let written = 0;
	const told = (records: number) => {
		written += records;
		if (written % 50_000 === 0) tell(`${written} records`);
	};
	const { rows } = await sql<{ after: number }>`
		select nextval('catalogue.entry_numbers')::bigint - 1 as after`.execute(database.kysely);
	const after = Number(rows[0]?.after);
	await sql`select setval('catalogue.entry_numbers', ${after + count})`.execute(database.kysely);
	const url = database.pool?.options.connectionString;
	await unhurried(database, () =>
		withoutIndexes(database, async () => {
			if (url) await inThreads(`${url}?options=${encodeURIComponent('-c synchronous_commit=off')}`, { count, seed, after }, told);
			else await writeBatches(database, { count, seed, after, share: 0, of: 1 }, told);
			tell('rows are there');
			await database.write(rememberSome);
		})
	);
	tell('indexes are there');
	// What a server does by itself after a while; the embedded database never does.
	await sql`select catalogue.fold_facet_changes()`.execute(database.kysely);
	await sql.raw('vacuum (analyze)').execute(database.kysely);
	tell('swept');
}

/** Words for the speller: the whole invented vocabulary, as if each had been seen often. */
async function rememberSome(db: Writing): Promise<void> {
	const all = new Map<string, string>();
	for (const language of languages) {
		const { rare, middle, broad } = vocabulary(language);
		for (const word of [...rare, ...middle, ...broad])
			for (const token of tokensOf(word)) if (token.script !== 'han') all.set(token.folded, languageOfToken(token.script, language));
	}
	await sql`insert into catalogue.words (word, language, frequency)
		select word, language, 50 from unnest(${[...all.keys()]}::text[], ${[...all.values()]}::text[]) as come (word, language) on conflict do nothing`.execute(
		db
	);
}

/** Identifiers of some records, evenly spread. */
export async function someRecords(database: Database, count: number): Promise<string[]> {
	const { rows } = await sql<{ record_id: string }>`
		select record_id from catalogue.entries where number % greatest(1, (select max(number) from catalogue.entries) / ${count}) = 0 order by number limit ${count}`.execute(
		database.kysely
	);
	return rows.map((row) => row.record_id);
}
