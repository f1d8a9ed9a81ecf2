// SPDX-License-Identifier: Apache-2.0
// Takes a suggestion into the draft as it stands or as the editor changed it, or declines it with a word. It is saved like any answer, and clashes
// like any: who had the older answer before them overwrites nothing unseen.
import type { Json } from '#forms/form.ts';
import { questionOf } from '#forms/form.ts';
import { may } from '#people/may.ts';
import { isRefusal, type Refusal, refuse } from '#people/refusal.ts';
import type { Writing } from '#platform/server/database.ts';
import { lockDraft } from '#records/server/records.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { carriedSuggestion, type Decision } from '../suggestion.ts';
import type { Sharing } from './doing.ts';
import { logSharing } from './log-sharing.ts';
import { holdSuggestion } from './suggestions.ts';

export interface Deciding {
	record: string;
	suggestion: string;
	/** Version of the draft that the editor had before them. */
	version: number;
	decision: Decision;
	/** change: the answer in the editor's words. */
	answer?: Json;
	word: string;
}

const longestWord = 4000;

export async function decideSuggestion(db: Writing, doing: Sharing, deciding: Deciding): Promise<{ question: string; clashes: boolean } | Refusal> {
	const locked = await lockDraft(db, deciding.record);
	if (!locked || !may(doing.by, 'draft.edit', locked.record)) return refuse('not-found');
	const { record, draft } = locked;
	if (!draft || (record.stage !== 'draft' && record.stage !== 'returned')) return refuse('stage-does-not-fit');
	const suggestion = await holdSuggestion(db, deciding.suggestion);
	if (!suggestion || suggestion.record !== record.id) return refuse('not-found');
	if (suggestion.state !== 'open') return refuse('changed-meanwhile');
	const word = deciding.word.trim();
	if (word.length > longestWord) return refuse('too-large', { limit: longestWord });
	const decided = { word, decided_by: doing.by.id, decided_at: doing.at };
	const log = { record: record.id, subject: suggestion.id, by: doing.by.id, at: doing.at };
	if (deciding.decision === 'decline') {
		if (!word) return refuse('reason-missing');
		await db
			.updateTable('sharing.suggestions')
			.set({ ...decided, state: 'declined' })
			.where('id', '=', suggestion.id)
			.execute();
		await logSharing(db, 'suggestion-declined', log);
		await doing.tell(db, { letter: 'declined', suggestion: suggestion.id });
		return { question: suggestion.question, clashes: false };
	}
	const form = doing.definitions.form(record.type, draft.formVersion);
	const carried = form && carriedSuggestion(form, suggestion, (version) => doing.definitions.form(record.type, version));
	if (!form || !carried || !questionOf(form, carried.question)) return refuse('question-gone');
	const { question } = carried;
	const answer = deciding.decision === 'change' ? (deciding.answer ?? null) : carried.value;
	const saved = await saveAnswers(db, doing, {
		record: record.id,
		version: deciding.version,
		answers: { [question]: answer },
		from: { [question]: { kind: 'suggestion', id: suggestion.id } }
	});
	if (isRefusal(saved)) return saved;
	const state = deciding.decision === 'change' ? 'changed' : 'accepted';
	await db
		.updateTable('sharing.suggestions')
		.set({ ...decided, state, draft_version: saved.draft.version })
		.where('id', '=', suggestion.id)
		.execute();
	await logSharing(db, `suggestion-${state}`, log);
	return { question, clashes: saved.clashes.some((clash) => clash.question === question) };
}
