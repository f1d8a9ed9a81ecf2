// SPDX-License-Identifier: Apache-2.0
// The rows that tries are counted in, one a kind and key, locked while they are changed: many processes count together.
import { createHash } from 'node:crypto';
import type { Reading, Writing } from '#platform/server/database.ts';
import { type AttemptKind, type Counted, counted, limits } from '../attempt.ts';

/** Keys are kept as hashes: the table is no list of addresses. */
const keyFor = (key: string): string => createHash('sha256').update(key).digest('base64url');

/** Counts a try before it is made. */
export async function countTry(db: Writing, kind: AttemptKind, key: string, now: Date): Promise<Counted> {
	const row = { kind, key: keyFor(key) };
	await forgetOld(db, now);
	await db
		.insertInto('people.attempts')
		.values({ ...row, count: 0, began_at: now, locked_until: null })
		.onConflict((conflict) => conflict.columns(['kind', 'key']).doNothing())
		.execute();
	const before = await db
		.selectFrom('people.attempts')
		.select(['count', 'began_at', 'locked_until'])
		.where('kind', '=', row.kind)
		.where('key', '=', row.key)
		.forUpdate()
		.executeTakeFirstOrThrow();
	const outcome = counted(
		before.count === 0 && !before.locked_until ? null : { count: before.count, beganAt: before.began_at, lockedUntil: before.locked_until },
		kind,
		now
	);
	const { attempts } = outcome;
	await db
		.updateTable('people.attempts')
		.set({ count: attempts.count, began_at: attempts.beganAt, locked_until: attempts.lockedUntil })
		.where('kind', '=', row.kind)
		.where('key', '=', row.key)
		.execute();
	return outcome;
}

export async function lockTries(db: Writing, kind: AttemptKind, key: string, until: Date): Promise<void> {
	await db.updateTable('people.attempts').set({ locked_until: until }).where('kind', '=', kind).where('key', '=', keyFor(key)).execute();
}

/** Which of these keys are locked at a moment. */
export async function lockedNow(db: Reading, kind: AttemptKind, keys: readonly string[], now: Date): Promise<Set<string>> {
	if (!keys.length) return new Set();
	const of = new Map(keys.map((key) => [keyFor(key), key]));
	const rows = await db
		.selectFrom('people.attempts')
		.select('key')
		.where('kind', '=', kind)
		.where('key', 'in', [...of.keys()])
		.where('locked_until', '>', now)
		.execute();
	return new Set(rows.map(({ key }) => of.get(key) as string));
}

/** A try that was right after all: all is forgotten. */
export async function clearTries(db: Writing, kind: AttemptKind, key: string): Promise<void> {
	await db.deleteFrom('people.attempts').where('kind', '=', kind).where('key', '=', keyFor(key)).execute();
}

/** Takes one try back: it was right, but the others of the same address stay counted. */
export async function takeTryBack(db: Writing, kind: AttemptKind, key: string): Promise<void> {
	await db
		.updateTable('people.attempts')
		.set((set) => ({ count: set('count', '-', 1) }))
		.where('kind', '=', kind)
		.where('key', '=', keyFor(key))
		.where('count', '>', 0)
		.execute();
}

const longest = Math.max(...Object.values(limits).map(({ within, lock }) => within + lock));

/** Nothing is kept longer than it counts. */
async function forgetOld(db: Writing, now: Date): Promise<void> {
	await db
		.deleteFrom('people.attempts')
		.where('began_at', '<', new Date(now.getTime() - longest))
		.where((where) => where.or([where('locked_until', 'is', null), where('locked_until', '<', now)]))
		.execute();
}
