// SPDX-License-Identifier: Apache-2.0
// Which bulk downloads there are, and their files.
import { sql } from 'kysely';
import { json, type Reading, type Writing } from '#platform/server/database.ts';
import type { Words } from '#text/words.ts';
import type { DumpFile } from '../descriptor.ts';

export interface Dump {
	id: string;
	madeAt: Date;
	records: number;
	withdrawn: number;
	files: KeptDumpFile[];
}

export type KeptDumpFile = Omit<DumpFile, 'table'>;

/** So many are kept as packages. */
export const keptDumps = 7;
/** Of the newest two every file is kept: whoever is in the middle of a list of files when the next is made comes to its end. */
const keptWhole = 1;

export async function saveDump(db: Writing, { id, madeAt, records, withdrawn, files }: Dump): Promise<void> {
	await db.insertInto('datasets.dumps').values({ id, made_at: madeAt, records, withdrawn }).execute();
	await db
		.insertInto('datasets.dump_files')
		.values(
			files.map((file) => ({
				dump: id,
				name: file.name,
				media_type: file.mediaType,
				title: json(file.title),
				record_type: file.recordType,
				lines: file.lines,
				size: file.size,
				sha256: file.sha256
			}))
		)
		.execute();
}

/** Newest first, each with its files in the order of their names. */
export async function allDumps(db: Reading, limit = keptDumps): Promise<Dump[]> {
	const dumps = await db.selectFrom('datasets.dumps').selectAll().orderBy('id', 'desc').limit(limit).execute();
	if (!dumps.length) return [];
	const files = await db
		.selectFrom('datasets.dump_files')
		.selectAll()
		.where(
			'dump',
			'in',
			dumps.map(({ id }) => id)
		)
		.orderBy('name')
		.execute();
	return dumps.map(({ id, made_at: madeAt, records, withdrawn }) => ({
		id,
		madeAt,
		records,
		withdrawn,
		files: files
			.filter(({ dump }) => dump === id)
			.map((row) => ({
				name: row.name,
				title: row.title as Words,
				mediaType: row.media_type,
				recordType: row.record_type,
				lines: row.lines,
				size: Number(row.size),
				sha256: row.sha256
			}))
	}));
}

export const newestDump = async (db: Reading): Promise<Dump | undefined> => (await allDumps(db, 1))[0];

/** A file of a bulk download; of the newest where `latest` is named. */
export async function dumpFile(db: Reading, dump: string, name: string): Promise<KeptDumpFile | undefined> {
	const id = dump === 'latest' ? sql<string>`(select max(id) from datasets.dumps)` : sql<string>`${dump}`;
	const row = await db.selectFrom('datasets.dump_files').selectAll().where('dump', '=', id).where('name', '=', name).executeTakeFirst();
	return (
		row && {
			name: row.name,
			title: row.title as Words,
			mediaType: row.media_type,
			recordType: row.record_type,
			lines: row.lines,
			size: Number(row.size),
			sha256: row.sha256
		}
	);
}

/** Forgets what is too old, and names the files that nothing needs any more: they may be taken out of the store once this is committed. */
export async function forgetOldDumps(db: Writing): Promise<string[]> {
	const kept = await db.selectFrom('datasets.dumps').select('id').orderBy('id', 'desc').limit(keptDumps).execute();
	const oldest = kept.at(-1)?.id;
	const whole = kept[keptWhole]?.id;
	if (oldest === undefined) return [];
	const gone = await sql<{ sha256: string }>`
		delete from datasets.dump_files
		where dump < ${oldest} or (${whole ?? null}::text is not null and dump < ${whole ?? null} and name not like '%.zip' and name <> 'datapackage.json')
		returning sha256`.execute(db as never);
	await db.deleteFrom('datasets.dumps').where('id', '<', oldest).execute();
	const freed = [...new Set(gone.rows.map(({ sha256 }) => sha256))];
	if (!freed.length) return [];
	// The same bytes may be a file of another dump, or somebody's attachment.
	const { rows } = await sql<{ sha256: string }>`
		select sha256 from datasets.dump_files where sha256 = any(${freed}::text[])
		union select sha256 from records.attachments where sha256 = any(${freed}::text[])`.execute(db as never);
	const needed = new Set(rows.map(({ sha256 }) => sha256));
	return freed.filter((sha256) => !needed.has(sha256));
}
