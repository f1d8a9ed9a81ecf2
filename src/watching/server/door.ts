// SPDX-License-Identifier: Apache-2.0
// The door of a letter: its link opens what its reader follows, and ends it, without an account. Whoever holds the letter is the reader.
import { minutesUntil } from '#people/attempt.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import type { Doing } from '#people/server/doing.ts';
import { countTry, takeTryBack } from '#people/server/attempts.ts';
import { type Reading, reading, type Writing } from '#platform/server/database.ts';
import { hashOf } from './doing.ts';
import { changeWatch, stopWatches } from './follow.ts';
import { findReader, type Watch, type WatchReader, watchesOf } from './watches.ts';

export interface Opened {
	reader: WatchReader;
	watches: Watch[];
	/** What the letter told of, as far as it is still followed. */
	told: Watch[];
}

export async function openDoor(db: Reading, key: string): Promise<Opened | undefined> {
	const letter = await db.selectFrom('watching.letters').select(['reader_id', 'watches']).where('key_sha256', '=', hashOf(key)).executeTakeFirst();
	const reader = letter && (await findReader(db, { id: letter.reader_id }));
	if (!reader) return undefined;
	const watches = await watchesOf(db, reader.id);
	return { reader, watches, told: watches.filter((watch) => letter.watches.includes(watch.id)) };
}

type Through = Pick<Doing, 'database' | 'at' | 'address'>;

/** Links are long; this only keeps a machine from asking all day. What opens is not counted. */
async function through<T>(doing: Through, key: string, act: (db: Writing, opened: Opened) => Promise<T | Refusal>): Promise<T | Refusal> {
	return await doing.database.write(async (db) => {
		const tried = await countTry(db, 'link-address', doing.address, doing.at);
		if (!tried.allowed) return refuse('too-many-requests', { minutes: minutesUntil(tried.until, doing.at) });
		const opened = await openDoor(reading(db), key);
		if (!opened) return refuse('link-unknown');
		await takeTryBack(db, 'link-address', doing.address);
		return await act(db, opened);
	});
}

const hand = (doing: Through, opened: Opened) => ({ reader: opened.reader.id, by: null, at: doing.at });

/** What a mail program does at the press of one button: ends what that letter told of. Pressed twice it is no fault. */
export const stopByLetter = (doing: Through, key: string) =>
	through(doing, key, (db, opened) =>
		stopWatches(
			db,
			hand(doing, opened),
			opened.told.map(({ id }) => id),
			'letter'
		)
	);

export const stopThrough = (doing: Through, key: string, watch: string | 'all') =>
	through(doing, key, (db, opened) => stopWatches(db, hand(doing, opened), watch === 'all' ? 'all' : [watch]));

export const changeThrough = (doing: Through, key: string, watch: string, frequency: string) =>
	through(doing, key, (db, opened) => changeWatch(db, hand(doing, opened), watch, frequency));
