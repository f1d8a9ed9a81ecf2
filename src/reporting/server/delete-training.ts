// SPDX-License-Identifier: Apache-2.0
// Deletes a training record with all that hangs on it: by somebody of the Party, or by the clock when nobody has touched it for long.
import { may } from '#people/may.ts';
import { platformItself } from '#people/person.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { logEvent } from '#people/server/log-event.ts';
import type { Writing } from '#platform/server/database.ts';
import type { Doing } from '#records/server/doing.ts';
import { lockDraft } from '#records/server/records.ts';
import { isTraining, trainingSeries } from '#records/training.ts';
import { deleteTraining as deleteWhole } from './trainings.ts';

export async function deleteTraining(db: Writing, { by, at }: Pick<Doing, 'by' | 'at'>, record: string): Promise<{ deleted: string } | Refusal> {
	const locked = isTraining(record) ? await lockDraft(db, record) : undefined;
	if (!locked || !may(by, 'training.use', locked.record)) return refuse('not-found');
	await deleteWhole(db, record);
	await logEvent(db, 'training.deleted', { by: by.id, about: record, at });
	return { deleted: record };
}

/** Those that nobody has changed for so many days; returns how many. */
export async function deleteExpiredTraining(db: Writing, { at, days }: { at: Date; days: number }): Promise<number> {
	const before = new Date(at.getTime() - days * 86_400_000);
	const rows = await db
		.selectFrom('records.records')
		.select('id')
		.where('id', 'like', `${trainingSeries}-%`)
		.where('changed_at', '<', before)
		.orderBy('id')
		.forUpdate()
		.execute();
	for (const { id } of rows) {
		await deleteWhole(db, id);
		await logEvent(db, 'training.deleted', { by: platformItself.id, about: id, at, details: { days } });
	}
	return rows.length;
}
