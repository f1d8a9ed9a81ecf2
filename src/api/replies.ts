// SPDX-License-Identifier: Apache-2.0
// Idempotency: the reply to a call that carried a key is kept with its act, and given again to whoever repeats the call.
import type { Writing } from '#platform/server/database.ts';

export const keptHours = 24;

/** What a key looks like: no space, nothing that a header cannot carry. */
export const keyShape = '^[A-Za-z0-9_.:-]{1,100}$';

export interface Keyed {
	token: string;
	key: string;
	/** Hash of method, address and body. */
	request: string;
}

export interface KeptReply {
	status: number;
	location: string | null;
	body: string;
}

/**
 * Takes the key for this call, in the transaction of its act: `new` when it was free, the reply when the same call was done before, `other` when
 * the key was used for another call. Two calls at once wait for one another.
 */
export async function takeKey(db: Writing, { token, key, request }: Keyed, now: Date): Promise<KeptReply | 'new' | 'other'> {
	await db
		.deleteFrom('people.token_replies')
		.where('replied_at', '<', new Date(now.getTime() - keptHours * 3_600_000))
		.execute();
	const taken = await db
		.insertInto('people.token_replies')
		.values({ token_id: token, key, request_sha256: request, status: 0, body: '', replied_at: now })
		.onConflict((conflict) => conflict.columns(['token_id', 'key']).doNothing())
		.returning('key')
		.executeTakeFirst();
	if (taken) return 'new';
	const kept = await db
		.selectFrom('people.token_replies')
		.select(['request_sha256', 'status', 'location', 'body'])
		.where('token_id', '=', token)
		.where('key', '=', key)
		.executeTakeFirstOrThrow();
	return kept.request_sha256 === request ? kept : 'other';
}

export async function keepReply(db: Writing, { token, key }: Keyed, reply: KeptReply): Promise<void> {
	await db.updateTable('people.token_replies').set(reply).where('token_id', '=', token).where('key', '=', key).execute();
}

/** A call that was refused did nothing: the key is free for another try. */
export async function freeKey(db: Writing, { token, key }: Keyed): Promise<void> {
	await db.deleteFrom('people.token_replies').where('token_id', '=', token).where('key', '=', key).execute();
}
