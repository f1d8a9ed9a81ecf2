// SPDX-License-Identifier: Apache-2.0
// Where drafts of facts and their planned publications are kept. SQL only.
import { randomUUID } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { FactKind } from '#convention/fact.ts';
import { json, type Reading, reading, type Writing } from '#platform/server/database.ts';
import type { Tables } from '#platform/server/tables.ts';
import { type Drafted, draftedOf, type FactDraft } from '../drafted.ts';
import type { PlanOutcome } from '../plan.ts';
import type { End } from './plans.ts';

const draftFrom = (row: Selectable<Tables['editorial.fact_drafts']>): FactDraft => ({
	id: row.id,
	kind: row.kind as FactKind,
	fact: row.fact,
	base: row.base as Drafted | null,
	value: row.value,
	status: row.status,
	source: row.source,
	version: row.version,
	begunBy: row.begun_by,
	begunAt: row.begun_at,
	savedBy: row.saved_by,
	savedAt: row.saved_at
});

const openOf = (db: Reading, kind: FactKind, fact: string) =>
	db.selectFrom('editorial.fact_drafts').selectAll().where('kind', '=', kind).where('fact', '=', fact).where('ended_at', 'is', null);

/** The open draft of a fact. */
export async function draftOf(db: Reading, kind: FactKind, fact: string): Promise<FactDraft | null> {
	const row = await openOf(db, kind, fact).executeTakeFirst();
	return row ? draftFrom(row) : null;
}

/** The same, held until the transaction ends. */
export async function draftForEdit(db: Writing, kind: FactKind, fact: string): Promise<FactDraft | null> {
	const row = await openOf(reading(db), kind, fact).forUpdate().executeTakeFirst();
	return row ? draftFrom(row) : null;
}

export interface Kept {
	by: string;
	at: Date;
}

/** Null where somebody else has begun one at this moment. */
export async function insertDraft(
	db: Writing,
	begun: Drafted & { kind: FactKind; fact: string; base: Drafted | null },
	{ by, at }: Kept
): Promise<FactDraft | null> {
	const row = await db
		.insertInto('editorial.fact_drafts')
		.values({
			id: randomUUID(),
			kind: begun.kind,
			fact: begun.fact,
			base: begun.base && json(draftedOf(begun.base)),
			...columnsOf(begun),
			begun_by: by,
			begun_at: at,
			saved_by: by,
			saved_at: at
		})
		.onConflict((conflict) => conflict.doNothing())
		.returningAll()
		.executeTakeFirst();
	return row ? draftFrom(row) : null;
}

const columnsOf = ({ value, status, source }: Drafted) => ({ value: json(value), status, source });

export async function updateDraft(
	db: Writing,
	draft: FactDraft,
	{ base, ...said }: Drafted & { base: Drafted | null },
	{ by, at }: Kept
): Promise<FactDraft> {
	const row = await db
		.updateTable('editorial.fact_drafts')
		.set({ base: base && json(draftedOf(base)), ...columnsOf(said), version: draft.version + 1, saved_by: by, saved_at: at })
		.where('id', '=', draft.id)
		.returningAll()
		.executeTakeFirstOrThrow();
	return draftFrom(row);
}

export async function endDraft(db: Writing, id: string, outcome: 'published' | 'given-up', { by, at }: Kept): Promise<void> {
	await db.updateTable('editorial.fact_drafts').set({ ended_at: at, ended_by: by, outcome }).where('id', '=', id).execute();
}

export interface FactPlan {
	id: string;
	draft: string;
	version: number;
	dueAt: Date;
	/** In which the hour was given. */
	zone: string;
	plannedBy: string;
	plannedAt: Date;
	endedAt: Date | null;
	outcome: PlanOutcome | null;
	/** Why it was refused: the code of a refusal. */
	why: string | null;
}

const planFrom = (row: Selectable<Tables['editorial.fact_plans']>): FactPlan => ({
	id: row.id,
	draft: row.draft,
	version: row.version,
	dueAt: row.due_at,
	zone: row.time_zone,
	plannedBy: row.planned_by,
	plannedAt: row.planned_at,
	endedAt: row.ended_at,
	outcome: row.outcome as PlanOutcome | null,
	why: row.refusal
});

