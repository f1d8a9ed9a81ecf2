// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onPostgres, testDatabase } from '../../../test/ground/database.ts';
import { afterCommit, type Database, json, openEmbedded } from './database.ts';

let database: Database;
beforeAll(async () => {
	database = await testDatabase();
});
afterAll(() => database.close());

const names = async () => (await database.read.selectFrom('platform.settings').select('name').orderBy('name').execute()).map(({ name }) => name);
const setting = (name: string) => ({ name, value: 'x' });

test('is the home that this run is about', async () => {
	const { rows } = await sql<{ version: string }>`select version()`.execute(database.kysely);
	expect([database.embedded === null, database.pool !== null, /emscripten|wasm/i.test(rows[0]?.version ?? '')]).toEqual([
		onPostgres,
		onPostgres,
		!onPostgres
	]);
});

describe('a transaction', () => {
	test('happens whole or not at all', async () => {
		await expect(
			database.write(async (db) => {
				await db.insertInto('platform.settings').values(setting('lost')).execute();
				throw new Error('no');
			})
		).rejects.toThrow('no');
		await database.write((db) => db.insertInto('platform.settings').values(setting('kept')).execute());
		expect(await names()).toEqual(['kept']);
	});

	test('that swallowed a fault of the database is never said to be committed', async () => {
		await expect(
			database.write(async (db) => {
				await db.insertInto('platform.settings').values(setting('swallowed')).execute();
				await sql`select 1 / 0`.execute(db).catch(() => {});
				return 'done';
			})
		).rejects.toThrow('rolled back');
		expect(await names()).not.toContain('swallowed');
		// And the connection is sound afterwards.
		expect(await database.write((db) => db.selectFrom('platform.settings').select('name').execute())).toHaveLength(1);
	});

	test('sees nothing of the others that run at the same time', async () => {
		const counts = await Promise.all(
			Array.from({ length: 20 }, (_, n) =>
				database
					.write(async (db) => {
						await db
							.insertInto('platform.settings')
							.values(setting(`round-${n}`))
							.execute();
						await new Promise((resolve) => setImmediate(resolve));
						if (n % 2) throw new Error('odd');
						return (await sql<{ id: string }>`select pg_current_xact_id()::text as id`.execute(db)).rows[0]?.id;
					})
					.catch((fault: Error) => fault.message)
			)
		);
		expect(counts.filter((each) => each === 'odd')).toHaveLength(10);
		expect(new Set(counts).size).toBe(11);
		expect((await names()).filter((name) => name.startsWith('round-'))).toHaveLength(10);
	});

	test('is tried again after a serialisation fault', async () => {
		let tries = 0;
		const value = await database.write(async (db) => {
			tries += 1;
			if (tries < 3) await sql`do $$ begin raise exception 'again' using errcode = '40001'; end $$`.execute(db);
			return tries;
		});
		expect(value).toBe(3);
	});

	test('what follows a commit happens once, and only then', async () => {
		const seen: string[] = [];
		let tries = 0;
		await database.write(async (db) => {
			tries += 1;
			expect(afterCommit(db, () => seen.push(`committed at try ${tries}`))).toBe(true);
			if (tries === 1) await sql`do $$ begin raise exception 'again' using errcode = '40001'; end $$`.execute(db);
			expect(seen).toEqual([]);
		});
		await database
			.write(async (db) => {
				afterCommit(db, () => seen.push('never'));
				throw new Error('no');
			})
			.catch(() => {});
		expect(seen).toEqual(['committed at try 2']);
	});
});

if (onPostgres) {
	test('the reading connection cannot write, whatever its type is talked into', async () => {
		const sly = sql`insert into platform.settings (name, value) values ('sly', 'x')`;
		await expect(sly.execute(database.read as never)).rejects.toThrow('read-only');
	});
}

if (!onPostgres) {
	test('an act that goes round its own transaction is refused at once instead of waiting for itself forever', async () => {
		const round = 'an act may only use the transaction it was given';
		await expect(database.write(() => names())).rejects.toThrow(round);
		await expect(database.write(() => database.write(async () => {}))).rejects.toThrow(round);
		// What an act started and did not wait for may go on once it is over.
		let later: Promise<string[]> | undefined;
		let go: () => void = () => {};
		const gate = new Promise<void>((resolve) => (go = resolve));
		await database.write(async () => {
			later = gate.then(names);
		});
		go();
		expect(await later).toContain('kept');
	});
}

test('values come back alike from both homes', async () => {
	const { rows } = await sql`
		select 12::bigint as count, 0.10::numeric as exact, date '2026-02-28' as day, timestamptz '2026-02-28T12:00:00+02' as moment,
			array['a', 'b'] as list, ${json(['x', { y: null }])} as data, ${json('text')} as text, true as truth, null as nothing`.execute(database.kysely);
	expect(rows).toEqual([
		{
			count: 12,
			exact: '0.10',
			day: '2026-02-28',
			moment: new Date('2026-02-28T10:00:00Z'),
			list: ['a', 'b'],
			data: ['x', { y: null }],
			text: 'text',
			truth: true,
			nothing: null
		}
	]);
});

test('an embedded database that is damaged says so, and what is to be done', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'damaged-'));
	await writeFile(join(folder, 'PG_VERSION'), '');
	await expect(openEmbedded(folder)).rejects.toThrow(/does not open .*bring a backup back with platform restore/);
	await rm(folder, { recursive: true });
});
