// SPDX-License-Identifier: Apache-2.0
// Fills a training record anew: other sample answers, or none. It keeps its identifier, so that a colleague who has it open goes on with it; what stood
// there stays in the history of its answers until it is deleted.
import { canonical } from '#forms/comparison.ts';
import { allQuestions, type Answers } from '#forms/form.ts';
import { may } from '#people/may.ts';
import { isRefusal, type Refusal, refuse } from '#people/refusal.ts';
import { logEvent } from '#people/server/log-event.ts';
import type { Writing } from '#platform/server/database.ts';
import { isTraining } from '#records/training.ts';
import { attach } from '#records/server/attach.ts';
import type { Doing } from '#records/server/doing.ts';
import { lockDraft } from '#records/server/records.ts';
import { storeDraft } from '#records/server/write-draft.ts';
import { type Sample, situationsFor, trainingCycle, type TrainingSituation } from '../training.ts';

export async function refillTraining(
	db: Writing,
	doing: Doing,
	asked: { record: string; situation: TrainingSituation; sample: Sample }
): Promise<{ id: string } | Refusal> {
	const locked = isTraining(asked.record) ? await lockDraft(db, asked.record) : undefined;
	if (!locked?.draft || !may(doing.by, 'training.use', locked.record)) return refuse('not-found');
	const { record, draft } = locked;
	if (!situationsFor(record.type).includes(asked.situation)) return refuse('not-valid');
	const form = doing.definitions.form(record.type);
	if (!form) return refuse('not-found');
	const cycle = trainingCycle(doing.convention, record.type, doing.at.toISOString().slice(0, 10));
	const owner = allQuestions(form).flatMap(({ id, given }) => (given === 'owner' ? [[id, record.owner]] : []));
	const answers: Answers = { ...asked.sample.answers, ...Object.fromEntries(owner), ...(cycle ? { cycle: cycle.id } : {}) };
	const changed = Object.fromEntries(
		[...new Set([...Object.keys(draft.answers), ...Object.keys(answers)])]
			.filter((question) => canonical(draft.answers[question] ?? null) !== canonical(answers[question] ?? null))
			.map((question) => [question, answers[question] ?? null])
	);
	const version = draft.version + 1;
	// Whoever has the page open is told what stands otherwise now, as after any save of a colleague.
	const touch = { by: doing.by.id, at: doing.at.toISOString(), version };
	const touched = { ...draft.touched, ...Object.fromEntries(Object.keys(changed).map((question) => [question, touch])) };
	const filled = { ...draft, formVersion: form.version, answers, touched, clashes: [], version, changedAt: doing.at };
	await storeDraft(db, doing, filled, Object.keys(changed));
	await db
		.updateTable('records.training')
		.set({ situation: asked.situation, made_by: doing.by.id, made_at: doing.at, rehearsed_by: null, rehearsed_at: null })
		.where('record_id', '=', record.id)
		.execute();
	for (const file of asked.sample.files) {
		const attached = await attach(db, doing, { record: record.id, ...file });
		if (isRefusal(attached)) return attached;
	}
	await logEvent(db, 'training.refilled', { by: doing.by.id, about: record.id, at: doing.at, details: { situation: asked.situation } });
	return { id: record.id };
}
