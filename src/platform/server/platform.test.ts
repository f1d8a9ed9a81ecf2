// SPDX-License-Identifier: Apache-2.0
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onPostgres, testDatabase } from '../../../test/ground/database.ts';
import { type Configuration, configurationFrom } from '../configuration.ts';
import { FolderTaken } from './folder-lock.ts';
import { openLog } from './log.ts';
import { isMigrated } from './migrate.ts';
import { openPlatform } from './platform.ts';

const log = openLog('silent');
let dataDir: string;
beforeAll(async () => {
	dataDir = await mkdtemp(join(tmpdir(), 'platform-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));
const configured = (env: Record<string, string> = {}) => configurationFrom({ DATA_DIR: dataDir, ...env }) as Configuration;

test('opens everything, keeps others off the folder, closes everything, and opens again on what was written', async () => {
	const platform = await openPlatform(configured(), { log });
	expect(await isMigrated(platform.database)).toBe(true);
	await expect(openPlatform(configured(), { log })).rejects.toBeInstanceOf(FolderTaken);
	await platform.database.write((db) => db.insertInto('platform.settings').values({ name: 'colour', value: 'teal' }).execute());
	await platform.mailer.send({ to: 'a@example.org', subject: 's', text: 't', language: 'en' });
	await Promise.all([platform.close(), platform.close()]);
	expect((await readdir(dataDir)).sort()).toEqual(['database', 'files', 'lock', 'outbox']);
	await expect(sql`select 1`.execute(platform.database.kysely)).rejects.toThrow();

	const again = await openPlatform(configured(), { log });
	const kept = await again.database.read.selectFrom('platform.settings').select('value').where('name', '=', 'colour').executeTakeFirst();
	await again.close();
	expect(kept).toEqual({ value: 'teal' });
});

test('when a step fails, what was opened before it is closed again', async () => {
	const unreachable = configured({ DATABASE_URL: 'postgres://127.0.0.1:9/none' });
	await expect(openPlatform(unreachable, { log })).rejects.toThrow('ECONNREFUSED');
	// A file where the folder of files should be: found only after the lock and the database are open.
	const folder = join(dataDir, 'broken');
	await mkdir(folder);
	await writeFile(join(folder, 'files'), '');
	await expect(openPlatform(configured({ DATA_DIR: folder }), { log })).rejects.toThrow('ENOTDIR');
	await rm(join(folder, 'files'));
	await (await openPlatform(configured({ DATA_DIR: folder }), { log })).close();
});

const writer = `
	import { openPlatform } from './src/platform/server/platform.ts';
	import { configurationFrom } from './src/platform/configuration.ts';
	const { database } = await openPlatform(configurationFrom({ DATA_DIR: process.argv[1], LOG_LEVEL: 'silent' }));
	for (let n = 0; ; n += 1) {
		await database.write(async (db) => {
			await db.insertInto('platform.settings').values({ name: 'a' + n, value: 'x' }).execute();
			await db.insertInto('platform.settings').values({ name: 'b' + n, value: 'x' }).execute();
		});
		process.stdout.write(n + '\\n');
	}`;

test('kill -9 while the very first start is making the database does not spoil the second', async () => {
	const folder = join(dataDir, 'first');
	const child = spawn(process.execPath, ['--input-type=module', '-e', writer, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
	await expect.poll(() => readdir(join(folder, 'database')).catch(() => []), { interval: 5, timeout: 20_000 }).not.toEqual([]);
	child.kill('SIGKILL');
	await once(child, 'exit');
	const platform = await openPlatform(configured({ DATA_DIR: folder }), { log });
	expect(await isMigrated(platform.database)).toBe(true);
	await platform.close();
});

test('kill -9 in the middle of writing loses nothing that was acknowledged and leaves nothing half done', async () => {
	const folder = join(dataDir, 'killed');
	const child: ChildProcess = spawn(process.execPath, ['--input-type=module', '-e', writer, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
	let said = '';
	for await (const text of child.stdout as AsyncIterable<Buffer>) {
		said += text;
		if (said.split('\n').length > 50 && !child.killed) child.kill('SIGKILL');
	}
	if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
	const acknowledged = said.split('\n').slice(0, -1);
	const platform = await openPlatform(configured({ DATA_DIR: folder }), { log });
	const rows = await platform.database.read.selectFrom('platform.settings').select('name').where('name', '~', '^[ab][0-9]+$').execute();
	await platform.close();
	const kept = (letter: string) => rows.flatMap(({ name }) => (name.startsWith(letter) ? [name.slice(1)] : [])).sort();
	expect(kept('a')).toEqual(expect.arrayContaining(acknowledged));
	expect(kept('a')).toEqual(kept('b'));
});

if (onPostgres) {
	test('processes with a server share one data folder', async () => {
		const { url, close } = await testDatabase();
		const both = await Promise.all([1, 2].map(() => openPlatform(configured({ DATABASE_URL: url ?? '' }), { log })));
		await Promise.all(both.map((each) => each.close()));
		await close();
	});
}
