// SPDX-License-Identifier: Apache-2.0
// The state of what anybody can read: the entity tag of reading pages, and a memory of what they were made of that lasts as long as the state.
import { hash } from 'node:crypto';
import { sql } from 'kysely';
import type { Reading } from '#platform/server/database.ts';

/** How long a state is believed without asking again, in milliseconds: a page that was read may be a moment old, no more. */
const believed = 500;

const known = new WeakMap<Reading, { state: Promise<string>; until: number }>();

/** What is published now, as it is asked of the database each time. */
export async function stateOf(db: Reading): Promise<string> {
	const { rows } = await sql<{ state: string }>`
		select concat_ws(' ', (select max(seq) from records.events),
			(select max(seq) from translation.events where event in ('reviewed', 'source-chosen')),
			(select value from platform.settings where name = 'catalogue-version'),
			(select max(id) from datasets.dumps),
			(select value from platform.settings where name = 'reporting-version')) as state`.execute(db as never);
	return rows[0]?.state ?? '';
}

/**
 * Changes when something is published, withdrawn or otherwise moved, or when what the tracker of reports shows is changed by hand. It is asked before a page is made, so an old state never goes with a newer
 * page for longer than the state is believed: at worst a state is old and the next request makes the page again.
 */
export function readingState(db: Reading, now = Date.now()): Promise<string> {
	const last = known.get(db);
	if (last && now < last.until) return last.state;
	const asked = { state: stateOf(db), until: now + believed };
	asked.state.catch(() => known.delete(db));
	known.set(db, asked);
	return asked.state;
}

/** Whoever has just written here is shown it at once: the state is asked again. */
export function doubtReadingState(db: Reading): void {
	known.delete(db);
}

/**
 * `state` names all that the page is made of: the build, the facts, the forms, what is published, and the day, since deadlines and expiries turn
 * with it. The address is part of the tag, language included.
 */
export const readingTag = (state: string, address: string): string => `W/"${hash('sha256', `${state} ${address}`, 'base64url').slice(0, 22)}"`;

const most = 500;
let memory = { state: '', made: new Map<string, Promise<unknown>>() };

/**
 * What `make` gives, made once for as long as the state stands, for what is the same to all readers. The least lately used goes first when
 * there are more than five hundred. Whoever gets it must not change it. What fails is not kept.
 */
export function remembered<T>(state: string, key: string, make: () => Promise<T>): Promise<T> {
	if (memory.state !== state) memory = { state, made: new Map() };
	const { made } = memory;
	const kept = made.get(key) as Promise<T> | undefined;
	made.delete(key);
	const value = kept ?? make();
	made.set(key, value);
	if (!kept) value.catch(() => made.delete(key));
	if (made.size > most) made.delete(made.keys().next().value as string);
	return value;
}
