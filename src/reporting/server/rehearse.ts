// SPDX-License-Identifier: Apache-2.0
// Rehearses the submission of a training record: every check that a real submission passes, and nothing of what follows one. No revision, no seal, no
// signature, no letter.
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import type { Doing } from '#records/server/doing.ts';
import { judge } from '#records/server/judge.ts';
import { lockDraft } from '#records/server/records.ts';
import { isTraining } from '#records/training.ts';

export async function rehearse(db: Writing, doing: Doing, record: string): Promise<{ rehearsed: string } | Refusal> {
	const locked = isTraining(record) ? await lockDraft(db, record) : undefined;
	if (!locked?.draft || !may(doing.by, 'training.use', locked.record)) return refuse('not-found');
	const { draft } = locked;
	if (draft.clashes.length) return refuse('clashes-open', { count: draft.clashes.length });
	const { findings } = await judge(reading(db), doing, locked.record, draft, doing.at);
	if (findings.some(({ severity }) => severity === 'error')) return { refusal: 'has-errors', findings };
	await db.updateTable('records.training').set({ rehearsed_by: doing.by.id, rehearsed_at: doing.at }).where('record_id', '=', record).execute();
	return { rehearsed: record };
}
