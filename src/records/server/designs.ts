// SPDX-License-Identifier: Apache-2.0
// Where designs of forms and their history are kept: reading and holding. What a design may become stands in #forms/designing.ts.
import { sql } from 'kysely';
import type { ChangeName } from '#forms/designing.ts';
import type { Form } from '#forms/form.ts';
import type { Reading, Writing } from '#platform/server/database.ts';
import type { RecordType } from '../type.ts';

export interface StoredDesign {
	formId: string;
	baseVersion: string;
	form: Form;
	/** It corrects the words of its base version in place: nothing but words and what is said of their source may change. */
	corrects: boolean;
	edition: number;
	begunBy: string;
	begunAt: Date;
	changedBy: string;
	changedAt: Date;
}

const columns = ['form_id', 'base_version', 'form', 'corrects', 'edition', 'begun_by', 'begun_at', 'changed_by', 'changed_at'] as const;

interface Row {
	form_id: string;
	base_version: string;
	form: unknown;
	corrects: boolean;
	edition: number;
	begun_by: string;
	begun_at: Date;
	changed_by: string;
	changed_at: Date;
}
const designFromRow = (row: Row): StoredDesign => ({
	formId: row.form_id,
	baseVersion: row.base_version,
	form: row.form as Form,
	corrects: row.corrects,
	edition: row.edition,
	begunBy: row.begun_by,
	begunAt: row.begun_at,
	changedBy: row.changed_by,
	changedAt: row.changed_at
});

export async function designOf(db: Reading, formId: string): Promise<StoredDesign | undefined> {
	const row = await db.selectFrom('forms.designs').select(columns).where('form_id', '=', formId).executeTakeFirst();
	return row && designFromRow(row);
}

export async function allDesigns(db: Reading): Promise<StoredDesign[]> {
	return (await db.selectFrom('forms.designs').select(columns).execute()).map(designFromRow);
}

/** The design, held until the transaction ends, so that two changes follow one another. */
export async function designForEdit(db: Writing, formId: string): Promise<StoredDesign | undefined> {
	const row = await db.selectFrom('forms.designs').select(columns).where('form_id', '=', formId).forUpdate().executeTakeFirst();
	return row && designFromRow(row);
}

/** The version in use with its record type and place, held likewise. */
export async function currentForEdit(db: Writing, formId: string): Promise<{ form: Form; type: RecordType; position: number } | undefined> {
	const row = await db
		.selectFrom('forms.definitions')
		.select(['form', 'type', 'position'])
		.where('id', '=', formId)
		.where('current', '=', true)
		.forUpdate()
		.executeTakeFirst();
	return row && { form: row.form as Form, type: row.type as RecordType, position: row.position };
}

/** One version, in use or not, held likewise. */
export async function versionForEdit(db: Writing, formId: string, version: string): Promise<Form | undefined> {
	const row = await db
		.selectFrom('forms.definitions')
		.select('form')
		.where('id', '=', formId)
		.where('version', '=', version)
		.forUpdate()
		.executeTakeFirst();
	return row?.form as Form | undefined;
}

/** Question ids that a record type relies on: columns of its register, the other Party. They can be reworded, not renamed or taken away. */
export const heldBy = (type: RecordType): string[] => [...(type.register?.columns ?? []), ...(type.otherParty ? [type.otherParty] : [])];

export interface DesignEvent {
	act: 'begin' | 'change' | 'discard' | 'publish';
	/** What was changed, for act `change`. */
	changes: { do: ChangeName; [detail: string]: unknown }[];
	version: string;
	by: string;
	at: Date;
}

/** What was done to the designs of a form, newest first. */
export async function designHistory(db: Reading, formId: string, limit = 200): Promise<DesignEvent[]> {
	const rows = await db
		.selectFrom('forms.design_changes')
		.select(['act', 'changes', 'version', 'changed_by', 'changed_at'])
		.where('form_id', '=', formId)
		.orderBy('seq', 'desc')
		.limit(limit)
		.execute();
	return rows.map((row) => ({
		act: row.act as DesignEvent['act'],
		changes: row.act === 'change' ? (row.changes as DesignEvent['changes']) : [],
		version: row.version,
		by: row.changed_by,
		at: row.changed_at
	}));
}

/** Who changed each form last, in a design or by publishing it. */
export async function lastChanges(db: Reading): Promise<Map<string, { by: string; at: Date }>> {
	const rows = await db
		.selectFrom('forms.design_changes')
		.distinctOn('form_id')
		.select(['form_id', 'changed_by', 'changed_at'])
		.orderBy('form_id')
		.orderBy('seq', 'desc')
		.execute();
	return new Map(rows.map((row) => [row.form_id, { by: row.changed_by, at: row.changed_at }]));
}

export interface VersionInUse {
	version: string;
	current: boolean;
	publishedAt: Date;
	/** Came with the platform, and was not made here. */
	seeded: boolean;
	/** Drafts and revisions that answer it. */
	drafts: number;
	revisions: number;
}

/** All versions of a form, newest first, with how much answers them. */
export async function versionsOf(db: Reading, formId: string): Promise<VersionInUse[]> {
	const { rows } = await sql<{ version: string; current: boolean; published_at: Date; seeded: boolean; drafts: number; revisions: number }>`
		select definition.version, definition.current, definition.published_at, definition.seeded_sha256 is not null as seeded,
			(select count(*) from records.drafts as draft join records.records as record on record.id = draft.record_id
				where record.type = definition.id and draft.form_version = definition.version and record.id not like 'TRAINING-%') as drafts,
			(select count(*) from records.revisions as revision join records.records as record on record.id = revision.record_id
				where record.type = definition.id and revision.form_version = definition.version) as revisions
		from forms.definitions as definition
		where definition.id = ${formId}
		order by definition.current desc, definition.published_at desc, definition.version desc`.execute(db as never);
	return rows.map((row) => ({
		version: row.version,
		current: row.current,
		publishedAt: row.published_at,
		seeded: row.seeded,
		drafts: Number(row.drafts),
		revisions: Number(row.revisions)
	}));
}

/** How many drafts a publication would carry, and how many of them hold an answer to each of these questions. */
export async function draftsThatFollow(db: Reading, formId: string, questions: string[]): Promise<{ drafts: number; holding: Map<string, number> }> {
	const { rows } = await sql<{ question: string | null; drafts: number }>`
		with following as (
			select draft.answers from records.whole_drafts as draft join records.records as record on record.id = draft.record_id
			where record.type = ${formId} and record.id not like 'TRAINING-%'
		)
		select null as question, count(*) as drafts from following
		union all
		select question, count(*) from following, unnest(${questions}::text[]) as question where following.answers ? question group by question`.execute(
		db as never
	);
	return {
		drafts: Number(rows.find((row) => row.question === null)?.drafts ?? 0),
		holding: new Map(rows.flatMap((row) => (row.question === null ? [] : [[row.question, Number(row.drafts)]])))
	};
}
