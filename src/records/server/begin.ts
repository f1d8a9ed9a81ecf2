// SPDX-License-Identifier: Apache-2.0
// Begins a record: gives it its permanent identifier and an empty draft.
import type { Answers } from '#forms/form.ts';
import { allQuestions } from '#forms/form.ts';
import { isEmpty } from '#forms/kind.ts';
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import type { Writing } from '#platform/server/database.ts';
import { sql } from 'kysely';
import { identifier, identifierPrefix } from '../record.ts';
import { trainingPrefix } from '../training.ts';
import type { OwnerKind } from '../type.ts';
import type { Doing } from './doing.ts';
import { recordMove } from './log-move.ts';
import { begunDraft } from './write-draft.ts';

export interface Beginning {
	type: string;
	ownerKind: OwnerKind;
	/** Party key or organisation id. */
	owner: string;
	/** Letters for the identifier: ISO alpha-2 of a Party, capitals of an organisation. */
	ownerCode: string;
	/** Answers that are known already; among them those that only the beginning can give. */
	answers?: Answers;
	/** An earlier version of the form, which the draft then stays with: a report of an earlier cycle. */
	formVersion?: string;
	demo?: boolean;
	/** Something to practise on, which can never leave: see records/training.ts. */
	training?: boolean;
}

export async function begin(db: Writing, doing: Doing, beginning: Beginning): Promise<{ id: string } | Refusal> {
	const definition = doing.definitions.current(beginning.type);
	const form = doing.definitions.form(beginning.type, beginning.formVersion);
	if (!form || !definition?.type.submitters.includes(beginning.ownerKind)) return refuse('not-found');
	if (!may(doing.by, 'record.begin', beginning)) return refuse('not-allowed');
	const asked = allQuestions(form);
	if (asked.some(({ id, given }) => given === 'beginning' && isEmpty(beginning.answers?.[id]))) return refuse('beginning-missing');
	const prefix = (beginning.training ? trainingPrefix : identifierPrefix)(definition.type.prefix, beginning.ownerCode);
	const { last } = await db
		.insertInto('records.counters')
		.values({ prefix, last: 1 })
		.onConflict((conflict) => conflict.column('prefix').doUpdateSet({ last: sql`counters.last + 1` }))
		.returning('last')
		.executeTakeFirstOrThrow();
	const id = identifier(prefix, last);
	const given = asked.filter((question) => question.given === 'owner');
	// What is said beside findings has its own act.
	const said = Object.fromEntries(
		Object.entries(beginning.answers ?? {}).filter(([id]) => asked.find((question) => question.id === id)?.given !== 'explanations')
	);
	const answers: Answers = { ...said, ...Object.fromEntries(given.map((question) => [question.id, beginning.owner])) };
	const record = db.insertInto('records.records').values({
		id,
		type: beginning.type,
		owner_kind: beginning.ownerKind,
		owner: beginning.owner,
		stage: 'draft',
		state: 'unpublished',
		visibility: definition.type.visibility,
		demo: beginning.demo ?? false,
		keeps_version: beginning.formVersion !== undefined,
		created_by: doing.by.id,
		created_at: doing.at,
		changed_at: doing.at
	});
	const draft = { recordId: id, formVersion: form.version, answers, version: 0, baseRevision: null, changedAt: doing.at };
	await recordMove(
		db,
		doing,
		{ id, stage: null, state: null },
		{ move: 'begin', event: 'begun', toStage: 'draft', toState: 'unpublished' },
		{ record, ...begunDraft(db, draft, doing) }
	);
	return { id };
}
