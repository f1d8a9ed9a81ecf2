// SPDX-License-Identifier: Apache-2.0
// Submits a draft: checks it whole, and makes of its relevant answers an immutable, numbered, sealed revision.
import { randomBytes } from 'node:crypto';
import { check } from '#forms/check.ts';
import { relevantAnswers } from '#forms/condition.ts';
import { allQuestions, type Answers, type Form } from '#forms/form.ts';
import { kindOf } from '#forms/kinds.ts';
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { isAdmitted } from '#people/server/organisations.ts';
import { json, reading, type Writing } from '#platform/server/database.ts';
import { isLanguage } from '#text/languages.ts';
import { fits } from '../move.ts';
import { seal } from '../seal.ts';
import type { Doing } from './doing.ts';
import { knownFor } from './known.ts';
import { recordMove } from './log-move.ts';
import { lockDraft } from './records.ts';

/** Languages that the texts and files of a record are in. */
export function languagesIn(form: Form, answers: Answers): string[] {
	const found = new Set<string>();
	for (const question of allQuestions(form)) {
		const answer = answers[question.id];
		if (answer === undefined || answer === null) continue;
		for (const text of kindOf(question).texts(answer)) if (text.language) found.add(text.language);
		for (const part of [answer].flat()) {
			if (question.kind === 'attachment' && typeof part === 'object' && part !== null && 'language' in part && isLanguage(part.language))
				found.add(part.language);
			if (question.kind === 'language' && isLanguage(part)) found.add(part);
		}
	}
	return [...found].sort();
}

export async function submit(db: Writing, doing: Doing, recordId: string): Promise<{ number: number; sha256: string } | Refusal> {
	const locked = await lockDraft(db, recordId);
	if (!locked || !may(doing.by, 'draft.read', locked.record)) return refuse('not-found');
	const { record, draft } = locked;
	if (!may(doing.by, 'record.submit', record)) return refuse('not-allowed');
	if (record.ownerKind === 'organisation' && !(await isAdmitted(reading(db), record.owner))) return refuse('not-admitted');
	if (!draft || !fits('submit', record)) return refuse('stage-does-not-fit');
	if (draft.clashes.length) return refuse('clashes-open', { count: draft.clashes.length });
	const form = doing.definitions.form(record.type, draft.formVersion) as Form;
	const findings = check(form, draft.answers, await knownFor(reading(db), doing.convention, form, recordId, draft.answers, doing.at));
	if (findings.some((found) => found.severity === 'error')) return { refusal: 'has-errors', findings };
	const answers = relevantAnswers(form, draft.answers);
	const before = await db
		.selectFrom('records.revisions')
		.select(['number', 'sha256'])
		.where('record_id', '=', recordId)
		.orderBy('number', 'desc')
		.limit(1)
		.executeTakeFirst();
	const number = (before?.number ?? 0) + 1;
	const previous = before?.sha256 ?? null;
	const salt = randomBytes(16).toString('hex');
	const sha256 = seal({
		record: recordId,
		number,
		form: record.type,
		formVersion: form.version,
		answers,
		submittedAt: doing.at.toISOString(),
		salt,
		previous
	});
	const revision = db.insertInto('records.revisions').values({
		record_id: recordId,
		number,
		form_version: form.version,
		answers: json(answers),
		languages: languagesIn(form, answers),
		submitted_by: doing.by.id,
		submitted_at: doing.at,
		salt,
		previous_sha256: previous,
		sha256
	});
	await recordMove(
		db,
		doing,
		record,
		{ move: 'submit', event: 'submitted', toStage: 'submitted', toState: record.state, revision: number },
		{ revision }
	);
	return { number, sha256 };
}
