// SPDX-License-Identifier: Apache-2.0
// Opens the one database, embedded or a server, and hands out reading and writing connections as different types.
// Knows no table: those are in tables.ts, generated from the migrations.
import type { PGlite } from '@electric-sql/pglite';
import { Kysely, PostgresDialect, type RawBuilder, sql, type Transaction } from 'kysely';
import type { ReadonlyKysely } from 'kysely/readonly';
import { mkdir } from 'node:fs/promises';
import pg from 'pg';
import { EmbeddedDialect } from './embedded.ts';
import type { Tables } from './tables.ts';

/** A connection that can only read. A function that takes it cannot change anything: the type has no insert, update or delete. */
export type Reading = ReadonlyKysely<Tables>;

/** A transaction that may write. Every act takes one as its first argument. */
export type Writing = Transaction<Tables>;

/** A reading view of a writing transaction, for store functions that only read. */
export const reading = (db: Writing | Kysely<Tables>): Reading => db as unknown as Reading;

export interface Database {
	/** For pages: each statement by itself, from a replica where one is configured. */
	read: Reading;
	/** Runs `act` in one transaction: all of it happens or nothing. Serialisation faults are retried a few times. */
	write<T>(act: (db: Writing) => Promise<T>): Promise<T>;
	/** Several statements of plain SQL, for migrations alone. */
	script(text: string): Promise<void>;
	/** The raw connection for the libraries that keep their own tables (accounts, jobs). */
	kysely: Kysely<Tables>;
	embedded: PGlite | null;
	pool: pg.Pool | null;
	close(): Promise<void>;
}

/** A value as jsonb, whatever the driver would make of arrays and strings. */
export const json = <T>(value: T): RawBuilder<T> => sql<T>`${JSON.stringify(value)}::text::jsonb`;

// Days stay text (no time zone can move them), counts are numbers, numerics stay exact text.
const parsers = { 1082: (text: string) => text, 20: (text: string) => Number(text), 1700: (text: string) => text };
for (const [oid, parse] of Object.entries(parsers)) pg.types.setTypeParser(Number(oid), parse as never);

const retryable = new Set(['40001', '40P01']);

function database(kysely: Kysely<Tables>, replica: Kysely<Tables>, rest: Pick<Database, 'script' | 'embedded' | 'pool' | 'close'>): Database {
	return {
		read: reading(replica),
		kysely,
		async write(act) {
			for (let attempt = 1; ; attempt += 1) {
				try {
					return await kysely.transaction().execute(act);
				} catch (fault) {
					if (attempt >= 4 || !retryable.has((fault as { code?: string }).code ?? '')) throw fault;
				}
			}
		},
		...rest
	};
}

/** Opens PGlite (PostgreSQL in this process) on a folder, or in memory when there is none. */
export async function openEmbedded(folder: string | null): Promise<Database> {
	const { PGlite } = await import('@electric-sql/pglite');
	const { pg_trgm } = await import('@electric-sql/pglite/contrib/pg_trgm');
	const { unaccent } = await import('@electric-sql/pglite/contrib/unaccent');
	if (folder) await mkdir(folder, { recursive: true });
	const pglite = await PGlite.create({ ...(folder ? { dataDir: folder } : {}), extensions: { pg_trgm, unaccent }, parsers });
	const kysely = new Kysely<Tables>({ dialect: new EmbeddedDialect(pglite) });
	return database(kysely, kysely, {
		script: async (text) => void (await pglite.exec(text)),
		embedded: pglite as PGlite,
		pool: null,
		close: () => pglite.close()
	});
}

/** Opens a PostgreSQL server, with a second pool for reading when a replica is given. Addresses are libpq connection URLs. */
export function openServer(url: string, readUrl: string | null): Database {
	const settings = { max: 20, connectionTimeoutMillis: 5000, idleTimeoutMillis: 30_000 };
	const pool = new pg.Pool({ ...settings, connectionString: url });
	const replica = new pg.Pool({ ...settings, connectionString: readUrl ?? url, options: '-c default_transaction_read_only=on' });
	// A lost idle connection must not end the process: the next query opens another.
	for (const each of [pool, replica]) each.on('error', () => {});
	const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
	const reader = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: replica }) });
	return database(kysely, reader, {
		script: async (text) => void (await pool.query(text)),
		embedded: null,
		pool,
		close: async () => {
			await Promise.all([kysely.destroy(), reader.destroy()]);
		}
	});
}
