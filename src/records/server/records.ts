// SPDX-License-Identifier: Apache-2.0
// Where records, drafts, moves and attachments are kept: reading. Who may see what is asked by the caller; answers of
// revisions come from revisions.ts alone.
import { type Selectable, sql } from 'kysely';
import type { Answers, Json } from '#forms/form.ts';
import { type Reading, reading, type Writing } from '#platform/server/database.ts';
import type { Tables } from '#platform/server/tables.ts';
import type { Clash } from '../merging.ts';
import type { Origin, RecordEnvelope } from '../record.ts';
import { keptDraft } from './kept-drafts.ts';

type Row = Selectable<Tables['records.records']>;

export const envelope = (row: Row): RecordEnvelope => ({
	id: row.id,
	type: row.type,
	ownerKind: row.owner_kind as RecordEnvelope['ownerKind'],
	owner: row.owner,
	stage: row.stage as RecordEnvelope['stage'],
	state: row.state as RecordEnvelope['state'],
	visibility: row.visibility as RecordEnvelope['visibility'],
	otherParty: row.other_party,
	published: row.published,
	supersededBy: row.superseded_by,
	outcome: row.outcome,
	outcomeAt: row.outcome_at,
	outcomeDay: row.outcome_day,
	demo: row.demo,
	keepsVersion: row.keeps_version,
	createdAt: row.created_at,
	changedAt: row.changed_at
});

export interface LockedDraft {
	record: RecordEnvelope;
	/** Null when the record has none. */
	draft: Draft | null;
}

/**
 * A record with its draft, both locked until the transaction ends: what every act on a draft starts with. Both in one lock, so that whoever waited
 * for another save sees what that one left; the answers are read after it, or known to this process from the save that made them. Undefined when
 * there is no such record.
 */
export async function lockDraft(db: Writing, id: string): Promise<LockedDraft | undefined> {
	const row = await db
		.selectFrom('records.records as record')
		.innerJoin('records.drafts as draft', 'draft.record_id', 'record.id')
		.selectAll('record')
		.select(['draft.version', 'draft.changed_at as saved_at'])
		.where('record.id', '=', id)
		.forUpdate(['record', 'draft'])
		.executeTakeFirst();
	if (row) return { record: envelope(row), draft: keptDraft(id, row.version, row.saved_at) ?? (await draftOf(reading(db), id)) ?? null };
	const alone = await db.selectFrom('records.records').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
	return alone && { record: envelope(alone), draft: null };
}

export async function findRecord(db: Reading, id: string): Promise<RecordEnvelope | undefined> {
	const row = await db.selectFrom('records.records').selectAll().where('id', '=', id).executeTakeFirst();
	return row && envelope(row);
}

/** What waits for its owner, however old, then the rest, newest change first: so much as a desk can need. */
export async function recordsOf(db: Reading, ownerKind: string, owner: string, type?: string): Promise<RecordEnvelope[]> {
	const rows = await db
		.selectFrom('records.records')
		.selectAll()
		.where('owner_kind', '=', ownerKind)
		.where('owner', '=', owner)
		.$if(type !== undefined, (query) => query.where('type', '=', type as string))
		.orderBy(sql`stage in ('draft', 'returned', 'submitted')`, 'desc')
		.orderBy('changed_at', 'desc')
		.limit(500)
		.execute();
	return rows.map(envelope);
}

/** What stands published of one owner for everybody, newest change first, a page of it, and how many there are. */
export async function publishedOf(
	db: Reading,
	ownerKind: string,
	owner: string,
	{ page, perPage }: { page: number; perPage: number }
): Promise<{ records: RecordEnvelope[]; total: number; page: number }> {
	const all = db
		.selectFrom('records.records')
		.where('owner_kind', '=', ownerKind)
		.where('owner', '=', owner)
		.where('state', '=', 'published')
		.where('stage', '=', 'done')
		.where('visibility', '=', 'public');
	const { count } = await all.select((select) => select.fn.countAll<string>().as('count')).executeTakeFirstOrThrow();
	const total = Number(count);
	const there = Math.max(1, Math.min(page, Math.ceil(total / perPage)));
	const rows = await all
		.selectAll()
		.orderBy('changed_at', 'desc')
		.orderBy('id')
		.limit(perPage)
		.offset((there - 1) * perPage)
		.execute();
	return { records: rows.map(envelope), total, page: there };
}

/** What other Parties sent to this one, newest change first. */
export async function receivedBy(db: Reading, party: string): Promise<RecordEnvelope[]> {
	const rows = await db
		.selectFrom('records.records')
		.selectAll()
		.where('other_party', '=', party)
		.where('visibility', '=', 'bilateral')
		.where('state', '!=', 'unpublished')
		.orderBy('changed_at', 'desc')
		.limit(500)
		.execute();
	return rows.map(envelope);
}

/** When the revision that stands was published or sent: where a clock for an answer begins. */
export async function standingSince(db: Reading, recordIds: string[]): Promise<Map<string, Date>> {
	if (recordIds.length === 0) return new Map();
	const rows = await db
		.selectFrom('records.revisions')
		.select(['record_id', (select) => select.fn.max('published_at').as('at')])
		.where('record_id', 'in', recordIds)
		.groupBy('record_id')
		.execute();
	return new Map(rows.flatMap((row) => (row.at ? [[row.record_id, row.at as Date]] : [])));
}

