// SPDX-License-Identifier: Apache-2.0
// Publishes what a Party reported before this platform was there, as the secretariat digitised it: a record, or the next revision of one that came so.
// Nobody submits it here, so the history knows no submission and there is no receipt; every copy says how it came in.
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { allQuestions, type Answers, type Form } from '#forms/form.ts';
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { json, type Writing } from '#platform/server/database.ts';
import { type Digitised, identifier, identifierPrefix } from '../record.ts';
import { seal } from '../seal.ts';
import type { Doing } from './doing.ts';
import { recordMove } from './log-move.ts';
import { envelope } from './records.ts';
import { languagesIn } from './submit.ts';

export interface Digitising {
	/** The record that gets a new revision; null makes one. */
	record: string | null;
	party: { id: string; iso2: string };
	form: Form;
	/** Relevant answers, judged already. */
	answers: Answers;
	digitised: Digitised;
}

export async function digitise(db: Writing, doing: Doing, asked: Digitising): Promise<{ id: string; number: number } | Refusal> {
	const { form, party, answers, digitised } = asked;
	if (!may(doing.by, 'report.digitise', { ownerKind: 'party', owner: party.id })) return refuse('not-allowed');
	const type = doing.definitions.type(form.id);
	if (!type || type.visibility !== 'public') return refuse('not-found');
	const foreign = Object.keys(answers).some((id) => !allQuestions(form).some((question) => question.id === id));
	if (foreign) return refuse('form-renewed');
	const id = asked.record ?? (await begun(db, doing, asked, type.prefix, type.visibility));
	const row = await db.selectFrom('records.records').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
	const record = row && envelope(row);
	if (!record || record.type !== form.id || record.owner !== party.id) return refuse('not-found');
	// Only what stands published and untouched, or was begun a moment ago.
	if (asked.record !== null && (record.stage !== 'done' || record.state !== 'published')) return refuse('stage-does-not-fit');
	const last = await db
		.selectFrom('records.revisions')
		.select(['number', 'sha256', 'digitised'])
		.where('record_id', '=', id)
		.orderBy('number', 'desc')
		.limit(1)
		.executeTakeFirst();
	if (last && last.digitised === null) return refuse('stage-does-not-fit');
	const number = (last?.number ?? 0) + 1;
	// Where the day is not known, the column holds the day on which it was taken in; whoever shows it asks the mark first.
	const submittedAt = digitised.submitted ? new Date(`${digitised.submitted}T00:00:00.000Z`) : doing.at;
	const salt = randomBytes(16).toString('hex');
	const previous = last?.sha256 ?? null;
	const sealed = { record: id, number, form: form.id, formVersion: form.version, answers, submittedAt: submittedAt.toISOString(), salt, previous };
	const revision = db.insertInto('records.revisions').values({
		record_id: id,
		number,
		form_version: form.version,
		answers: json(answers),
		languages: languagesIn(form, answers),
		submitted_by: doing.by.id,
		submitted_at: submittedAt,
		published_at: doing.at,
		digitised: json({ ...digitised }),
		salt,
		previous_sha256: previous,
		sha256: seal(sealed)
	});
	await recordMove(
		db,
		doing,
		record,
		{ move: 'publish', event: 'published', toStage: 'done', toState: 'published', published: number, revision: number, details: { digitised } },
		{ revision }
	);
	return { id, number };
}

async function begun(db: Writing, doing: Doing, { party, form, digitised }: Digitising, prefix: string, visibility: string): Promise<string> {
	const letters = identifierPrefix(prefix, party.iso2);
	const { last } = await db
		.insertInto('records.counters')
		.values({ prefix: letters, last: 1 })
		.onConflict((conflict) => conflict.column('prefix').doUpdateSet({ last: sql`counters.last + 1` }))
		.returning('last')
		.executeTakeFirstOrThrow();
	const id = identifier(letters, last);
	const record = db.insertInto('records.records').values({
		id,
		type: form.id,
		owner_kind: 'party',
		owner: party.id,
		stage: 'draft',
		state: 'unpublished',
		visibility,
		keeps_version: true,
		created_by: doing.by.id,
		created_at: doing.at,
		changed_at: doing.at
	});
	const move = { move: 'begin', event: 'begun', toStage: 'draft', toState: 'unpublished', details: { digitised } };
	await recordMove(db, doing, { id, stage: null, state: null }, move, { record });
	return id;
}
