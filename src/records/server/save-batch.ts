// SPDX-License-Identifier: Apache-2.0
// Saves many answers that were begun at different versions of a draft, as a device that was without a line brings them, in one transaction. Sent
// again because the reply was lost, it changes nothing that has arrived. Which came first is told by versions alone, never by a device's clock.
import { canonical } from '#forms/comparison.ts';
import { carryAlong } from '#forms/designed.ts';
import type { Answers } from '#forms/form.ts';
import { may } from '#people/may.ts';
import { isRefusal, type Refusal, refuse } from '#people/refusal.ts';
import { json, reading, type Writing } from '#platform/server/database.ts';
import { merge } from '../merging.ts';
import { type Dropped, formBefore } from './carry-drafts.ts';
import type { Doing } from './doing.ts';
import { type Draft, lockDraft } from './records.ts';
import { type SavedDraft, saveInto } from './save-answers.ts';

export interface Batch {
	record: string;
	/** Answers with the version of the draft from which each was begun. */
	parts: { version: number; answers: Answers }[];
	/** Answers of the same sender that wait as clashes and are gone on with. */
	over?: Answers;
	/** It was sent before, and nobody knows whether it arrived. */
	again: boolean;
}

export interface SavedBatch extends SavedDraft {
	/** The form came in a new version meanwhile: the answers were carried to it, and the sender's pages ask the old one. */
	renewed: boolean;
}

export async function saveBatch(db: Writing, doing: Doing, { record, parts, over, again }: Batch): Promise<SavedBatch | Refusal> {
	const locked = await lockDraft(db, record);
	if (!locked || !may(doing.by, 'draft.read', locked.record)) return refuse('not-found');
	const { draft } = locked;
	if (!may(doing.by, 'draft.edit', locked.record)) return refuse('not-allowed');
	if (!draft || !parts.length) return refuse(draft ? 'not-valid' : 'stage-does-not-fit');
	const least = Math.min(...parts.map(({ version }) => version));
	let renewed = false;
	let last: SavedDraft | undefined;
	const stored: Answers = {};
	for (const part of parts.toSorted((a, b) => a.version - b.version)) {
		const before = await formBefore(reading(db), doing.definitions, draft, locked.record.type, part.version);
		const answers = before ? await carried(db, doing, locked.record.type, draft, before.version, part) : part.answers;
		renewed ||= before !== undefined;
		const fresh = again ? await notArrived(db, doing.by.id, record, part.version, answers) : answers;
		const saved = await saveInto(
			db,
			doing,
			{ record: locked.record, draft: last?.draft ?? draft },
			{ record, version: part.version, answers: fresh, over }
		);
		if (isRefusal(saved)) return saved;
		last = saved;
		Object.assign(stored, part.answers);
	}
	const saved = last as SavedDraft;
	// What others changed since the oldest answer was begun, and what was sent where another answer stands.
	const changed = Object.entries(saved.draft.touched)
		.filter(([, touch]) => touch.version > least)
		.map(([question]) => question);
	const others = Object.fromEntries(
		[...new Set([...changed, ...Object.keys(stored)])]
			.map((question) => [question, saved.draft.answers[question] ?? null] as const)
			.filter(([question, answer]) => !(question in stored && canonical(answer) === canonical(stored[question])))
	);
	return { ...saved, record: locked.record, others, renewed };
}

/** Answers to an older version of the form, as the newer one asks; what has no place in it is listed where the draft's own is, so that nothing falls away. */
async function carried(
	db: Writing,
	doing: Doing,
	type: string,
	draft: Draft,
	before: string,
	{ version, answers }: { version: number; answers: Answers }
): Promise<Answers> {
	const form = doing.definitions.form(type, draft.formVersion);
	if (!form) return answers;
	const { answers: fitting, dropped } = carryAlong(form, before, answers, (name) => doing.definitions.form(type, name));
	const said = Object.entries(dropped).filter(([, answer]) => answer !== null);
	if (said.length === 0) return fitting;
	const row = await db
		.selectFrom('records.carried_drafts')
		.select(['seq', 'dropped'])
		.where('record_id', '=', draft.recordId)
		.where('draft_version', '>', version)
		.orderBy('seq')
		.limit(1)
		.executeTakeFirstOrThrow();
	const listed = row.dropped as unknown as Dropped[];
	const added = said
		.map(([question, answer]) => ({ question, answer }))
		.filter((each) => !listed.some((other) => canonical({ ...other }) === canonical({ ...each })));
	if (added.length)
		await db
			.updateTable('records.carried_drafts')
			.set({ dropped: json([...listed, ...added]) })
			.where('seq', '=', row.seq)
			.execute();
	return fitting;
}

/**
 * The answers without those that this person has already stored since the version that they were begun from, as the history shows. What others made of
 * them after that was done knowingly, and is no clash.
 */
async function notArrived(db: Writing, by: string, record: string, version: number, answers: Answers): Promise<Answers> {
	const questions = Object.keys(answers);
	if (questions.length === 0) return answers;
	const rows = await db
		.selectFrom('records.answer_changes')
		.select(['question', 'version', 'value', 'changed_by'])
		.where('record_id', '=', record)
		.where('question', 'in', questions)
		.orderBy('version')
		.execute();
	const arrived = (question: string) => {
		const history = rows.filter((row) => row.question === question);
		const base = history.findLast((row) => row.version <= version)?.value ?? null;
		return history.some((row) => {
			if (row.version <= version || row.changed_by !== by) return false;
			const joined = merge(base as never, (row.value ?? null) as never, answers[question] ?? null);
			return !joined.clash && canonical(joined.value) === canonical((row.value ?? null) as never);
		});
	};
	return Object.fromEntries(Object.entries(answers).filter(([question]) => !arrived(question)));
}