/** The plans of a draft, the one that waits first, then the newest. */
export async function plansOfDraft(db: Reading, draft: string): Promise<FactPlan[]> {
	const rows = await db
		.selectFrom('editorial.fact_plans')
		.selectAll()
		.where('draft', '=', draft)
		.orderBy(sql`ended_at is null`, 'desc')
		.orderBy('planned_at', 'desc')
		.orderBy('id')
		.execute();
	return rows.map(planFrom);
}

export async function insertPlan(db: Writing, plan: { draft: FactDraft; dueAt: Date; zone: string }, { by, at }: Kept): Promise<FactPlan> {
	const row = await db
		.insertInto('editorial.fact_plans')
		.values({
			id: randomUUID(),
			draft: plan.draft.id,
			version: plan.draft.version,
			due_at: plan.dueAt,
			time_zone: plan.zone,
			planned_by: by,
			planned_at: at
		})
		.returningAll()
		.executeTakeFirstOrThrow();
	return planFrom(row);
}

/** The plan, if it waits, with its draft; the draft is held first, as every act on it does. */
export async function waitingPlanForEdit(db: Writing, id: string): Promise<{ plan: FactPlan; draft: FactDraft } | null> {
	const named = await db.selectFrom('editorial.fact_plans').select('draft').where('id', '=', id).executeTakeFirst();
	if (!named) return null;
	const draft = await db.selectFrom('editorial.fact_drafts').selectAll().where('id', '=', named.draft).forUpdate().executeTakeFirst();
	const plan = await db.selectFrom('editorial.fact_plans').selectAll().where('id', '=', id).where('ended_at', 'is', null).executeTakeFirst();
	return draft && plan ? { plan: planFrom(plan), draft: draftFrom(draft) } : null;
}

/** The plan of a draft that waits. */
export async function waitingPlanOf(db: Reading, draft: string): Promise<FactPlan | null> {
	const row = await db.selectFrom('editorial.fact_plans').selectAll().where('draft', '=', draft).where('ended_at', 'is', null).executeTakeFirst();
	return row ? planFrom(row) : null;
}

export async function endFactPlan(db: Writing, id: string, { at, by, outcome, refusal }: End): Promise<void> {
	await db
		.updateTable('editorial.fact_plans')
		.set({ ended_at: at, ended_by: by, outcome, refusal: refusal ?? null })
		.where('id', '=', id)
		.where('ended_at', 'is', null)
		.execute();
}

export interface OpenDraft extends FactDraft {
	plan: { dueAt: Date; zone: string; by: string } | null;
	/** Whether it was to be published last and could not be. */
	refused: boolean;
}

/** All drafts that are open, or those of one kind, the one kept last first. */
export async function openDrafts(db: Reading, kind?: FactKind): Promise<OpenDraft[]> {
	const rows = await db
		.selectFrom('editorial.fact_drafts as draft')
		.leftJoin('editorial.fact_plans as plan', (join) => join.onRef('plan.draft', '=', 'draft.id').on('plan.ended_at', 'is', null))
		.selectAll('draft')
		.select(['plan.due_at', 'plan.time_zone', 'plan.planned_by'])
		.select(
			sql<boolean>`coalesce((select last.outcome = 'refused' from editorial.fact_plans as last where last.draft = draft.id
				order by last.ended_at is null desc, last.ended_at desc limit 1), false)`.as('refused')
		)
		.where('draft.ended_at', 'is', null)
		.$if(kind !== undefined, (query) => query.where('draft.kind', '=', kind as string))
		.orderBy('draft.saved_at', 'desc')
		.orderBy('draft.id')
		.execute();
	return rows.map(({ due_at: dueAt, time_zone: zone, planned_by: by, refused, ...row }) => ({
		...draftFrom(row),
		refused,
		plan: dueAt && zone && by ? { dueAt, zone, by } : null
	}));
}
