// SPDX-License-Identifier: Apache-2.0
// Where links of published texts are kept, and what was found there.
import { sql } from 'kysely';
import type { Reading, Writing } from '#platform/server/database.ts';
import type { LinkState, Looked } from '../links.ts';
import type { FoundLink } from '../found-link.ts';

/** A record leads to these addresses from now on, and to no others; an address that nothing leads to is forgotten. */
export async function noteLinks(db: Writing, record: string, addresses: readonly string[]): Promise<void> {
	await db.deleteFrom('editorial.link_places').where('record_id', '=', record).execute();
	if (addresses.length) {
		await db
			.insertInto('editorial.links')
			.values(addresses.map((address) => ({ address })))
			.onConflict((conflict) => conflict.doNothing())
			.execute();
		await db
			.insertInto('editorial.link_places')
			.values(addresses.map((address) => ({ record_id: record, address })))
			.execute();
	}
	await sql`delete from editorial.links as link where not exists (select from editorial.link_places as place where place.address = link.address)`.execute(
		db
	);
}

/** Those never looked at, then those looked at longest ago, before `before`. */
export async function linksToLookAt(db: Reading, before: Date, limit: number): Promise<string[]> {
	const rows = await db
		.selectFrom('editorial.links')
		.select('address')
		.where((where) => where.or([where('checked_at', 'is', null), where('checked_at', '<', before)]))
		.orderBy(sql`checked_at nulls first`)
		.orderBy('address')
		.limit(limit)
		.execute();
	return rows.map(({ address }) => address);
}

export async function noteLook(db: Writing, address: string, looked: Looked, at: Date): Promise<void> {
	const bad = looked.state === 'broken' || looked.state === 'unsure';
	await db
		.updateTable('editorial.links')
		.set({
			state: looked.state,
			status: looked.status,
			reason: looked.reason,
			checked_at: at,
			tries: bad ? sql`tries + 1` : 0,
			broken_since: looked.state === 'broken' ? sql`coalesce(broken_since, ${at})` : null
		})
		.where('address', '=', address)
		.execute();
}

/** What needs somebody: broken ones, those that moved for good, and those where nothing good was found three times in a row. */
export async function linksThatNeedWork(db: Reading, limit = 200): Promise<FoundLink[]> {
	const { rows } = await sql<{
		address: string;
		state: LinkState;
		status: number | null;
		reason: string | null;
		checked_at: Date | null;
		broken_since: Date | null;
		records: string[];
	}>`
		select link.address, state, status, reason, checked_at, broken_since, array_agg(place.record_id order by place.record_id) as records
		from editorial.links as link join editorial.link_places as place on place.address = link.address
		where state in ('broken', 'moved') or (state = 'unsure' and tries >= 3)
		group by link.address
		order by case state when 'broken' then 0 when 'unsure' then 1 else 2 end, link.address
		limit ${limit}`.execute(db as never);
	return rows.map(({ checked_at: checkedAt, broken_since: since, ...row }) => ({ ...row, checkedAt, since }));
}

export async function countLinks(db: Reading): Promise<{ all: number; unknown: number }> {
	const row = await db
		.selectFrom('editorial.links')
		.select([sql<number>`count(*)::int`.as('all'), sql<number>`(count(*) filter (where state = 'unknown'))::int`.as('unknown')])
		.executeTakeFirstOrThrow();
	return row;
}
