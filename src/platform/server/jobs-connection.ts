// SPDX-License-Identifier: Apache-2.0
// How pg-boss reaches our one database: which connection each of its statements takes. Knows no queue.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { PGlite } from '@electric-sql/pglite';
import type pg from 'pg';
import { type Db, fromKysely } from 'pg-boss';
import type { Database, Writing } from './database.ts';

const enqueuing = new AsyncLocalStorage<Db>();

/** Runs `send` so that every statement of pg-boss in it goes through the caller's transaction: it commits with it, and waits for nobody. */
export const through = <T>(db: Writing, send: (own: Db) => Promise<T>): Promise<T> => {
	const own = fromKysely(db.getExecutor());
	return enqueuing.run(own, () => send(own));
};

/**
 * pg-boss sends one statement with values, or several without and wants the rows of all of them.
 * The adapters that it brings would do, but for one thing on PGlite: when a statement between BEGIN and COMMIT fails there, the one connection
 * stays in a failed transaction until their ROLLBACK has waited for its turn, and a request that comes first finds itself inside it.
 */
export function jobsConnection(database: Database): Db {
	const own = database.embedded ? embedded(database.embedded) : server(database.pool as pg.Pool);
	return { executeSql: (text, values) => (enqueuing.getStore() ?? own).executeSql(text, values) };
}

const wrapped = /^\s*BEGIN;([\s\S]*?);?\s*COMMIT;?\s*$/;

function embedded(pglite: PGlite): Db {
	return {
		async executeSql(text, values) {
			if (values?.length) return pglite.query(text, values);
			const [, statements] = wrapped.exec(text) ?? [];
			const results = await (statements ? pglite.transaction((transaction) => transaction.exec(statements)) : pglite.exec(text));
			return { rows: results.flatMap((result) => result.rows) };
		}
	};
}

/** A client whose statements failed half way is thrown away by the pool, so nothing of the kind happens here. */
function server(pool: pg.Pool): Db {
	return {
		async executeSql(text, values) {
			const results = (await pool.query(text, values?.length ? values : undefined)) as pg.QueryResult | pg.QueryResult[];
			return { rows: [results].flat().flatMap((result) => result.rows) };
		}
	};
}
