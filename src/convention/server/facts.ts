// SPDX-License-Identifier: Apache-2.0
// The facts as they are remembered, and what was changed in them by hand. SQL only: what a fact may be stands in check-fact.ts.
import { sql } from 'kysely';
import { json, type Reading, type Writing } from '#platform/server/database.ts';
import type { Fact, FactKind, FactValues, Standing } from '../fact.ts';

const columns = ['kind', 'id', 'position', 'value', 'status', 'source'] as const;

/** All facts, of kinds this version knows or not, in order. */
export async function allFacts(db: Reading): Promise<Fact[]> {
	const rows = await db.selectFrom('convention.facts').select(columns).orderBy('kind').orderBy('position').orderBy('id').execute();
	return rows as unknown as Fact[];
}

export async function factOf<K extends FactKind>(db: Reading, kind: K, id: string): Promise<Fact<K> | undefined> {
	const row = await db.selectFrom('convention.facts').select(columns).where('kind', '=', kind).where('id', '=', id).executeTakeFirst();
	return row as unknown as Fact<K> | undefined;
}

/** The fact, held until the transaction ends, so that two edits follow one another. */
export async function factForEdit<K extends FactKind>(db: Writing, kind: K, id: string): Promise<Fact<K> | undefined> {
	const row = await db.selectFrom('convention.facts').select(columns).where('kind', '=', kind).where('id', '=', id).forUpdate().executeTakeFirst();
	return row as unknown as Fact<K> | undefined;
}

/** Holds all facts of some kinds until the transaction ends, in one order, so that acts on many of them follow one another. */
export async function lockFacts(db: Writing, kinds: readonly FactKind[]): Promise<void> {
	await db
		.selectFrom('convention.facts')
		.select('id')
		.where('kind', 'in', [...kinds])
		.orderBy('kind')
		.orderBy('id')
		.forUpdate()
		.execute();
}

/**
 * Brings the rows to what the seeds say and returns how many were added or changed. A row that was edited by hand is left as it is; a row that no seed
 * names any more stays, since records may point to it.
 */
export async function upsertFacts(db: Writing, facts: readonly Fact[]): Promise<number> {
	const result = await sql<{ id: string }>`
		insert into convention.facts as old (kind, id, position, value, status, source)
		select kind, id, position, value, status, source
		from jsonb_to_recordset(${json(facts)}) as seed (kind text, id text, position integer, value jsonb, status text, source text)
		order by kind, id
		on conflict (kind, id) do update
		set position = excluded.position, value = excluded.value, status = excluded.status, source = excluded.source
		where old.edited_at is null
			and (old.position, old.value, old.status, old.source) is distinct from (excluded.position, excluded.value, excluded.status, excluded.source)
		returning id`.execute(db);
	return result.rows.length;
}

/** What an edit sets: the three things that a person may change. */
export interface Said<K extends FactKind = FactKind> {
	value: FactValues[K];
	status: Standing;
	source: string;
}

export async function changeFact(db: Writing, before: Fact, after: Said, by: string, at: Date, reason: string | null = null): Promise<void> {
	await db
		.updateTable('convention.facts')
		.set({ value: json(after.value), status: after.status, source: after.source, edited_by: by, edited_at: at })
		.where('kind', '=', before.kind)
		.where('id', '=', before.id)
		.execute();
	await db
		.insertInto('convention.fact_changes')
		.values({
			kind: before.kind,
			id: before.id,
			before: json({ value: before.value, status: before.status, source: before.source }),
			after: json({ value: after.value, status: after.status, source: after.source }),
			changed_by: by,
			changed_at: at,
			reason
		})
		.execute();
}

/** Adds a fact by hand; false when there is one of that identifier. */
export async function insertFact(db: Writing, fact: Fact, by: string, at: Date, reason: string | null = null): Promise<boolean> {
	const added = await db
		.insertInto('convention.facts')
		.values({ ...fact, value: json(fact.value), edited_by: by, edited_at: at })
		.onConflict((conflict) => conflict.doNothing())
		.returning('id')
		.executeTakeFirst();
	if (!added) return false;
	const after = json({ value: fact.value, status: fact.status, source: fact.source });
	await db
		.insertInto('convention.fact_changes')
		.values({ kind: fact.kind, id: fact.id, before: null, after, changed_by: by, changed_at: at, reason })
		.execute();
	return true;
}

export interface FactChange<K extends FactKind = FactKind> {
	/** null for a fact that was new. */
	before: Said<K> | null;
	after: Said<K>;
	/** Account that made the change. */
	by: string;
	at: Date;
	/** Why, where it was said. */
	reason: string | null;
}

/** Changes by hand, newest first; [] for a fact that stands as seeded. */
export async function historyOf<K extends FactKind>(db: Reading, kind: K, id: string): Promise<FactChange<K>[]> {
	const rows = await db
		.selectFrom('convention.fact_changes')
		.select(['before', 'after', 'changed_by as by', 'changed_at as at', 'reason'])
		.where('kind', '=', kind)
		.where('id', '=', id)
		.orderBy('seq', 'desc')
		.execute();
	return rows as unknown as FactChange<K>[];
}

/**
 * A mark that differs whenever any fact was added, changed or removed, by hand or by seeds. The sum over row versions sees even a slow transaction that
 * commits after a later one, which a latest time would miss.
 */
export async function markOfFacts(db: Reading): Promise<string> {
	const { rows } = await sql<{ mark: string }>`
		select count(*) || ' ' || coalesce(sum(xmin::text::bigint), 0) || ' ' || coalesce(max(edited_at)::text, '') as mark from convention.facts`.execute(
		db as never
	);
	return rows[0]?.mark ?? '';
}
