// SPDX-License-Identifier: Apache-2.0
// Gives a test file a migrated database of its own: PGlite in memory, or with TEST_DATABASE=postgres a database on the server that setup.ts
// started. Both are copies of a template that is migrated once.
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { type Database, openEmbedded, openServer } from '#platform/server/database.ts';
import { onServer, prepare, templateName } from './template.ts';

/** True when this run is to use a PostgreSQL server instead of the embedded database. */
export const onPostgres = process.env.TEST_DATABASE === 'postgres';

/**
 * An empty, migrated database that nobody else uses. Close it with `close()`; on a server that drops it as well.
 * `url` is its address on a server, for tests that start a process of their own; null when embedded.
 */
export async function testDatabase(): Promise<Database & { url: string | null }> {
	if (!onPostgres) return { ...(await openEmbedded(null, await embeddedTemplate())), url: null };
	const address = inject('postgres');
	if (!address) throw new Error('TEST_DATABASE=postgres needs the globalSetup of vitest.config.ts');
	const name = `test_${randomBytes(6).toString('hex')}`;
	const base = address.replace(/\/[^/]*$/, '/');
	await onServer(address, `create database ${name} template ${templateName}`);
	const database = openServer(base + name, null);
	return {
		...database,
		url: base + name,
		async close() {
			await database.close();
			await onServer(address, `drop database if exists ${name} with (force)`);
		}
	};
}

/** The dumped data folder of a migrated PGlite, kept between runs under a name that changes with whatever goes into it. */
async function embeddedTemplate(): Promise<Blob> {
	const folder = 'node_modules/.cache/platform';
	const path = join(folder, `pglite-${fingerprint()}.tar`);
	if (!existsSync(path)) {
		const database = await openEmbedded(null);
		await prepare(database);
		const dump = await database.embedded?.dumpDataDir('none');
		await database.close();
		await mkdir(folder, { recursive: true });
		// Several test files may get here at once; each writes its own and the last one stays.
		const written = `${path}.${process.pid}`;
		await writeFile(written, Buffer.from(await (dump as Blob).arrayBuffer()));
		await rename(written, path);
	}
	return new Blob([readFileSync(path)]);
}

function fingerprint(): string {
	const hash = createHash('sha256');
	for (const file of readdirSync('migrations').sort()) hash.update(file).update(readFileSync(join('migrations', file)));
	for (const library of ['@electric-sql/pglite', 'pg-boss']) hash.update(readFileSync(join('node_modules', library, 'package.json')));
	hash.update(readFileSync('src/platform/server/jobs.ts'));
	return hash.digest('hex').slice(0, 16);
}
