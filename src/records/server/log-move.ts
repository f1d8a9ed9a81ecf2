// SPDX-License-Identifier: Apache-2.0
// Writes a move and its event in the transaction of the act that makes it, and queues the reactions.
import { json, type Writing } from '#platform/server/database.ts';
import type { Doing } from './doing.ts';

export interface Logged {
	move: string;
	event: string;
	toStage: string;
	toState: string;
	revision?: number | null;
	reason?: string | null;
	checklist?: string[] | null;
	details?: { [name: string]: unknown };
}

export async function recordMove(
	db: Writing,
	doing: Pick<Doing, 'by' | 'at' | 'announce'>,
	before: { id: string; stage: string | null; state: string | null },
	move: Logged
): Promise<void> {
	await db
		.insertInto('records.moves')
		.values({
			record_id: before.id,
			move: move.move,
			from_stage: before.stage,
			to_stage: move.toStage,
			from_state: before.state,
			to_state: move.toState,
			revision: move.revision ?? null,
			reason: move.reason ?? null,
			checklist: move.checklist ? json(move.checklist) : null,
			moved_by: doing.by.id,
			moved_at: doing.at
		})
		.execute();
	const { seq } = await db
		.insertInto('records.events')
		.values({
			record_id: before.id,
			event: move.event,
			revision: move.revision ?? null,
			details: json(move.details ?? {}),
			caused_by: doing.by.id,
			occurred_at: doing.at
		})
		.returning('seq')
		.executeTakeFirstOrThrow();
	await doing.announce(db, { seq, record: before.id, event: move.event });
}
