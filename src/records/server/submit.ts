// SPDX-License-Identifier: Apache-2.0
// Submits a draft: checks it whole, and makes of its relevant answers an immutable, numbered, sealed revision. It then waits for the secretariat;
// what one Party says to another is sent to that Party at once.
import { randomBytes } from 'node:crypto';
import { relevantAnswers } from '#forms/condition.ts';
import { allQuestions, type Answers, type Form } from '#forms/form.ts';
import { kindOf } from '#forms/kinds.ts';
import { may } from '#people/may.ts';
import { isRefusal, type Refusal, refuse } from '#people/refusal.ts';
import { isAdmitted } from '#people/server/organisations.ts';
import { json, reading, type Writing } from '#platform/server/database.ts';
import { isLanguage } from '#text/languages.ts';
import { fitting } from '../move.ts';
import type { RecordEnvelope } from '../record.ts';
import { seal } from '../seal.ts';
import { isTraining } from '../training.ts';
import type { RecordType } from '../type.ts';
import type { Doing } from './doing.ts';
import { judge } from './judge.ts';
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

/** `seen`: the version of the draft that somebody looked at last; another one is not submitted in its place. */
export async function submit(db: Writing, doing: Doing, recordId: string, seen?: number): Promise<{ number: number; sha256: string } | Refusal> {
	const locked = await lockDraft(db, recordId);
	if (!locked || !may(doing.by, 'draft.read', locked.record)) return refuse('not-found');
	const { record, draft } = locked;
	if (!may(doing.by, 'record.submit', record)) return refuse('not-allowed');
	if (record.ownerKind === 'organisation' && !(await isAdmitted(reading(db), record.owner))) return refuse('not-admitted');
	if (isTraining(record.id)) return refuse('only-training');
	const type = doing.definitions.type(record.type);
	const move = fitting('submit', record, type);
	if (!draft || !move) return refuse('stage-does-not-fit');
	if (seen !== undefined && seen !== draft.version) return refuse('changed-meanwhile');
	if (draft.clashes.length) return refuse('clashes-open', { count: draft.clashes.length });
	const { form, findings } = await judge(reading(db), doing, record, draft, doing.at);
	if (findings.some((found) => found.severity === 'error')) return { refusal: 'has-errors', findings };
	const held = await doing.hold?.(reading(db), record, draft);
	if (held) return held;
	const answers = relevantAnswers(form, draft.answers);
	const sentTo = record.visibility === 'bilateral' ? otherSide(record, type, answers) : null;
	if (isRefusal(sentTo)) return sentTo;
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
		published_at: sentTo ? doing.at : null,
		salt,
		previous_sha256: previous,
		sha256
	});
	const made = {
		move: 'submit',
		event: move.event,
		toStage: move.to.stage ?? record.stage,
		toState: move.to.state ?? record.state,
		revision: number
	};
	if (!sentTo) await recordMove(db, doing, record, made, { revision });
	else {
		// What was answered to an earlier revision was not said of this one.
		const sent = { ...made, published: number, otherParty: sentTo, outcome: null, details: { otherParty: sentTo } };
		await recordMove(db, doing, record, sent, { revision, draft: db.deleteFrom('records.drafts').where('record_id', '=', recordId) });
	}
	return { number, sha256 };
}

/** The Party that a bilateral record is sent to: named by an answer, another than the owner, and the same for all revisions. */
function otherSide(record: RecordEnvelope, type: RecordType | undefined, answers: Answers): string | Refusal {
	const other = type?.otherParty ? answers[type.otherParty] : undefined;
	if (typeof other !== 'string' || other === record.owner) return refuse('other-side-own');
	if (record.otherParty !== null && record.otherParty !== other) return refuse('other-side-changed');
	return other;
}
