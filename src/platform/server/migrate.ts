// SPDX-License-Identifier: Apache-2.0
// Brings the database to the newest migration: numbered plain SQL, forward only, each in a transaction of its own.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Database } from './database.ts';

/** Any number: it keeps two processes that start together from migrating at once. */
const lock = 20171608;

export async function migrationFiles(folder: string): Promise<{ name: string; path: string }[]> {
	const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
	return names.map((name) => ({ name, path: join(folder, name) }));
}

/**
 * Runs what has not run yet and returns the names of those. A failing migration leaves no trace and stops the start. With `only`, the others wait:
 * a backup goes into the tables that it was taken from.
 */
export async function migrate(database: Database, folder = 'migrations', only?: ReadonlySet<string>): Promise<string[]> {
	const files = (await migrationFiles(folder)).filter(({ name }) => only?.has(name) ?? true);
	await database.script(
		[
			'begin',
			// "if not exists" alone is no protection against another process at the same moment.
			`select pg_advisory_xact_lock(${lock})`,
			'create table if not exists public.migrations (name text primary key, ran_at timestamptz not null default now())',
			'commit'
		].join(';\n')
	);
	// Asked once: on a database in use none is left, and the first page waits for this.
	const before = await namesOf(database);
	const ran: string[] = [];
	for (const file of files) {
		if (before.has(file.name)) continue;
		const text = await readFile(file.path, 'utf8');
		const script = [
			'begin',
			`select pg_advisory_xact_lock(${lock})`,
			// A second process finds the row and stops here without having done anything.
			`insert into public.migrations (name) values ('${file.name}')`,
			text,
			'commit'
		].join(';\n');
		try {
			await database.script(script);
			ran.push(file.name);
		} catch (fault) {
			await database.script('rollback').catch(() => {});
			if (!(await namesOf(database)).has(file.name)) throw new Error(`migration ${file.name} failed: ${(fault as Error).message}`, { cause: fault });
		}
	}
	return ran;
}

async function namesOf(database: Database): Promise<Set<string>> {
	const { rows } = await sql<{ name: string }>`select name from public.migrations`.execute(database.kysely);
	return new Set(rows.map(({ name }) => name));
}

/**
 * True when every migration on disk has run: what `/readyz` asks. False, not a fault, on a database that has never been migrated. Without a folder: whether
 * any migration has.
 */
export async function isMigrated(database: Database, folder: string | null = 'migrations'): Promise<boolean> {
	const files = folder === null ? [] : await migrationFiles(folder);
	const table = await sql<{ there: boolean }>`select to_regclass('public.migrations') is not null as there`.execute(database.kysely);
	if (!table.rows[0]?.there) return false;
	const names = await namesOf(database);
	return files.every((file) => names.has(file.name));
}
