// SPDX-License-Identifier: Apache-2.0
// What is saved comes back: every row, every number of a sequence, every file by its hash; from an embedded database into a server and the other way.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { type Database, openEmbedded, openServer, type Writing } from '#platform/server/database.ts';
import { type Files, openFiles } from '#platform/server/files.ts';
import { openJobs } from '#platform/server/jobs.ts';
import { openLog } from '#platform/server/log.ts';
import { migrate } from '#platform/server/migrate.ts';
import { signingKey } from '#platform/server/signing-keys.ts';
import { brokenSeals } from '#records/server/revisions.ts';
import { type Exchange, openExchange } from '../../../test/exchange.ts';
import { type PostgresServer, startPostgres } from '../../../test/ground/postgres.ts';
import { onServer } from '../../../test/ground/template.ts';
import { backup, type End } from './backup.ts';
import { restore } from './restore.ts';
import { sequencesOf, tablesOf } from './tables.ts';

let exchange: Exchange;
let folder: string;
let files: Files;
let server: PostgresServer;
let saved: End;
let archive: string;
const opened: { close(): unknown }[] = [];
const at = new Date('2026-11-24T10:00:00.000Z');
const jobsOn = (on: Database) => openJobs(on, { log: openLog('silent'), drained: true });
let made = 0;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'archive-'));
	server = await startPostgres();
	exchange = await openExchange();
	const { database } = exchange.world;
	files = await openFiles({ dataDir: join(folder, 'from'), bucket: null });
	for (const text of ['one', 'two', 'x'.repeat(3_000_000)]) await files.put(Buffer.from(text), { limitBytes: 5_000_000, accept: ['text/plain'] });
	await database.write(async (db) => {
		// What is easily lost on the way: JSON's own null, exact numbers, bytes, quotes, control characters, several lines.
		const [{ id } = { id: '' }] = await db.selectFrom('records.records').select('id').execute();
		for (const [place, value] of ['null', '1.10', '12345678901234567890.5', '"a\\"b\\\\c\\n\\t\\u2028"', '[]'].entries())
			await sql`insert into records.answer_changes values (${id}, ${100 + place}, 'q', ${value}::jsonb, 'x', '2026-01-01 00:00:00.123456+00')`.execute(
				db
			);
		await sql`insert into records.answer_changes values (${id}, 200, 'q', null, 'x', 'infinity')`.execute(db);
		await sql`insert into people.accounts (id, name, email, created_at, updated_at) values ('p', 'P', 'p@example.org', now(), now())`.execute(db);
		await sql`insert into people.passkeys (id, account_id, name, public_key, counter, transports, created_at)
			values ('k', 'p', 'Key', '\\x00ff10'::bytea, 7, array['usb', 'a,"b'], now())`.execute(db);
	});
	await signingKey(database, at);
	const jobs = await jobsOn(database);
	await jobs.declare('letters');
	await database.write((db) => jobs.enqueue(db, 'letters', { sealed: 'letter' }));
	await jobs.stop();
	archive = join(folder, 'one.tar.gz');
	saved = await backup(database, files, createWriteStream(archive), at);
});
afterAll(async () => {
	for (const each of opened) await each.close();
	await exchange.close();
	files.close();
	await server.stop();
	await rm(folder, { recursive: true, force: true });
});

async function empty(kind: 'embedded' | 'server'): Promise<{ database: Database; files: Files }> {
	const name = `into_${(made += 1)}`;
	if (kind === 'server') await onServer(server.url(), `create database ${name}`);
	const database = kind === 'server' ? openServer(server.url(name), null) : await openEmbedded(null);
	const own = await openFiles({ dataDir: join(folder, name), bucket: null });
	opened.push(database, own);
	return { database, files: own };
}

/** Every table row by row, as a hash of its text, every sequence, every file with the hash of its content. */
async function fingerprint(database: Database, kept: Files) {
	return await database.write(async (db: Writing) => {
		await sql`set local timezone to 'UTC'`.execute(db);
		const tables: Record<string, string[]> = {};
		for (const { name, columns } of await tablesOf(db)) {
			const row = sql.raw(columns.map((column) => `coalesce(md5(${column.name}::text), '-')`).join(` || ' ' || `));
			const { rows } = await sql<{ hash: string }>`select ${row} as hash from ${sql.raw(name)} order by 1`.execute(db);
			tables[name] = rows.map(({ hash }) => hash);
		}
		const contents: Record<string, string> = {};
		for await (const { sha256 } of kept.all()) {
			const hash = createHash('sha256');
			for await (const bytes of (await kept.open(sha256)) as AsyncIterable<Uint8Array>) hash.update(bytes);
			contents[sha256] = hash.digest('hex');
		}
		return { tables, sequences: await sequencesOf(db), contents };
	});
}

