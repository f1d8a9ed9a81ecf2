// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { onPostgres, testDatabase } from '../../../test/ground/database.ts';
import { type Database, openServer } from './database.ts';
import { isMigrated, migrate } from './migrate.ts';
import { describeTables } from './tables-from-schema.ts';

let database: Database & { url: string | null };
let folder: string;
beforeEach(async () => {
	database = await testDatabase();
	folder = await mkdtemp(join(tmpdir(), 'migrations-'));
});
afterEach(async () => {
	await database.close();
	await rm(folder, { recursive: true });
});

const counted = async () => (await sql<{ count: number }>`select count(*) from later.things`.execute(database.kysely)).rows[0]?.count;

describe('migrations', () => {
	test('run once, in the order of their names', async () => {
		await writeFile(join(folder, '9002-two.sql'), 'insert into later.things values (1);');
		await writeFile(join(folder, '9001-one.sql'), 'create schema later; create table later.things (n int);');
		expect(await isMigrated(database, folder)).toBe(false);
		expect(await migrate(database, folder)).toEqual(['9001-one.sql', '9002-two.sql']);
		expect(await migrate(database, folder)).toEqual([]);
		expect(await isMigrated(database, folder)).toBe(true);
		expect(await counted()).toBe(1);
	});

	test('that fail leave no trace, and are named', async () => {
		await writeFile(join(folder, '9001-bad.sql'), 'create schema later; create table later.things (n int); select 1 / 0;');
		await expect(migrate(database, folder)).rejects.toThrow('migration 9001-bad.sql failed: division by zero');
		await writeFile(join(folder, '9001-bad.sql'), 'create schema later; create table later.things (n int);');
		expect(await migrate(database, folder)).toEqual(['9001-bad.sql']);
		expect(await counted()).toBe(0);
	});

	test('a database that has never been migrated is not ready, which is no fault', async () => {
		await database.script('drop table public.migrations');
		expect(await isMigrated(database)).toBe(false);
	});

	if (onPostgres) {
		test('two processes that start at the same moment do everything once', async () => {
			await database.script('drop table public.migrations');
			await writeFile(join(folder, '9001-one.sql'), 'create schema later; create table later.things (n int);');
			await writeFile(join(folder, '9002-two.sql'), 'insert into later.things values (1);');
			const servers = Array.from({ length: 5 }, () => openServer(database.url ?? '', null));
			const ran = await Promise.all(servers.map((each) => migrate(each, folder)));
			await Promise.all(servers.map((each) => each.close()));
			expect(ran.flat().sort()).toEqual(['9001-one.sql', '9002-two.sql']);
			expect(await counted()).toBe(1);
		});
	}
});

test('tables.ts says what the migrations say', async () => {
	expect(await readFile('src/platform/server/tables.ts', 'utf8')).toBe(await describeTables(database));
});

test('every table and every column of ours says what it holds', async () => {
	const { rows } = await sql<{ name: string }>`
		select n.nspname || '.' || c.relname || coalesce('.' || a.attname, '') as name
		from pg_class c
		join pg_namespace n on n.oid = c.relnamespace
		cross join lateral (select null::name as attname, 0 as attnum union all
			select attname, attnum from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped) a
		where c.relkind in ('r', 'p', 'v', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'pgboss', 'public')
			and col_description(c.oid, a.attnum) is null and (a.attnum > 0 or obj_description(c.oid, 'pg_class') is null)`.execute(database.kysely);
	expect(rows.map(({ name }) => name)).toEqual([]);
});
