// SPDX-License-Identifier: Apache-2.0
// Somebody with an account follows an address, changes how often, or stops.
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import type { DoingAs } from '#people/server/doing.ts';
import { type Writing } from '#platform/server/database.ts';
import { type Frequency, isFrequency, mostWatches, watchedFrom } from '../watched.ts';
import { logWatching, type Watching } from './doing.ts';
import { putWatch, readerFor, removeWatches } from './watches.ts';

export async function follow(
	doing: Pick<Watching, 'database' | 'origin' | 'at' | 'language'> & Pick<DoingAs, 'by'>,
	asked: { address: string; frequency: string }
): Promise<{ watch: string } | Refusal> {
	if (!may(doing.by, 'account.change', { account: doing.by.id })) return refuse('not-allowed');
	const watched = watchedFrom(asked.address, doing.origin);
	if (!watched || !isFrequency(asked.frequency)) return refuse('nothing-to-follow');
	const frequency: Frequency = asked.frequency;
	return await doing.database.write(async (db) => {
		const reader = await readerFor(db, { account: doing.by.id }, doing.language, doing.at);
		if (await isFull(db, reader, watched.address)) return refuse('too-many-watches', { count: mostWatches });
		const watch = await putWatch(db, { readerId: reader, account: doing.by.id, address: watched.address, frequency, watchedAt: doing.at });
		await logWatching(db, 'followed', { about: reader, by: doing.by.id, at: doing.at, details: { address: watched.address, frequency } });
		return { watch };
	});
}

/** What is followed already does not count anew. */
export async function isFull(db: Writing, readerId: string, address: string): Promise<boolean> {
	const { count } = await db
		.selectFrom('watching.watches')
		.select((select) => select.fn.countAll<number>().as('count'))
		.where('reader_id', '=', readerId)
		.where('address', '<>', address)
		.executeTakeFirstOrThrow();
	return Number(count) >= mostWatches;
}

export async function changeWatch(
	db: Writing,
	{ reader, by, at }: { reader: string; by: string | null; at: Date },
	watch: string,
	frequency: string
): Promise<{ watch: string } | Refusal> {
	if (!isFrequency(frequency)) return refuse('not-valid');
	const changed = await db
		.updateTable('watching.watches')
		.set({ frequency })
		.where('id', '=', watch)
		.where('reader_id', '=', reader)
		.returning('address')
		.executeTakeFirst();
	if (!changed) return refuse('not-found');
	await logWatching(db, 'changed', { about: reader, by, at, details: { address: changed.address, frequency } });
	return { watch };
}

/** What is not there is not followed: stopping twice is no fault. */
export async function stopWatches(
	db: Writing,
	{ reader, by, at }: { reader: string; by: string | null; at: Date },
	watches: readonly string[] | 'all',
	way: 'page' | 'letter' | 'bounce' = 'page'
): Promise<{ stopped: number }> {
	const stopped = await removeWatches(db, reader, watches);
	if (stopped) await logWatching(db, 'stopped', { about: reader, by, at, details: { count: stopped, way } });
	return { stopped };
}

/** Letters go to the account again, after those that came back. */
export async function resume(db: Writing, { account, at }: { account: string; at: Date }): Promise<void> {
	const row = await db
		.updateTable('watching.readers')
		.set({ stopped_at: null, soft_bounces: 0 })
		.where('watched_by', '=', account)
		.where('stopped_at', 'is not', null)
		.returning('id')
		.executeTakeFirst();
	if (row) await logWatching(db, 'resumed', { about: row.id, by: account, at });
}
