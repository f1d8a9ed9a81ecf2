// SPDX-License-Identifier: Apache-2.0
// Where planned publications are kept.
import type { Selectable } from 'kysely';
import type { Reading, Writing } from '#platform/server/database.ts';
import type { Tables } from '#platform/server/tables.ts';
import type { Plan, PlanOutcome } from '../plan.ts';

export const planFrom = (row: Selectable<Tables['editorial.plans']>): Plan => ({
	id: row.id,
	record: row.record_id,
	revision: row.revision,
	dueAt: row.due_at,
	zone: row.time_zone,
	plannedBy: row.planned_by,
	plannedAt: row.planned_at,
	endedAt: row.ended_at,
	endedBy: row.ended_by,
	outcome: row.outcome as PlanOutcome | null,
	why: row.refusal
});

/** Those that wait, the next first. */
export async function waitingPlans(db: Reading): Promise<Plan[]> {
	const rows = await db.selectFrom('editorial.plans').selectAll().where('ended_at', 'is', null).orderBy('due_at').orderBy('id').execute();
	return rows.map(planFrom);
}

/** The zone in which a person planned last, a record or a draft of a fact. */
export async function lastZoneOf(db: Reading, person: string): Promise<string | null> {
	const of = (table: 'editorial.plans' | 'editorial.fact_plans') =>
		db
			.selectFrom(table)
			.select(['time_zone', 'planned_at'])
			.where('planned_by', '=', person)
			.orderBy('planned_at', 'desc')
			.limit(1)
			.executeTakeFirst();
	const last = [await of('editorial.plans'), await of('editorial.fact_plans')].filter((row) => row !== undefined);
	return last.sort((a, b) => b.planned_at.getTime() - a.planned_at.getTime())[0]?.time_zone ?? null;
}

/** The plans of a record, the newest first. */
export async function plansOf(db: Reading, record: string): Promise<Plan[]> {
	const rows = await db
		.selectFrom('editorial.plans')
		.selectAll()
		.where('record_id', '=', record)
		.orderBy('planned_at', 'desc')
		.orderBy('id')
		.execute();
	return rows.map(planFrom);
}

/** Those that could not be done, the newest first. */
export async function refusedPlans(db: Reading, since: Date): Promise<Plan[]> {
	const rows = await db
		.selectFrom('editorial.plans')
		.selectAll()
		.where('outcome', '=', 'refused')
		.where('ended_at', '>=', since)
		.orderBy('ended_at', 'desc')
		.execute();
	return rows.map(planFrom);
}

export interface End {
	at: Date;
	by: string | null;
	outcome: PlanOutcome;
	refusal?: string;
}

export async function endPlan(db: Writing, id: string, { at, by, outcome, refusal }: End): Promise<void> {
	await db
		.updateTable('editorial.plans')
		.set({ ended_at: at, ended_by: by, outcome, refusal: refusal ?? null })
		.where('id', '=', id)
		.where('ended_at', 'is', null)
		.execute();
}
