// SPDX-License-Identifier: Apache-2.0
// The key that signs cookies and encrypts second factors: random, made on first use, the same for every process of the installation.
import { randomBytes } from 'node:crypto';
import type { Database } from '#platform/server/database.ts';

const keys = new WeakMap<Database, Promise<string>>();

/** 256 random bits in base64. Read once a process; a failed read is tried again by the next caller. */
export function keyOf(database: Database): Promise<string> {
	const known = keys.get(database);
	if (known) return known;
	const key = readKey(database);
	keys.set(database, key);
	key.catch(() => keys.delete(database));
	return key;
}

async function readKey(database: Database): Promise<string> {
	// Two processes that start together agree: the second one's insert does nothing and it reads the first one's key.
	return await database.write(async (db) => {
		await db
			.insertInto('platform.settings')
			.values({ name: 'key', value: randomBytes(32).toString('base64') })
			.onConflict((conflict) => conflict.column('name').doNothing())
			.execute();
		return (await db.selectFrom('platform.settings').select('value').where('name', '=', 'key').executeTakeFirstOrThrow()).value;
	});
}
