// SPDX-License-Identifier: Apache-2.0
// Publishes what was planned, when its hour has come: by the same move, in the name of who planned it, who must still be allowed to. Repeatable:
// a plan that has ended is not done again.
import { isRefusal, type Refusal, refuse } from '#people/refusal.ts';
import { personById } from '#people/server/accounts.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import type { Doing } from '#records/server/doing.ts';
import { moveRecord } from '#records/server/move-record.ts';
import type { Plan, PlanOutcome } from '../plan.ts';
import { endPlan, planFrom } from './plans.ts';

/** How it ended; null where it had ended before, or is not known. `refusedTo` is told, in the same transaction, of a plan that could not be done. */
export async function doPlan(
	db: Writing,
	doing: Omit<Doing, 'by'>,
	id: string,
	refusedTo: (plan: Plan, refusal: Refusal) => Promise<void> = async () => {}
): Promise<PlanOutcome | null> {
	const plan = await db.selectFrom('editorial.plans').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
	if (!plan || plan.ended_at) return null;
	const publish = async (): Promise<Refusal | null> => {
		const by = await personById(reading(db), plan.planned_by);
		if (!by) return refuse('not-allowed');
		await db.selectFrom('records.records').select('id').where('id', '=', plan.record_id).forUpdate().execute();
		const last = await db
			.selectFrom('records.revisions')
			.select('number')
			.where('record_id', '=', plan.record_id)
			.orderBy('number', 'desc')
			.executeTakeFirst();
		if (last?.number !== plan.revision) return refuse('changed-meanwhile');
		const moved = await moveRecord(db, { ...doing, by }, { record: plan.record_id, move: 'publish', checklist: plan.checklist as string[] });
		return isRefusal(moved) ? moved : null;
	};
	const refused = await publish();
	const outcome = refused ? 'refused' : 'done';
	await endPlan(db, id, { at: doing.at, by: null, outcome, ...(refused ? { refusal: refused.refusal } : {}) });
	if (refused) await refusedTo(planFrom(plan), refused);
	return outcome;
}

/** Whoever moves the record by hand meanwhile has called the plan off. */
export async function endPlansOf(db: Writing, record: string, by: string | null, at: Date): Promise<void> {
	const waiting = await db.selectFrom('editorial.plans').select('id').where('record_id', '=', record).where('ended_at', 'is', null).execute();
	for (const { id } of waiting) await endPlan(db, id, { at, by, outcome: 'cancelled' });
}
