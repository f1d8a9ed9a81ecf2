// SPDX-License-Identifier: Apache-2.0
// Entries as the registers ask for them: whatever their state, since registers keep their history, by owner and then by first publication.
import { type RawBuilder, sql } from 'kysely';
import type { Day } from '#convention/day.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Entry } from '../entry.ts';
import type { SaidDays, Standing } from '../register.ts';
import { entryColumns, entryFromRow } from './entries.ts';

/** Which entries of a register; all that is left out is not asked. */
export interface WantedRows {
	/** Owners of kind Party. */
	parties?: readonly string[] | null;
	states?: readonly Entry['state'][] | null;
}

/** Whom rows speak for. */
export interface RowOwner {
	kind: string;
	id: string;
}

/** In which standing a row is, as far as the database can tell: by its state, and by the days that were said of it. */
export type StandingNow = { said: SaidDays; day: Day } | null;

const standingOf = (now: StandingNow): RawBuilder<Standing> =>
	now
		? sql`case when state <> 'published' then state when answers ->> ${now.said.to} < ${now.day} then 'expired'
			when answers ->> ${now.said.from} > ${now.day} then 'not-in-force' else 'in-force' end`
		: sql`state`;

const ofTypes = (db: Reading, types: readonly string[], parties: readonly string[] | null | undefined) => {
	const query = db.selectFrom('catalogue.entries').where('type', 'in', [...types]);
	return parties ? query.where('owner_kind', '=', 'party').where(sql<boolean>`owner = any(${[...parties]}::text[])`) : query;
};

export async function registerEntries(db: Reading, types: readonly string[], { parties, states }: WantedRows = {}): Promise<Entry[]> {
	let query = ofTypes(db, types, parties).select(entryColumns);
	if (states) query = query.where(sql<boolean>`state = any(${[...states]}::text[])`);
	return (await query.orderBy('owner').orderBy('first_published_at').orderBy('record_id').execute()).map(entryFromRow);
}

export interface OwnerCount {
	owner: RowOwner;
	standing: Standing;
	count: number;
}

/** How many entries of a register each owner has in each standing. */
export async function registerCounts(
	db: Reading,
	types: readonly string[],
	parties: readonly string[] | null,
	now: StandingNow = null
): Promise<OwnerCount[]> {
	const rows = await ofTypes(db, types, parties)
		.select(['owner_kind', 'owner', standingOf(now).as('standing'), (select) => select.fn.countAll<number>().as('count')])
		.groupBy(['owner_kind', 'owner', sql`3`])
		.execute();
	return rows.map((row) => ({ owner: { kind: row.owner_kind, id: row.owner }, standing: row.standing, count: Number(row.count) }));
}

/** Entries of one owner, from a place among them on. */
export async function ownEntries(
	db: Reading,
	types: readonly string[],
	owner: RowOwner,
	{ standings, now = null, offset, limit }: { standings: readonly Standing[] | null; now?: StandingNow; offset: number; limit: number }
): Promise<Entry[]> {
	let query = ofTypes(db, types, null).select(entryColumns).where('owner', '=', owner.id).where('owner_kind', '=', owner.kind);
	if (standings) query = query.where(sql<boolean>`${standingOf(now)} = any(${[...standings]}::text[])`);
	return (await query.orderBy('first_published_at').orderBy('record_id').offset(offset).limit(limit).execute()).map(entryFromRow);
}

/** The same one portion after another: `after` is what the last one ended with. */
export async function nextEntries(
	db: Reading,
	types: readonly string[],
	owner: RowOwner,
	after: string | null,
	limit: number
): Promise<{ entries: Entry[]; after: string | null }> {
	let query = ofTypes(db, types, null)
		.select(entryColumns)
		// As text, which keeps what is finer than the milliseconds of a Date.
		.select(sql<string>`first_published_at::text || ' ' || record_id`.as('place'))
		.where('owner', '=', owner.id)
		.where('owner_kind', '=', owner.kind);
	if (after !== null) {
		const at = after.lastIndexOf(' ');
		query = query.where(sql<boolean>`(first_published_at, record_id) > (${after.slice(0, at)}::timestamptz, ${after.slice(at + 1)})`);
	}
	const rows = await query.orderBy('first_published_at').orderBy('record_id').limit(limit).execute();
	return { entries: rows.map(entryFromRow), after: rows.length < limit ? null : (rows.at(-1)?.place ?? null) };
}
