// SPDX-License-Identifier: Apache-2.0
// How the process, its database and its disk are, as plain figures. What they mean is said in insights/administration.
import { readFile, statfs } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import { sql } from 'kysely';
import type { Health } from '../health.ts';
import { migrationFiles } from './migrate.ts';
import type { Platform } from './platform.ts';

type Ground = Pick<Platform, 'configuration' | 'database'>;

let packageVersion: Promise<string> | undefined;
const versionOf = () =>
	(packageVersion ??= readFile('package.json', 'utf8').then(
		(text) => String((JSON.parse(text) as { version?: string }).version ?? ''),
		() => ''
	));

export async function healthOf({ configuration, database }: Ground): Promise<Health> {
	const began = performance.now();
	const { rows } = await sql<{ version: string; bytes: number }>`
		select current_setting('server_version') as version, pg_database_size(current_database())::bigint as bytes`.execute(database.kysely);
	const milliseconds = Math.round(performance.now() - began);
	const [row] = rows;
	return {
		version: await versionOf(),
		node: process.version,
		uptime: Math.round(process.uptime()),
		memory: { held: process.memoryUsage.rss(), all: totalmem(), free: freemem() },
		database: { embedded: database.embedded !== null, version: row?.version ?? '', bytes: Number(row?.bytes ?? 0), milliseconds },
		replica: configuration.readDatabaseUrl ? { lag: await lagOf(database) } : null,
		migrations: await migrationsOf(database),
		disk: await diskOf(configuration.dataDir),
		files: configuration.bucket ? 'bucket' : 'folder',
		mail: configuration.mailServer ? 'server' : 'outbox'
	};
}

/** A primary behind the address of the replica is no fault: it is never late. */
async function lagOf(database: Ground['database']): Promise<number | null> {
	try {
		const { rows } = await sql<{ lag: number }>`
			select case when pg_is_in_recovery() and pg_last_wal_receive_lsn() is distinct from pg_last_wal_replay_lsn()
				then coalesce(extract(epoch from now() - pg_last_xact_replay_timestamp()), 0) else 0 end::double precision as lag`.execute(database.read as never);
		return rows[0]?.lag ?? null;
	} catch {
		return null;
	}
}

async function migrationsOf(database: Ground['database']): Promise<Health['migrations']> {
	const { rows } = await sql<{ name: string; ran_at: Date }>`select name, ran_at from public.migrations order by ran_at`.execute(database.kysely);
	const ran = new Set(rows.map(({ name }) => name));
	const all = await migrationFiles('migrations').catch(() => []);
	return { ran: ran.size, waiting: all.map(({ name }) => name).filter((name) => !ran.has(name)), lastAt: rows.at(-1)?.ran_at ?? null };
}

async function diskOf(folder: string): Promise<Health['disk']> {
	try {
		const { bsize, blocks, bavail } = await statfs(folder);
		return { all: bsize * blocks, free: bsize * bavail };
	} catch {
		return null;
	}
}
