// SPDX-License-Identifier: Apache-2.0
// Where drafts are kept: writing. An answer is a row of its own, so that a save costs what was changed and not what the draft holds.
import { sql } from 'kysely';
import type { Answers } from '#forms/form.ts';
import { afterCommit, json, type Writing } from '#platform/server/database.ts';
import type { Doing } from './doing.ts';
import { keepDraft } from './kept-drafts.ts';
import type { Besides } from './log-move.ts';
import type { Draft } from './records.ts';

/** The writes that begin a draft, for the statement of the move that begins it. */
export function begunDraft(db: Writing, draft: Omit<Draft, 'touched' | 'clashes'>, doing: Pick<Doing, 'by' | 'at'>): Besides {
	const { recordId, version, answers } = draft;
	const rows = Object.entries(answers).map(([question, value]) => ({ record_id: recordId, question, value: json(value) }));
	afterCommit(db, () => keepDraft({ ...draft, touched: {}, clashes: [] }));
	return {
		draft: db.insertInto('records.drafts').values({
			record_id: recordId,
			form_version: draft.formVersion,
			version,
			base_revision: draft.baseRevision,
			changed_at: draft.changedAt
		}),
		...(rows.length ? { answers: db.insertInto('records.draft_answers').values(rows) } : {}),
		...remembered(db, recordId, version, answers, doing)
	};
}

/** The write that puts answers into the history of a draft: what later merges compare with. Nothing when there are none. */
function remembered(db: Writing, recordId: string, version: number, answers: Answers, doing: Pick<Doing, 'by' | 'at'>): Besides {
	const rows = Object.entries(answers).map(([question, value]) => ({
		record_id: recordId,
		version,
		question,
		value: json(value),
		changed_by: doing.by.id,
		changed_at: doing.at
	}));
	return rows.length ? { remembered: db.insertInto('records.answer_changes').values(rows) } : {};
}

/** The answers that changed, their history, the draft and the record's time of change, in one statement. */
export async function storeDraft(db: Writing, doing: Doing, draft: Draft, changed: string[]): Promise<void> {
	const { recordId, version } = draft;
	const answers = Object.fromEntries(changed.map((question) => [question, draft.answers[question] ?? null]));
	const rows = changed.map((question) => ({
		record_id: recordId,
		question,
		value: question in draft.answers ? json(draft.answers[question]) : null,
		touched: draft.touched[question] ? json(draft.touched[question]) : null
	}));
	let statement = db.with('changed', (own) => own.updateTable('records.records').set({ changed_at: draft.changedAt }).where('id', '=', recordId));
	const besides: Besides = {
		...(rows.length
			? {
					answers: db
						.insertInto('records.draft_answers')
						.values(rows)
						.onConflict((met) => met.columns(['record_id', 'question']).doUpdateSet({ value: sql`excluded.value`, touched: sql`excluded.touched` }))
				}
			: {}),
		...remembered(db, recordId, version, answers, doing)
	};
	for (const [name, write] of Object.entries(besides)) statement = statement.with(name, () => write as never) as never;
	await statement
		.updateTable('records.drafts')
		.set({ form_version: draft.formVersion, clashes: json(draft.clashes), version, changed_at: draft.changedAt })
		.where('record_id', '=', recordId)
		.execute();
	afterCommit(db, () => keepDraft(draft));
}
