// SPDX-License-Identifier: Apache-2.0
// Kysely on PGlite. Kysely brings such a dialect of its own, but it hands the same connection to everybody, so that two
// requests at once would share one transaction. Here each acquired connection is its own and PGlite's lock does the queueing.
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
	type QueryResult
} from 'kysely';

class EmbeddedConnection implements DatabaseConnection {
	readonly #pglite: PGlite;
	#transaction: Transaction | undefined;
	#finish: ((outcome: 'commit' | 'rollback') => void) | undefined;
	#ended: Promise<void> | undefined;

	constructor(pglite: PGlite) {
		this.#pglite = pglite;
	}

	async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
		const result = await (this.#transaction ?? this.#pglite).query<R>(query.sql, [...query.parameters]);
		return { rows: result.rows, numAffectedRows: BigInt(result.affectedRows ?? 0) };
	}

	// biome-ignore lint: the interface asks for a generator
	async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
		yield await this.executeQuery<R>(query);
	}

	/** PGlite runs a transaction as one callback; this holds the callback open until the outcome is known. */
	async begin(): Promise<void> {
		const begun = Promise.withResolvers<void>();
		this.#ended = this.#pglite
			.transaction(async (transaction) => {
				this.#transaction = transaction;
				const outcome = new Promise<'commit' | 'rollback'>((finish) => (this.#finish = finish));
				begun.resolve();
				if ((await outcome) === 'rollback') await transaction.rollback();
			})
			.then(() => undefined);
		this.#ended.catch(begun.reject);
		await begun.promise;
	}

	async end(outcome: 'commit' | 'rollback'): Promise<void> {
		this.#finish?.(outcome);
		try {
			await this.#ended;
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
	async beginTransaction(connection: DatabaseConnection) {
		await (connection as EmbeddedConnection).begin();
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
	createIntrospector = (db: Kysely<unknown>) => new PostgresIntrospector(db as Kysely<never>);
}
