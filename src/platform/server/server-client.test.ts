// SPDX-License-Identifier: Apache-2.0
// What is prepared on a server, and that nobody notices when it no longer fits. The embedded database prepares nothing.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onPostgres, testDatabase } from '../../../test/ground/database.ts';
import type { Database } from './database.ts';

let database: Database;
beforeAll(async () => {
	database = await testDatabase();
	await database.script(
		'create schema often; create table often.things (id integer primary key, name text); insert into often.things select n, n::text from generate_series(1, 50) n'
	);
});
afterAll(() => database.close());

/** A thing as an act would read it, and how many statements its connection holds prepared. */
const read = (id: number) =>
	database.write(async (db) => {
		const { rows } = await sql<Record<string, unknown>>`select * from often.things where id = ${id}`.execute(db);
		const [held] = (
			await sql<{
				count: number;
			}>`select count(*) as count from pg_prepared_statements where statement like '%often.things%' and statement not like '%pg_prepared%'`.execute(
				db
			)
		).rows;
		return { thing: rows[0], prepared: held?.count };
	});

async function readOften() {
	let last = await read(1);
	for (let id = 2; id <= 20; id += 1) last = await read(id);
	return last;
}

describe('a statement that acts ask often', () => {
	test('is prepared once on a server', async () => {
		expect(await read(1)).toEqual({ thing: { id: 1, name: '1' }, prepared: 0 });
		expect(await readOften()).toEqual({ thing: { id: 20, name: '20' }, prepared: onPostgres ? 1 : 0 });
	});

	test('gives the columns that the table has now', async () => {
		await database.script('alter table often.things add column colour text');
		expect((await read(3)).thing).toEqual({ id: 3, name: '3', colour: null });
		expect((await readOften()).thing).toEqual({ id: 20, name: '20', colour: null });
	});

	test('outside of a transaction too, where it takes no value', async () => {
		const all = async () => (await sql<object>`select * from often.things order by id limit 1`.execute(database.kysely)).rows;
		for (let n = 0; n < 12; n += 1) expect(await all()).toEqual([{ id: 1, name: '1', colour: null }]);
		await database.script('alter table often.things drop column colour');
		for (let n = 0; n < 12; n += 1) expect(await all()).toEqual([{ id: 1, name: '1' }]);
	});

	test.runIf(onPostgres)('of several parts goes as it always did', async () => {
		for (let n = 0; n < 12; n += 1) await sql`select 1; select 2`.execute(database.kysely);
	});

	test('is no longer prepared where a pooler hands out another connection each time', async () => {
		await readOften();
		// What such a connection knows of what was prepared on another one.
		await database.script('deallocate all');
		expect((await read(4)).thing).toEqual({ id: 4, name: '4' });
		expect(await readOften()).toEqual({ thing: { id: 20, name: '20' }, prepared: 0 });
	});
});
