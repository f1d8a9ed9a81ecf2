// SPDX-License-Identifier: Apache-2.0
// Writes everything that must be kept into one archive: every row of every table at one moment, every file, the jobs that wait. Holds a few megabytes at
// a time. What restore.ts reads.
import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { Readable, type Writable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { sql } from 'kysely';
import type { Database, Writing } from '#platform/server/database.ts';
import type { Files } from '#platform/server/files.ts';
import { linesOf, plainly, type Sequence, sequencesOf, type Table, tablesOf } from './tables.ts';
import { type Entry, packed } from './tar.ts';

/** Of the shape of the archive. */
export const edition = 1;

export interface Manifest {
	platform: typeof edition;
	madeAt: string;
	migrations: string[];
	tables: Table[];
}

/** The last entry: without it the archive is not whole. */
export interface End {
	tables: { [name: string]: { rows: number; sha256: string } };
	sequences: Sequence[];
	files: number;
	/** Letters and reactions that had not been done yet. */
	jobs: number;
	/** Files that the database names and that were not there. */
	missing: string[];
}

export interface WaitingJob {
	queue: string;
	data: object;
	after: string | null;
}

/** Writes the archive, packed with gzip. The files are written first and are those that were there when the tables were looked at, or newer ones. */
export async function backup(database: Database, files: Files, into: Writable, at: Date): Promise<End> {
	// One moment for all tables: on a server by its isolation, on the embedded database since nobody else is there.
	return await database.kysely
		.transaction()
		.setIsolationLevel('repeatable read')
		.execute(async (transaction) => {
			const db = transaction as Writing;
			await plainly(db);
			const end: End = { tables: {}, sequences: [], files: 0, jobs: 0, missing: [] };
			await pipeline(Readable.from(packed(entries(db, files, end, at), at), { objectMode: false }), createGzip({ level: 6 }), into);
			return end;
		});
}

async function* entries(db: Writing, files: Files, end: End, at: Date): AsyncGenerator<Entry> {
	const tables = await tablesOf(db);
	const { rows: ran } = await sql<{ name: string }>`select name from public.migrations order by name`.execute(db);
	const manifest: Manifest = { platform: edition, madeAt: at.toISOString(), migrations: ran.map(({ name }) => name), tables };
	yield text('manifest.json', JSON.stringify(manifest, null, '\t'));
	yield* keptFiles(db, files, end);
	for (const table of tables) {
		const hash = createHash('sha256');
		let rows = 0;
		let part = 0;
		for await (const lines of linesOf(db, table)) {
			const said = lines.map((line) => `${line}\n`).join('');
			hash.update(said);
			rows += lines.length;
			yield text(`tables/${table.name}/${String((part += 1)).padStart(6, '0')}.jsonl`, said);
		}
		end.tables[table.name] = { rows, sha256: hash.digest('hex') };
	}
	const jobs = await waitingJobs(db);
	end.jobs = jobs.length;
	yield text('jobs.jsonl', jobs.map((job) => `${JSON.stringify(job)}\n`).join(''));
	// After the tables: no number is in use that a sequence would give out again.
	end.sequences = await sequencesOf(db);
	yield text('end.json', JSON.stringify(end, null, '\t'));
}

/** Each file under its media type, which a bucket wants to know, and its hash. */
async function* keptFiles(db: Writing, files: Files, end: End): AsyncGenerator<Entry> {
	const there = new Set<string>();
	for await (const { sha256, size } of files.all()) {
		const content = await files.open(sha256);
		if (!content) continue;
		there.add(sha256);
		end.files += 1;
		const known = await db.selectFrom('records.attachments').select('media_type').where('sha256', '=', sha256).limit(1).executeTakeFirst();
		yield { name: `files/${known?.media_type ?? 'application/octet-stream'}/${sha256}`, size, content: content as AsyncIterable<Uint8Array> };
	}
	const named = await db.selectFrom('records.attachments').select('sha256').distinct().execute();
	end.missing = named.map(({ sha256 }) => sha256).filter((sha256) => !there.has(sha256));
}

/** Jobs that are done or were given up say nothing any more. */
async function waitingJobs(db: Writing): Promise<WaitingJob[]> {
	const { rows: there } = await sql<{ there: boolean }>`select to_regclass('pgboss.job') is not null as there`.execute(db);
	if (!there[0]?.there) return [];
	const { rows } = await sql<WaitingJob>`
		select name as queue, data, case when start_after > now() then to_json(start_after) #>> '{}' end as after from pgboss.job
		where state in ('created', 'retry', 'active') and name in ('event', 'letters') order by created_on`.execute(db);
	return rows;
}

function text(name: string, content: string): Entry {
	const bytes = Buffer.from(content);
	return {
		name,
		size: bytes.length,
		content: (async function* () {
			yield bytes;
		})()
	};
}
