// SPDX-License-Identifier: Apache-2.0
// Publishes what a source told, as a record of the secretariat's: a new one, or the next revision of one that stands. Nobody filled in a form, so the
// history knows no submission; the move says which source it was. What is being edited, or was withdrawn, is left alone.
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { check } from '#forms/check.ts';
import { relevantAnswers } from '#forms/condition.ts';
import { allQuestions, type Answers } from '#forms/form.ts';
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { json, reading, type Writing } from '#platform/server/database.ts';
import { identifier, identifierPrefix, secretariatCode } from '../record.ts';
import { seal } from '../seal.ts';
import type { Doing } from './doing.ts';
import { knownFor } from './known.ts';
import { recordMove } from './log-move.ts';
import { envelope } from './records.ts';
import { languagesIn } from './submit.ts';

export interface TakingOver {
	/** The record that gets a new revision; null makes one. */
	record: string | null;
	type: string;
	answers: Answers;
	/** What the history says of where it came from. */
	details: { [name: string]: unknown };
}

const owner = { owner_kind: 'secretariat', owner: 'secretariat' } as const;

export async function takeOver(db: Writing, doing: Doing, asked: TakingOver): Promise<{ id: string; number: number } | Refusal> {
	if (!may(doing.by, 'record.take-over', { ownerKind: 'secretariat', owner: 'secretariat' })) return refuse('not-allowed');
	const definition = doing.definitions.current(asked.type);
	if (!definition || definition.type.visibility !== 'public' || !definition.type.submitters.includes('secretariat')) return refuse('not-found');
	const { form, type } = definition;
	if (Object.keys(asked.answers).some((id) => !allQuestions(form).some((question) => question.id === id))) return refuse('form-renewed');
	const known = await knownFor(reading(db), doing.convention, form, asked.record ?? '', asked.answers, doing.at);
	const findings = check(form, asked.answers, known).filter(({ severity }) => severity === 'error');
	if (findings.length) return { refusal: 'has-errors', findings };
	const answers = relevantAnswers(form, asked.answers);
	const id = asked.record ?? (await begun(db, doing, asked, type.prefix));
	const row = await db.selectFrom('records.records').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
	const record = row && envelope(row);
	if (!record || record.type !== asked.type || record.ownerKind !== 'secretariat') return refuse('not-found');
	if (asked.record !== null && (record.stage !== 'done' || record.state !== 'published')) return refuse('stage-does-not-fit');
	const last = await db
		.selectFrom('records.revisions')
		.select(['number', 'sha256'])
		.where('record_id', '=', id)
		.orderBy('number', 'desc')
		.limit(1)
		.executeTakeFirst();
	const number = (last?.number ?? 0) + 1;
	const previous = last?.sha256 ?? null;
	const salt = randomBytes(16).toString('hex');
	const sealed = { record: id, number, form: type.id, formVersion: form.version, answers, submittedAt: doing.at.toISOString(), salt, previous };
	const revision = db.insertInto('records.revisions').values({
		record_id: id,
		number,
		form_version: form.version,
		answers: json(answers),
		languages: languagesIn(form, answers),
		submitted_by: doing.by.id,
		submitted_at: doing.at,
		published_at: doing.at,
		salt,
		previous_sha256: previous,
		sha256: seal(sealed)
	});
	await recordMove(
		db,
		doing,
		record,
		{ move: 'publish', event: 'published', toStage: 'done', toState: 'published', published: number, revision: number, details: asked.details },
		{ revision }
	);
	return { id, number };
}

async function begun(db: Writing, doing: Doing, { type, details }: TakingOver, prefix: string): Promise<string> {
	const letters = identifierPrefix(prefix, secretariatCode);
	const { last } = await db
		.insertInto('records.counters')
		.values({ prefix: letters, last: 1 })
		.onConflict((conflict) => conflict.column('prefix').doUpdateSet({ last: sql`counters.last + 1` }))
		.returning('last')
		.executeTakeFirstOrThrow();
	const id = identifier(letters, last);
	const record = db.insertInto('records.records').values({
		id,
		type,
		...owner,
		stage: 'draft',
		state: 'unpublished',
		visibility: 'public',
		created_by: doing.by.id,
		created_at: doing.at,
		changed_at: doing.at
	});
	await recordMove(
		db,
		doing,
		{ id, stage: null, state: null },
		{ move: 'begin', event: 'begun', toStage: 'draft', toState: 'unpublished', details },
		{ record }
	);
	return id;
}
