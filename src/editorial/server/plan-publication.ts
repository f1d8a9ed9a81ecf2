// SPDX-License-Identifier: Apache-2.0
// Plans the publication of what was submitted for a day and hour, or calls it off. The publisher has looked at it now: the checklist is ticked now,
// and the revision is named. Whether the publisher still may is asked again when the hour comes.
import { randomUUID } from 'node:crypto';
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { json, type Writing } from '#platform/server/database.ts';
import type { Jobs } from '#platform/server/jobs.ts';
import { fitting } from '#records/move.ts';
import type { Doing } from '#records/server/doing.ts';
import { envelope } from '#records/server/records.ts';
import { farthestDays, type Plan } from '../plan.ts';
import { endPlan, planFrom } from './plans.ts';

export const plannedQueue = 'editorial-planned';

export interface Planning {
	record: string;
	/** When it is to be published. */
	at: Date;
	/** In which that was said: by it the hour is shown again. */
	zone?: string;
	checklist: string[];
}

export type PlanningDoing = Doing & { jobs: Pick<Jobs, 'enqueue'> };

export async function planPublication(db: Writing, doing: PlanningDoing, planning: Planning): Promise<Plan | Refusal> {
	const row = await db.selectFrom('records.records').selectAll().where('id', '=', planning.record).forUpdate().executeTakeFirst();
	const record = row && envelope(row);
	if (!record || !may(doing.by, 'record.read', record)) return refuse('not-found');
	if (!may(doing.by, 'record.publish', record)) return refuse('not-allowed');
	if (!fitting('publish', record, doing.definitions.type(record.type))) return refuse('stage-does-not-fit');
	if (planning.at <= doing.at) return refuse('moment-past');
	if (planning.at.getTime() - doing.at.getTime() > farthestDays * 86_400_000) return refuse('too-far-ahead', { days: farthestDays });
	const last = await db
		.selectFrom('records.revisions')
		.select(['number', 'form_version'])
		.where('record_id', '=', record.id)
		.orderBy('number', 'desc')
		.executeTakeFirst();
	if (!last) return refuse('stage-does-not-fit');
	const wanted = doing.definitions.form(record.type, last.form_version)?.checklist ?? [];
	if (!wanted.every((item) => planning.checklist.includes(item))) return refuse('checklist-incomplete');
	const waiting = await db
		.selectFrom('editorial.plans')
		.select('id')
		.where('record_id', '=', record.id)
		.where('ended_at', 'is', null)
		.executeTakeFirst();
	if (waiting) return refuse('already-planned');
	const plan = await db
		.insertInto('editorial.plans')
		.values({
			id: randomUUID(),
			record_id: record.id,
			revision: last.number,
			due_at: planning.at,
			time_zone: planning.zone ?? 'UTC',
			checklist: json(wanted),
			planned_by: doing.by.id,
			planned_at: doing.at
		})
		.returningAll()
		.executeTakeFirstOrThrow();
	await doing.jobs.enqueue(db, plannedQueue, { plan: plan.id }, { after: planning.at });
	return planFrom(plan);
}

export async function cancelPlan(db: Writing, doing: Doing, id: string): Promise<Plan | Refusal> {
	const row = await db.selectFrom('editorial.plans').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
	const held = row && (await db.selectFrom('records.records').selectAll().where('id', '=', row.record_id).executeTakeFirst());
	const record = held && envelope(held);
	if (!row || !record || !may(doing.by, 'record.read', record)) return refuse('not-found');
	if (!may(doing.by, 'record.publish', record)) return refuse('not-allowed');
	if (row.ended_at) return refuse('not-planned');
	await endPlan(db, id, { at: doing.at, by: doing.by.id, outcome: 'cancelled' });
	return { ...planFrom(row), endedAt: doing.at, endedBy: doing.by.id, outcome: 'cancelled' };
}
