// SPDX-License-Identifier: Apache-2.0
// Saves answers into a draft, merged with what others saved meanwhile. Nothing is ever overwritten unseen: a clash keeps both.
import { canonical } from '#forms/comparison.ts';
import { type Answers, allQuestions } from '#forms/form.ts';
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import { applyAnswers, type Clash, openClashes } from '../merging.ts';
import type { Origin, RecordEnvelope } from '../record.ts';
import type { Doing } from './doing.ts';
import { answersAt, type Draft, type LockedDraft, lockDraft } from './records.ts';
import { storeDraft } from './write-draft.ts';

export interface Saving {
	record: string;
	/** The draft version that the sender started from. */
	version: number;
	/** Only the questions that the sender speaks of. */
	answers: Answers;
	/** Answers of the same sender that wait as clashes and are gone on with. */
	over?: Answers;
	/** An act of the platform's own fills in a question that no page asks. */
	given?: 'explanations';
	/** Where answers were taken over from, by question id. */
	from?: { [question: string]: Origin };
}

export interface SavedDraft {
	/** The record as it stood before the save. */
	record: RecordEnvelope;
	draft: Draft;
	/** Answers that others changed since the sender's version. */
	others: Answers;
	clashes: Clash[];
}

export async function saveAnswers(db: Writing, doing: Doing, saving: Saving): Promise<SavedDraft | Refusal> {
	const locked = await lockDraft(db, saving.record);
	if (!locked || !may(doing.by, 'draft.read', locked.record)) return refuse('not-found');
	return saveInto(db, doing, locked, saving);
}

/** The same into a draft that this transaction has locked already. */
export async function saveInto(db: Writing, doing: Doing, { record, draft }: LockedDraft, saving: Saving): Promise<SavedDraft | Refusal> {
	if (!may(doing.by, 'draft.edit', record)) return refuse('not-allowed');
	if (!draft || (record.stage !== 'draft' && record.stage !== 'returned')) return refuse('stage-does-not-fit');
	const form = doing.definitions.form(record.type, draft.formVersion);
	const questions = form ? allQuestions(form) : [];
	// A page that was opened before a new version was published speaks of questions that are called otherwise now: nothing of it may be lost unseen.
	const foreign = Object.entries(saving.answers).some(([id, value]) => value !== null && !questions.some((question) => question.id === id));
	if (foreign) return refuse('form-renewed');
	const asked = new Set(questions.filter((question) => !question.given || question.given === saving.given).map((question) => question.id));
	const sent = Object.fromEntries(Object.entries(saving.answers).filter(([question]) => asked.has(question)));
	const started = Math.min(saving.version, draft.version);
	const base = started === draft.version ? draft.answers : await answersAt(reading(db), saving.record, started, Object.keys(sent));
	const { answers, changed, clashes } = applyAnswers(base, draft.answers, sent, doing.by.id, doing.at.toISOString(), started);
	// Also what was sent, where the merge made another answer of it: the sender must know what stands.
	const others = Object.fromEntries(
		Object.entries(draft.touched)
			.filter(([question, touch]) => touch.version > started && !(question in sent && canonical(answers[question]) === canonical(sent[question])))
			.map(([question]) => [question, answers[question] ?? null])
	);
	if (changed.length === 0 && clashes.length === 0) return { record, draft, others, clashes: draft.clashes };
	const version = draft.version + 1;
	const touch = { by: doing.by.id, at: doing.at.toISOString(), version };
	const saved: Draft = {
		...draft,
		answers,
		version,
		touched: {
			...draft.touched,
			...Object.fromEntries(changed.map((question) => [question, { ...touch, ...(saving.from?.[question] ? { from: saving.from[question] } : {}) }]))
		},
		clashes: openClashes(draft.clashes, clashes, saving.over),
		changedAt: doing.at
	};
	await storeDraft(db, doing, saved, changed);
	return { record, draft: saved, others, clashes: saved.clashes };
}

/** Ends a clash: a person keeps the stored answer, or takes the one that waits. The other stays in the history. */
export async function chooseAnswer(
	db: Writing,
	doing: Doing,
	choice: { record: string; question: string; index: number; take: boolean }
): Promise<Draft | Refusal> {
	const locked = await lockDraft(db, choice.record);
	if (!locked || !may(doing.by, 'draft.edit', locked.record)) return refuse('not-found');
	const { record, draft } = locked;
	if (!draft || (record.stage !== 'draft' && record.stage !== 'returned')) return refuse('stage-does-not-fit');
	const clash = draft.clashes.filter((each) => each.question === choice.question)[choice.index];
	if (!clash) return draft;
	const version = draft.version + 1;
	const waiting = { ...draft, clashes: draft.clashes.filter((each) => each !== clash), version, changedAt: doing.at };
	if (choice.take) {
		waiting.answers = { ...draft.answers, [choice.question]: clash.value };
		waiting.touched = { ...draft.touched, [choice.question]: { by: clash.by, at: doing.at.toISOString(), version } };
	}
	await storeDraft(db, doing, waiting, [choice.question]);
	return waiting;
}