test('from here into an embedded database and into a server, and on from each into the other: all is equal', async () => {
	const before = await fingerprint(exchange.world.database, files);
	expect(Object.keys(before.contents).length).toBe(3);
	expect(before.tables['records.revisions']?.length).toBeGreaterThan(5);
	expect(before.tables['platform.signing_keys']?.length).toBe(1);
	for (const [first, second] of [
		['embedded', 'server'],
		['server', 'embedded']
	] as const) {
		const one = await empty(first);
		const done = await restore(one.database, one.files, createReadStream(archive), jobsOn);
		expect(done).toMatchObject({ files: 3, jobs: 1, rows: Object.values(before.tables).flat().length });
		expect(await fingerprint(one.database, one.files)).toEqual(before);
		// What came back is a platform: its rules are in force again, its seals hold, its triggers count.
		expect(await brokenSeals(one.database.read, exchange.ids.revised)).toEqual([]);
		await expect(sql`insert into records.drafts values ('none', '1', '[]', 0, null, now())`.execute(one.database.kysely)).rejects.toThrow(
			/foreign key/
		);
		const path = join(folder, `${first}.tar.gz`);
		await backup(one.database, one.files, createWriteStream(path), at);
		const two = await empty(second);
		await restore(two.database, two.files, createReadStream(path), jobsOn);
		expect(await fingerprint(two.database, two.files)).toEqual(before);
		await sql`delete from catalogue.entries where record_id = ${exchange.ids.notification}`.execute(two.database.kysely);
		const counts = await sql<{
			sum: number;
		}>`select sum(change)::int as sum from catalogue.facet_changes join catalogue.facet_values using (code) where facet = 'all'`.execute(
			two.database.kysely
		);
		const entries = await sql<{ count: number }>`select count(*)::int as count from catalogue.entries where state = 'published'`.execute(
			two.database.kysely
		);
		expect(counts.rows[0]?.sum).toBe(entries.rows[0]?.count);
	}
});

test('waiting jobs come along', async () => {
	const into = await empty('embedded');
	await restore(into.database, into.files, createReadStream(archive), jobsOn);
	const jobs = await jobsOn(into.database);
	const done: object[] = [];
	await jobs.work('letters', async (data) => void done.push(data));
	await jobs.drain();
	await jobs.stop();
	expect(done).toEqual([{ sealed: 'letter' }]);
});

test('any tar program opens it', async () => {
	const names = execFileSync('tar', ['-tzf', archive], { encoding: 'utf8' }).trim().split('\n');
	expect(names[0]).toBe('manifest.json');
	expect(names.at(-1)).toBe('end.json');
	expect(names.filter((name) => name.startsWith('files/')).length).toBe(3);
	expect(saved.tables['records.records']?.rows).toBeGreaterThan(5);
});

test('refused: a database that holds something, what is cut off, changed, foreign or from later', async () => {
	const into = await empty('embedded');
	const refused = (path: string, on = into) => restore(on.database, on.files, createReadStream(path), jobsOn);
	const holding = { database: exchange.world.database, files };
	await expect(refused(archive, holding)).rejects.toThrow(/not empty/);
	const whole = await readFile(archive);
	const broken = join(folder, 'broken');
	for (const part of [0.2, 0.9]) {
		await writeFile(broken, whole);
		await truncate(broken, Math.floor(whole.length * part));
		await expect(refused(broken)).rejects.toThrow(/not whole/);
	}
	const tar = gunzipSync(whole);
	const changed = Buffer.from(tar);
	const place = changed.indexOf('Thermometers');
	changed.write('thermometers', place);
	await writeFile(broken, gzipSync(changed));
	await expect(refused(broken)).rejects.toThrow(/not those that were saved/);
	const file = Buffer.from(tar);
	file.write('y', file.indexOf('xxxxxxxx') + 4);
	await writeFile(broken, gzipSync(file));
	await expect(refused(broken)).rejects.toThrow(/not what its name says/);
	await writeFile(broken, 'no archive at all');
	await expect(refused(broken)).rejects.toThrow(/not a backup|not whole/);
	const later = Buffer.from(tar);
	later.write('9999', later.indexOf('0002-records.sql'));
	await writeFile(broken, gzipSync(later));
	await expect(refused(broken)).rejects.toThrow(/later version/);
	// After all that it is still empty, and takes what is whole.
	expect((await refused(archive)).files).toBe(3);
	await expect(refused(archive)).rejects.toThrow(/not empty/);
});

test('an archive of an older version gets the migrations that came after it', async () => {
	const old = await empty('embedded');
	await migrate(old.database, 'migrations', new Set(['0001-platform-and-convention.sql', '0002-records.sql']));
	await sql`insert into platform.settings (name, value) values ('old', 'yes')`.execute(old.database.kysely);
	const path = join(folder, 'old.tar.gz');
	await backup(old.database, old.files, createWriteStream(path), at);
	const into = await empty('embedded');
	const done = await restore(into.database, into.files, createReadStream(path), jobsOn);
	expect(done.migrated[0]).toBe('0003-catalogue.sql');
	expect((await into.database.read.selectFrom('platform.settings').select('value').where('name', '=', 'old').executeTakeFirst())?.value).toBe('yes');
});