/** What waits for the secretariat, longest waiting first. */
export async function waitingRecords(db: Reading): Promise<(RecordEnvelope & { submittedAt: Date; revision: number })[]> {
	const rows = await db
		.selectFrom('records.records as record')
		.innerJoin('records.revisions as revision', 'revision.record_id', 'record.id')
		.selectAll('record')
		.select(['revision.submitted_at', 'revision.number'])
		.where('record.stage', '=', 'submitted')
		.where('record.visibility', '!=', 'bilateral')
		.where((where) =>
			where(
				'revision.number',
				'=',
				where
					.selectFrom('records.revisions as last')
					.select((each) => each.fn.max('last.number').as('n'))
					.whereRef('last.record_id', '=', 'record.id')
			)
		)
		.orderBy('revision.submitted_at')
		.execute();
	return rows.map((row) => ({ ...envelope(row), submittedAt: row.submitted_at, revision: row.number }));
}

export interface Draft {
	recordId: string;
	formVersion: string;
	answers: Answers;
	touched: { [question: string]: { by: string; at: string; version: number; from?: Origin } };
	clashes: Clash[];
	version: number;
	baseRevision: number | null;
	changedAt: Date;
}

export async function draftOf(db: Reading, recordId: string): Promise<Draft | undefined> {
	const row = await db.selectFrom('records.whole_drafts').selectAll().where('record_id', '=', recordId).executeTakeFirst();
	return row && draftFrom(row);
}

export const draftFrom = (row: Selectable<Tables['records.whole_drafts']>): Draft => ({
	recordId: row.record_id as string,
	formVersion: row.form_version as string,
	answers: row.answers as Answers,
	touched: row.touched as Draft['touched'],
	clashes: row.clashes as Clash[],
	version: row.version as number,
	baseRevision: row.base_revision,
	changedAt: row.changed_at as Date
});

/** The drafts of several records at once, for a desk that shows how far each is. */
export async function draftsOf(db: Reading, recordIds: string[]): Promise<Map<string, Draft>> {
	if (recordIds.length === 0) return new Map();
	const rows = await db.selectFrom('records.whole_drafts').selectAll().where('record_id', 'in', recordIds).execute();
	return new Map(rows.map((row) => [row.record_id as string, draftFrom(row)]));
}

/** The answers of a draft as they stood at a version: what a merge starts from. */
export async function answersAt(db: Reading, recordId: string, version: number, questions: string[]): Promise<Answers> {
	if (questions.length === 0) return {};
	const rows = await db
		.selectFrom('records.answer_changes')
		.distinctOn('question')
		.select(['question', 'value'])
		.where('record_id', '=', recordId)
		.where('version', '<=', version)
		.where('question', 'in', questions)
		.orderBy('question')
		.orderBy('version', 'desc')
		.execute();
	return Object.fromEntries(rows.map((row) => [row.question, row.value as Json]));
}

export interface MoveMade {
	seq: number;
	move: string;
	toStage: string;
	toState: string;
	revision: number | null;
	reason: string | null;
	checklist: string[] | null;
	/** Of decide: what was decided, and on which day where one was named. */
	outcome: string | null;
	outcomeDay: string | null;
	by: string;
	at: Date;
}

/** The history of a record, oldest first. Names of people are added by those who may see them. */
export async function movesOf(db: Reading, recordId: string): Promise<MoveMade[]> {
	const rows = await db.selectFrom('records.moves').selectAll().where('record_id', '=', recordId).orderBy('seq').execute();
	return rows.map(moveFrom);
}

const moveFrom = (row: Selectable<Tables['records.moves']>): MoveMade => ({
	seq: row.seq,
	move: row.move,
	toStage: row.to_stage,
	toState: row.to_state,
	revision: row.revision,
	reason: row.reason,
	checklist: row.checklist as string[] | null,
	outcome: detailOf(row, 'outcome'),
	outcomeDay: detailOf(row, 'day'),
	by: row.moved_by,
	at: row.moved_at
});

const detailOf = (row: { details: unknown }, name: string): string | null => (row.details as { [name: string]: string | undefined })[name] ?? null;

/** A move as `to_jsonb` gives it, in which times are text. */
export type MoveAsJson = Omit<Selectable<Tables['records.moves']>, 'moved_at'> & { moved_at: string };

export const moveFromJson = (row: MoveAsJson): MoveMade => moveFrom({ ...row, moved_at: new Date(row.moved_at) });

/** The last reason that the secretariat gave for a return, with its day. */
export async function lastReturn(db: Reading, recordIds: string[]): Promise<Map<string, { reason: string; at: Date }>> {
	if (recordIds.length === 0) return new Map();
	const rows = await db
		.selectFrom('records.moves')
		.distinctOn('record_id')
		.select(['record_id', 'reason', 'moved_at'])
		.where('record_id', 'in', recordIds)
		.where('move', 'in', ['return', 'decline'])
		.orderBy('record_id')
		.orderBy('seq', 'desc')
		.execute();
	return new Map(rows.map((row) => [row.record_id, { reason: row.reason ?? '', at: row.moved_at }]));
}

export interface Attached {
	sha256: string;
	name: string;
	mediaType: string;
	size: number;
	at: Date;
}

export async function filesOf(db: Reading, recordId: string): Promise<Attached[]> {
	const rows = await db.selectFrom('records.attachments').selectAll().where('record_id', '=', recordId).orderBy('attached_at').execute();
	return rows.map((row) => ({ sha256: row.sha256, name: row.name, mediaType: row.media_type, size: row.size, at: row.attached_at }));
}
