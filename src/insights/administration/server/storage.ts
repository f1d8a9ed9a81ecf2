// SPDX-License-Identifier: Apache-2.0
// How much is kept and of what kind; once a day, and when an administrator asks, the store itself is gone through and what no row names is counted.
import { sql } from 'kysely';
import { json, type Reading, type Writing } from '#platform/server/database.ts';
import type { Files } from '#platform/server/files.ts';
import { namedFiles } from './named-files.ts';

/** The queue of counts; by itself at night. */
export const storageQueue = 'storage-count';

export interface Counted {
	at: Date;
	files: number;
	bytes: number;
	unnamed: number;
	unnamedBytes: number;
	databaseBytes: number;
}

const inOneQuestion = 1000;

/** Goes through the whole store. Takes minutes where there are many files: for a job. */
export async function countStorage(db: Reading, files: Pick<Files, 'all'>, signal?: AbortSignal): Promise<Omit<Counted, 'at'>> {
	const counted = { files: 0, bytes: 0, unnamed: 0, unnamedBytes: 0 };
	let some: { sha256: string; size: number }[] = [];
	const settle = async () => {
		if (!some.length) return;
		const { rows } = await sql<{ sha256: string }>`
			select each.sha256 from jsonb_to_recordset(${json(some)}) as each (sha256 text) where each.sha256 not in (${namedFiles})`.execute(db as never);
		const without = new Set(rows.map(({ sha256 }) => sha256));
		counted.unnamed += without.size;
		for (const { sha256, size } of some) if (without.has(sha256)) counted.unnamedBytes += size;
		some = [];
	};
	for await (const file of files.all()) {
		signal?.throwIfAborted();
		counted.files += 1;
		counted.bytes += file.size;
		some.push(file);
		if (some.length === inOneQuestion) await settle();
	}
	await settle();
	const { rows } = await sql<{ bytes: number }>`select pg_database_size(current_database())::bigint as bytes`.execute(db as never);
	return { ...counted, databaseBytes: Number(rows[0]?.bytes ?? 0) };
}

const keptDays = 400;

export async function noteCount(db: Writing, counted: Counted): Promise<void> {
	await db
		.insertInto('platform.storage')
		.values({
			counted_at: counted.at,
			files: counted.files,
			bytes: counted.bytes,
			unnamed: counted.unnamed,
			unnamed_bytes: counted.unnamedBytes,
			database_bytes: counted.databaseBytes
		})
		.onConflict((conflict) => conflict.doNothing())
		.execute();
	await db
		.deleteFrom('platform.storage')
		.where('counted_at', '<', new Date(counted.at.getTime() - keptDays * 86_400_000))
		.execute();
}

/** The newest first. */
export async function counts(db: Reading, limit = 60): Promise<Counted[]> {
	const rows = await db.selectFrom('platform.storage').selectAll().orderBy('counted_at', 'desc').limit(limit).execute();
	return rows.map((row) => ({
		at: row.counted_at,
		files: row.files,
		bytes: Number(row.bytes),
		unnamed: row.unnamed,
		unnamedBytes: Number(row.unnamed_bytes),
		databaseBytes: Number(row.database_bytes)
	}));
}

export interface StoragePage {
	kinds: { mediaType: string; files: number; bytes: number }[];
	biggest: { record: string; name: string; mediaType: string; bytes: number; at: Date }[];
	months: { month: string; files: number; bytes: number }[];
	tables: { name: string; bytes: number }[];
}

/** Of attached files as rows know them, and of the largest tables. What two Parties send one another is counted and not named. */
export async function storagePage(db: Reading): Promise<StoragePage> {
	const own = db as never;
	const kinds = await sql<StoragePage['kinds'][number]>`
		select media_type as "mediaType", count(*) as files, sum(size)::bigint as bytes
		from (select distinct on (sha256) media_type, size from records.attachments order by sha256) as each group by 1 order by 3 desc limit 20`.execute(
		own
	);
	const biggest = await sql<StoragePage['biggest'][number]>`
		select attachment.record_id as record, attachment.name, attachment.media_type as "mediaType", attachment.size::bigint as bytes, attachment.attached_at as at
		from records.attachments as attachment join records.records as record on record.id = attachment.record_id
		where record.visibility <> 'bilateral' order by attachment.size desc, attachment.record_id limit 10`.execute(own);
	const months = await sql<StoragePage['months'][number]>`
		select to_char(attached_at at time zone 'UTC', 'YYYY-MM') as month, count(*) as files, sum(size)::bigint as bytes
		from records.attachments where attached_at > now() - interval '13 months' group by 1 order by 1 desc`.execute(own);
	const tables = await sql<StoragePage['tables'][number]>`
		select space.nspname || '.' || class.relname as name, pg_total_relation_size(class.oid)::bigint as bytes
		from pg_class as class join pg_namespace as space on space.oid = class.relnamespace
		where class.relkind = 'r' and space.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by 2 desc limit 10`.execute(own);
	return { kinds: kinds.rows, biggest: biggest.rows, months: months.rows, tables: tables.rows };
}
