// SPDX-License-Identifier: Apache-2.0
// Lists the catalogue page by page: each page begins where the one before ended, however much is published meanwhile. Public entries only.
import { sql } from 'kysely';
import type { Entry } from '#catalogue/entry.ts';
import { entryColumns, entryFromRow } from '#catalogue/server/entries.ts';
import { symbolKey } from '#convention/symbol.ts';
import { libraryTypes } from '#meetings/document.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Place } from './cursor.ts';

export interface Wanted {
	type?: string;
	party?: string;
	area?: string;
	article?: string;
	language?: string;
	/** Symbol of a document or decision, however it is written. */
	symbol?: string;
	/** Id of the meeting of a document or decision. */
	meeting?: string;
	/** All states when absent. */
	state?: Entry['state'];
	/** Changed here at this moment or later; the list then goes by the change. */
	since?: Date;
	order: 'newest' | 'oldest';
	after?: Place;
	limit: number;
}

/** At most `limit` entries, and the place after them when there are more. */
export async function listEntries(db: Reading, wanted: Wanted): Promise<{ entries: Entry[]; next: Place | null }> {
	// Who keeps a copy must hear of what was replaced or imported with an older day too, and goes on from the last change that it has seen.
	const by = wanted.since ? 'changed_at' : 'published_at';
	const direction = wanted.order === 'newest' ? 'desc' : 'asc';
	let query = db
		.selectFrom('catalogue.entries')
		.select(entryColumns)
		.orderBy(by, direction)
		.orderBy('record_id', direction)
		.limit(wanted.limit + 1);
	if (wanted.type) query = query.where('type', '=', wanted.type);
	if (wanted.state) query = query.where('state', '=', wanted.state);
	for (const [column, value] of [
		['parties', wanted.party],
		['areas', wanted.area],
		['articles', wanted.article],
		['languages', wanted.language]
	] as const)
		if (value) query = query.where(sql<boolean>`${sql.ref(column)} @> array[${value}]::text[]`);
	if (wanted.symbol) query = query.where(sql<boolean>`register ? 'symbol' and register ->> 'symbol' = ${symbolKey(wanted.symbol)}`);
	if (wanted.meeting) query = query.where('type', 'in', libraryTypes).where(sql<boolean>`answers ->> 'meeting' = ${wanted.meeting}`);
	if (wanted.since) query = query.where('changed_at', '>=', wanted.since);
	if (wanted.after) {
		const { publishedAt, recordId } = wanted.after;
		query = query.where(
			wanted.order === 'newest'
				? sql<boolean>`(${sql.ref(by)}, record_id) < (${publishedAt}, ${recordId})`
				: sql<boolean>`(${sql.ref(by)}, record_id) > (${publishedAt}, ${recordId})`
		);
	}
	const entries = (await query.execute()).map(entryFromRow);
	const last = entries[wanted.limit - 1];
	return {
		entries: entries.slice(0, wanted.limit),
		next: last && entries.length > wanted.limit ? { publishedAt: wanted.since ? last.changedAt : last.publishedAt, recordId: last.recordId } : null
	};
}

/** The last withdrawal of a record. */
export async function withdrawalOf(db: Reading, recordId: string): Promise<{ at: Date; reason: string | null } | undefined> {
	const row = await db
		.selectFrom('records.moves')
		.select(['moved_at', 'reason'])
		.where('record_id', '=', recordId)
		.where('move', '=', 'withdraw')
		.orderBy('seq', 'desc')
		.limit(1)
		.executeTakeFirst();
	return row && { at: row.moved_at, reason: row.reason };
}
