// SPDX-License-Identifier: Apache-2.0
// Opens the one database, embedded or a server, and hands out reading and writing connections as different types.
// Knows no table: those are in tables.ts, generated from the migrations.
import type { PGlite } from '@electric-sql/pglite';
import { Kysely, PostgresDialect, type RawBuilder, sql, type Transaction } from 'kysely';
import type { ReadonlyKysely } from 'kysely/readonly';
import { mkdir } from 'node:fs/promises';
import pg from 'pg';
import { EmbeddedDialect, insideTransaction } from './embedded.ts';
import { preparedAnew, ServerClient } from './server-client.ts';
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
	/** For whoever must see what was just saved: the primary itself, never a replica. */
	fresh: Reading;
	/**
	 * Runs `act` in one transaction: all of it happens or nothing. Serialisation faults and deadlocks are retried a few times, so an act
	 * does nothing outside the database; what must follow a commit is handed to `afterCommit`. An act uses only the connection that it is
	 * given: on the embedded database any other one would wait for the transaction to end, and is refused at once.
	 */
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

const followUps = new WeakMap<object, (() => void)[]>();

/**
 * Runs `follow` as soon as the transaction is committed, and never if it is rolled back. It must be quick and must not fail: a crash in between
 * loses it, so it may only hasten what happens anyway. Returns false for a transaction that `Database.write` did not open.
 */
export function afterCommit(db: Writing, follow: () => void): boolean {
	return (followUps.get(db)?.push(follow) ?? 0) > 0;
}

function database(kysely: Kysely<Tables>, replica: Kysely<Tables>, rest: Pick<Database, 'script' | 'embedded' | 'pool' | 'close'>): Database {
	return {
		read: reading(replica),
		fresh: reading(kysely),
		kysely,
		async write(act) {
			for (let attempt = 1; ; attempt += 1) {
				const follow: (() => void)[] = [];
				try {
					const value = await kysely.transaction().execute((db) => {
						followUps.set(db, follow);
						return rest.embedded ? insideTransaction(() => act(db)) : act(db);
					});
					for (const each of follow) each();
					return value;
				} catch (fault) {
					const again = retryable.has((fault as { code?: string }).code ?? '') || preparedAnew(fault);
					if (attempt >= 4 || !again) throw fault;
				}
			}
		},
		...rest
	};
}

/** Opens PGlite (PostgreSQL in this process) on a folder, or in memory when there is none; `from` is a dumped data folder to begin with. */
export async function openEmbedded(folder: string | null, from?: Blob): Promise<Database> {
	const { PGlite } = await import('@electric-sql/pglite');
	const { pg_trgm } = await import('@electric-sql/pglite/contrib/pg_trgm');
	const { unaccent } = await import('@electric-sql/pglite/contrib/unaccent');
	if (folder) await mkdir(folder, { recursive: true });
	const pglite = await PGlite.create({
		...(folder ? { dataDir: folder } : {}),
		...(from ? { loadDataDir: from } : {}),
		extensions: { pg_trgm, unaccent },
		parsers
	}).catch((cause: Error) => {
		// What it says itself of a folder that is damaged helps nobody.
		if (!folder) throw cause;
		throw new Error(
			`the embedded database in ${folder} does not open (${cause.message.split('\n')[0]}): it is damaged, or of another version. Move the folder away and bring a backup back with platform restore`,
			{ cause }
		);
	});
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
	// A writer that stalls between two statements would keep its locks from everybody else; a page that reads for so long has lost its reader.
	const pool = new pg.Pool({ ...settings, connectionString: url, idle_in_transaction_session_timeout: 60_000, Client: ServerClient });
	const replica = new pg.Pool({
		...settings,
		connectionString: readUrl ?? url,
		statement_timeout: 30_000,
		// Compiling pays for questions of seconds; those of a page take milliseconds.
		options: '-c default_transaction_read_only=on -c jit=off',
		Client: ServerClient
	});
	// A lost idle connection must not end the process: the next query opens another.
	for (const each of [pool, replica]) each.on('error', () => {});
	const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
	const reader = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: replica }) });
	return database(kysely, reader, {
		script: async (text) => void (await pool.query(text)),
		embedded: null,
		pool,
		// Not by way of Kysely, which leaves a pool alone that it has not used itself.
		close: async () => {
			await Promise.all([pool.end(), replica.end()]);
		}
	});
}
