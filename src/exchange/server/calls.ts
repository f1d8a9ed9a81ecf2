// SPDX-License-Identifier: Apache-2.0
// Where calls and what answers them are found, whatever its stage. What the public sees of answers is the catalogue's.
import { sql } from 'kysely';
import type { Form } from '#forms/form.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import type { RecordEnvelope } from '#records/record.ts';
import { readRevision } from '#records/server/revisions.ts';
import type { OwnerKind } from '#records/type.ts';
import { answerTypes, type Call, callFrom, callType } from '../call.ts';

export interface PublishedCall {
	record: RecordEnvelope;
	form: Form;
	call: Call;
}

/** A call as it stands for everybody; none where it is not published, or is withdrawn. */
export async function publishedCall(db: Reading, definitions: Definitions, id: string): Promise<PublishedCall | undefined> {
	const read = await readRevision(db, definitions, null, id);
	if (!read || 'gone' in read || read.record.type !== callType || read.record.state !== 'published') return undefined;
	const call = callFrom(read.revision.answers);
	return call ? { record: read.record, form: read.form, call } : undefined;
}

export interface Answering {
	record: string;
	type: string;
	ownerKind: OwnerKind;
	owner: string;
	stage: RecordEnvelope['stage'];
	state: RecordEnvelope['state'];
	outcome: string | null;
	/** When it was handed in for the first time; null for what is still a draft. */
	submittedAt: Date | null;
}

/**
 * What answers a call, or is about to: drafts too, so this is for the desk alone. What was given up, declined or withdrawn does not stand in the way
 * of another answer and is left out. Of one owner where it is named.
 */
export async function answersTo(db: Reading, call: string, of?: { ownerKind: OwnerKind; owner: string }): Promise<Answering[]> {
	const { rows } = await sql<{
		id: string;
		type: string;
		owner_kind: OwnerKind;
		owner: string;
		stage: Answering['stage'];
		state: Answering['state'];
		outcome: string | null;
		submitted_at: Date | null;
	}>`
		select record.id, record.type, record.owner_kind, record.owner, record.stage, record.state, record.outcome, first.submitted_at
		from records.records as record
		left join records.draft_answers as draft on draft.record_id = record.id and draft.question = 'call'
		left join lateral (
			select answers from records.revisions where record_id = record.id order by number desc limit 1
		) as revision on true
		left join lateral (select min(submitted_at) as submitted_at from records.revisions where record_id = record.id) as first on true
		where record.id not like 'TRAINING-%' and record.type = any(${Object.values(answerTypes)}::text[])
			and (${of?.owner ?? null}::text is null or (record.owner_kind = ${of?.ownerKind ?? ''} and record.owner = ${of?.owner ?? ''}))
			and coalesce(draft.value #>> '{}', revision.answers ->> 'call') = ${call}
			and record.stage <> 'declined' and record.state in ('unpublished', 'published')
			and not (record.stage = 'done' and record.state = 'unpublished')
		order by first.submitted_at nulls last, record.id`.execute(db as never);
	return rows.map((row) => ({
		record: row.id,
		type: row.type,
		ownerKind: row.owner_kind,
		owner: row.owner,
		stage: row.stage,
		state: row.state,
		outcome: row.outcome,
		submittedAt: row.submitted_at
	}));
}

/** When each of these records was handed in for the first time. */
export async function firstSubmitted(db: Reading, records: readonly string[]): Promise<Map<string, Date>> {
	if (!records.length) return new Map();
	const rows = await db
		.selectFrom('records.revisions')
		.select(['record_id', (select) => select.fn.min('submitted_at').as('at')])
		.where('record_id', 'in', [...records])
		.groupBy('record_id')
		.execute();
	return new Map(rows.map((row) => [row.record_id, row.at as Date]));
}
