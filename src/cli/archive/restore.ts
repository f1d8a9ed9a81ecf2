// SPDX-License-Identifier: Apache-2.0
// Brings an archive of backup.ts back, into an empty database alone: all tables in one transaction, each file under its hash. Either everything is back
// and is what it was, or the database is as empty as before.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { sql } from 'kysely';
import type { Database, Writing } from '#platform/server/database.ts';
import type { Files } from '#platform/server/files.ts';
import type { Jobs } from '#platform/server/jobs.ts';
import { migrate, migrationFiles } from '#platform/server/migrate.ts';
import { edition, type End, type Manifest, type WaitingJob } from './backup.ts';
import { plainly, putBack, putSequence, type Table, tablesOf, withoutRules } from './tables.ts';
import { type Entry, unpacked } from './tar.ts';

/** Why an archive cannot be brought back, in a sentence. */
export class NotRestored extends Error {}

export interface Restored {
	madeAt: string;
	rows: number;
	files: number;
	jobs: number;
	missing: string[];
	/** Migrations that are newer than the archive, and ran after it. */
	migrated: string[];
}

/** `jobsOn` opens the queue once the tables are back. */
export async function restore(
	database: Database,
	files: Files,
	from: AsyncIterable<Uint8Array>,
	jobsOn: (database: Database) => Promise<Jobs>
): Promise<Restored> {
	const entries = unpacked(plain(from));
	const first = await entries.next();
	if (first.done || first.value.name !== 'manifest.json') throw new NotRestored('this is not a backup of the platform');
	const manifest = JSON.parse(await textOf(first.value)) as Manifest;
	await prepare(database, manifest);
	let end: End | undefined;
	let jobs: WaitingJob[] = [];
	let kept = 0;
	await database.write(async (db) => {
		await plainly(db);
		const tables = new Map(manifest.tables.map((table) => [table.name, { table, rows: 0, hash: createHash('sha256') }]));
		await fits(db, manifest.tables);
		await withoutRules(db, manifest.tables, async () => {
			// What migrations put into new tables is in the archive too.
			for (const { name } of manifest.tables) await sql`delete from ${sql.raw(name)}`.execute(db);
			for await (const entry of entries) {
				const [place = '', ...rest] = entry.name.split('/');
				const name = rest.slice(0, -1).join('/');
				if (place === 'files') {
					await files.takeBack(entry.content, { sha256: rest.at(-1) as string, size: entry.size, mediaType: name });
					kept += 1;
				} else if (place === 'tables') {
					const known = tables.get(name);
					if (!known) throw new NotRestored(`the archive holds a table that it does not name: ${name}`);
					const said = await textOf(entry);
					known.hash.update(said);
					const lines = said.split('\n').filter(Boolean);
					known.rows += lines.length;
					await putBack(db, known.table, lines);
				} else if (entry.name === 'jobs.jsonl') {
					jobs = (await textOf(entry))
						.split('\n')
						.filter(Boolean)
						.map((line) => JSON.parse(line) as WaitingJob);
				} else if (entry.name === 'end.json') end = JSON.parse(await textOf(entry)) as End;
			}
			if (!end) throw new NotRestored('the archive is not whole: its end is missing');
			for (const [name, { rows, hash }] of tables) {
				const was = end.tables[name];
				if (!was || was.rows !== rows || was.sha256 !== hash.digest('hex'))
					throw new NotRestored(`the rows of ${name} are not those that were saved`);
			}
			if (end.files !== kept) throw new NotRestored(`${end.files} files were saved, and the archive holds ${kept}`);
			for (const sequence of end.sequences) await putSequence(db, sequence);
		});
	});
	const migrated = await migrate(database);
	await enqueue(database, jobs, jobsOn);
	const rows = Object.values((end as unknown as End).tables).reduce((sum, each) => sum + each.rows, 0);
	return { madeAt: manifest.madeAt, rows, files: kept, jobs: jobs.length, missing: (end as unknown as End).missing, migrated };
}

/** Refuses what this version does not know and a database that holds anything; makes the tables that the archive was taken from. */
async function prepare(database: Database, manifest: Manifest): Promise<void> {
	if (manifest.platform !== edition) throw new NotRestored(`the archive is of edition ${manifest.platform}, this version reads edition ${edition}`);
	const known = new Set((await migrationFiles('migrations')).map(({ name }) => name));
	const later = manifest.migrations.filter((name) => !known.has(name));
	if (later.length) throw new NotRestored(`the archive is of a later version of the platform: it knows ${later.join(', ')}`);
	const wanted = new Set(manifest.migrations);
	const { rows: there } = await sql<{ there: boolean }>`select to_regclass('public.migrations') is not null as there`.execute(database.kysely);
	if (there[0]?.there) {
		const { rows: ran } = await sql<{ name: string }>`select name from public.migrations`.execute(database.kysely);
		const more = ran.filter(({ name }) => !wanted.has(name));
		if (more.length) throw new NotRestored('the database is not empty: its tables are newer than the archive. Restore into a new, empty database');
		await database.write(async (db) => {
			for (const { name } of await tablesOf(db)) {
				const { rows } = await sql<{ one: number }>`select 1 as one from ${sql.raw(name)} limit 1`.execute(db);
				if (rows.length) throw new NotRestored(`the database is not empty: ${name} holds rows. Restore into a new, empty database`);
			}
		});
	}
	await migrate(database, 'migrations', wanted);
}

/** The tables must be those of the archive, column by column. */
async function fits(db: Writing, tables: readonly Table[]): Promise<void> {
	const here = new Map((await tablesOf(db)).map(({ name, columns }) => [name, JSON.stringify(columns)]));
	const other = tables.find(({ name, columns }) => here.get(name) !== JSON.stringify(columns));
	if (other) throw new NotRestored(`the table ${other.name} has other columns here than in the archive`);
}

async function enqueue(database: Database, waiting: readonly WaitingJob[], jobsOn: (database: Database) => Promise<Jobs>): Promise<void> {
	if (!waiting.length) return;
	const jobs = await jobsOn(database);
	try {
		await jobs.declare(...new Set(waiting.map(({ queue }) => queue)));
		await database.write(async (db) => {
			for (const { queue, data, after } of waiting) await jobs.enqueue(db, queue, data, after ? { after: new Date(after) } : {});
		});
	} finally {
		await jobs.stop();
	}
}

/** The archive without its packing. A fault of the packing is the archive's, and is said so. */
async function* plain(from: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	const source = Readable.from(from);
	const gunzip = createGunzip();
	source.on('error', (fault) => gunzip.destroy(fault));
	try {
		for await (const bytes of source.pipe(gunzip)) yield bytes as Uint8Array;
	} catch (fault) {
		if (!String((fault as NodeJS.ErrnoException).code).startsWith('Z_')) throw fault;
		throw new NotRestored('the archive is not whole, or is not a backup of the platform', { cause: fault });
	} finally {
		source.destroy();
	}
}

async function textOf(entry: Entry): Promise<string> {
	const pieces: Uint8Array[] = [];
	for await (const bytes of entry.content) pieces.push(bytes);
	return Buffer.concat(pieces).toString('utf8');
}
