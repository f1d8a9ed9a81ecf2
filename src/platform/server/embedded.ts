// SPDX-License-Identifier: Apache-2.0
// Kysely on PGlite. Kysely brings such a dialect of its own, but it hands the same connection to everybody, so that two
// requests at once would share one transaction. Here each acquired connection is its own and PGlite's lock does the queueing.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { PGlite, Transaction } from '@electric-sql/pglite';
import {
	type CompiledQuery,
	type DatabaseConnection,
	type Dialect,
	type Driver,
	type Kysely,
	PostgresAdapter,
	PostgresIntrospector,
	PostgresQueryCompiler,
	type QueryResult,
	type TransactionSettings
} from 'kysely';

const within = new AsyncLocalStorage<{ open: boolean }>();

/** Runs an act and remembers, for everything that it calls, that a transaction is open: see `EmbeddedConnection.#refuseToWait`. */
export async function insideTransaction<T>(act: () => Promise<T>): Promise<T> {
	const transaction = { open: true };
	try {
		return await within.run(transaction, act);
	} finally {
		transaction.open = false;
	}
}

class EmbeddedConnection implements DatabaseConnection {
	readonly #pglite: PGlite;
	#transaction: Transaction | undefined;
	#finish: ((outcome: 'commit' | 'rollback') => void) | undefined;
	#ended: Promise<void> | undefined;

	constructor(pglite: PGlite) {
		this.#pglite = pglite;
	}

	/** There is one connection below: whoever holds its transaction and asks by another way would wait for itself, forever. */
	#refuseToWait() {
		if (within.getStore()?.open) throw new Error('an act may only use the transaction it was given: another connection would wait for it forever');
	}

	async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
		if (!this.#transaction) this.#refuseToWait();
		const result = await (this.#transaction ?? this.#pglite).query<R>(query.sql, [...query.parameters]);
		return { rows: result.rows, numAffectedRows: BigInt(result.affectedRows ?? 0) };
	}

	async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
		yield await this.executeQuery<R>(query);
	}

	/** PGlite runs a transaction as one callback; this holds the callback open until the outcome is known. */
	async begin(settings: TransactionSettings): Promise<void> {
		this.#refuseToWait();
		const begun = Promise.withResolvers<void>();
		this.#ended = this.#pglite
			.transaction(async (transaction) => {
				this.#transaction = transaction;
				const outcome = new Promise<'commit' | 'rollback'>((finish) => (this.#finish = finish));
				// With one connection every isolation level holds of itself; reading only does not.
				if (settings.accessMode) await transaction.exec(`set transaction ${settings.accessMode}`);
				begun.resolve();
				if ((await outcome) === 'rollback') await transaction.rollback();
			})
			.then(() => undefined);
		this.#ended.catch(begun.reject);
		await begun.promise;
	}

	async end(outcome: 'commit' | 'rollback'): Promise<void> {
		const ended = this.#ended;
		this.#finish?.(outcome);
		this.#finish = undefined;
		this.#ended = undefined;
		try {
			await ended;
		} finally {
			this.#transaction = undefined;
		}
	}
}

class EmbeddedDriver implements Driver {
	readonly #pglite: PGlite;
	constructor(pglite: PGlite) {
		this.#pglite = pglite;
	}
	async init() {
		await this.#pglite.waitReady;
	}
	async acquireConnection() {
		return new EmbeddedConnection(this.#pglite);
	}
	async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings) {
		await (connection as EmbeddedConnection).begin(settings);
	}
	async commitTransaction(connection: DatabaseConnection) {
		await (connection as EmbeddedConnection).end('commit');
	}
	async rollbackTransaction(connection: DatabaseConnection) {
		await (connection as EmbeddedConnection).end('rollback');
	}
	async releaseConnection() {}
	async destroy() {}
}

export class EmbeddedDialect implements Dialect {
	readonly #pglite: PGlite;
	constructor(pglite: PGlite) {
		this.#pglite = pglite;
	}
	createDriver = () => new EmbeddedDriver(this.#pglite);
	createQueryCompiler = () => new PostgresQueryCompiler();
	createAdapter = () => new PostgresAdapter();
	createIntrospector = (db: Kysely<unknown>) => new PostgresIntrospector(db);
}
