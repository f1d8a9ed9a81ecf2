// SPDX-License-Identifier: Apache-2.0
// The one door to the answers of revisions. Private and confidential answers are taken out here, below every page, export,
// feed, search and API: whoever reads a revision says for whom.
import { type Selectable, sql } from 'kysely';
import type { Answers, Form } from '#forms/form.ts';
import { opensSome, publicAnswers, restrictedAnswers } from '#forms/privacy.ts';
import { type Ability, may } from '#people/may.ts';
import type { Person } from '#people/person.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Tables } from '#platform/server/tables.ts';
import type { Definitions } from '../definitions.ts';
import { type Digitised, digitisedFrom, type RecordEnvelope } from '../record.ts';
import { seal, type Sealed } from '../seal.ts';
import { envelope, findRecord, type MoveAsJson, moveFromJson, type MoveMade } from './records.ts';

export interface Revision {
	recordId: string;
	number: number;
	formVersion: string;
	/** What the viewer may see. */
	answers: Answers;
	languages: string[];
	submittedAt: Date;
	publishedAt: Date | null;
	/** Open remark of the secretariat, where a Party insisted. */
	remark: string | null;
	/** How it came in, where it was not filed here. */
	digitised: Digitised | null;
	sha256: string;
	previousSha256: string | null;
}

export interface ReadRecord {
	record: RecordEnvelope;
	form: Form;
	revision: Revision;
	/** All revisions that the viewer may open, oldest first, without answers. */
	revisions: Omit<Revision, 'answers'>[];
	/** The moves that the viewer may see, oldest first. */
	history: MoveMade[];
}

/** Moves that everybody may see of a record; what happened before publication stays between its owner and the secretariat. */
export const publicMoves: ReadonlySet<string> = new Set(['publish', 'insist', 'decide', 'withdraw', 'supersede']);
/** Moves that the other Party sees of a record that was sent to it. */
const receivedMoves: ReadonlySet<string> = new Set(['submit', 'decide', 'withdraw']);

/** Of the history of a record that the viewer may read, the moves that the viewer may see. */
export function movesSeenBy(viewer: Person | null, record: RecordEnvelope, moves: readonly MoveMade[]): MoveMade[] {
	if (may(viewer, 'record.read-private', record)) return [...moves];
	const seen = may(viewer, 'record.read-received', record) ? receivedMoves : publicMoves;
	return moves.filter(({ move }) => seen.has(move));
}

/** A record's row, one for each of its revisions: the whole record in one statement, since its page is what the world reads. */
interface Row extends Selectable<Tables['records.records']> {
	number: number | null;
	form_version: string;
	answers: unknown;
	languages: string[];
	submitted_at: Date;
	published_at: Date | null;
	remark: string | null;
	digitised: unknown;
	sha256: string;
	previous_sha256: string | null;
	/** In the first row alone. */
	moves: MoveAsJson[] | null;
}

/** The answers come for the one revision that is most likely wanted. */
const rowsOf = async (db: Reading, recordId: string, number: number | undefined): Promise<Row[]> =>
	(
		await sql<Row>`
		select record.*, revision.number, revision.form_version, revision.languages, revision.submitted_at, revision.published_at, revision.remark,
			revision.digitised, revision.sha256, revision.previous_sha256,
			case when revision.number = coalesce(${number ?? null}::int, record.published) then revision.answers end as answers,
			case when revision.number is null or revision.number = 1 then
				(select jsonb_agg(to_jsonb(made) order by made.seq) from records.moves as made where made.record_id = record.id)
			end as moves
		from records.records as record left join records.revisions as revision on revision.record_id = record.id
		where record.id = ${recordId} order by revision.number`.execute(db as never)
	).rows;

/**
 * A revision for a viewer (null: anybody): the numbered one, else the latest that the viewer may open. Undefined when there is none,
 * whether it does not exist or may not be seen: existence is not told. A withdrawn record gives `gone`.
 */
export const readRevision = (
	db: Reading,
	definitions: Definitions,
	viewer: Person | null,
	recordId: string,
	number?: number
): Promise<ReadRecord | { gone: RecordEnvelope; history: MoveMade[] } | undefined> =>
	readThrough(db, definitions, viewer, recordId, number, { ability: 'record.read', seen: publicAnswers });

/** The same for those who may look at what is restricted. Whoever calls it writes the look down in the same transaction (reporting/server/look.ts). */
export const readRestricted = (db: Reading, definitions: Definitions, viewer: Person, recordId: string, number?: number) =>
	readThrough(db, definitions, viewer, recordId, number, { ability: 'record.read-restricted', seen: restrictedAnswers });

async function readThrough(
	db: Reading,
	definitions: Definitions,
	viewer: Person | null,
	recordId: string,
	number: number | undefined,
	door: { ability: Ability; seen: (form: Form, answers: Answers, latest?: Answers) => Answers }
): Promise<ReadRecord | { gone: RecordEnvelope; history: MoveMade[] } | undefined> {
	const found = await rowsOf(db, recordId, number);
	const [first] = found;
	const record = first && envelope(first);
	if (!record || !may(viewer, door.ability, record)) return undefined;
	const insider = may(viewer, 'record.read-private', record);
	const history = movesSeenBy(viewer, record, (first.moves ?? []).map(moveFromJson));
	if (record.state === 'withdrawn' && !insider) return { gone: record, history };
	const rows = found.filter((each) => each.number !== null && (insider || each.published_at !== null)) as (Row & { number: number })[];
	const row =
		number === undefined ? (rows.findLast((each) => each.published_at !== null) ?? rows.at(-1)) : rows.find((each) => each.number === number);
	if (!row) return undefined;
	const form = definitions.form(record.type, row.form_version);
	if (!form) throw new Error(`${recordId}/${row.number} answers ${record.type} ${row.form_version}, which is not defined`);
	const answers = (row.answers ?? (await answersOf(db, recordId, row.number))) as Answers;
	const revisions = rows.map((each) => ({
		recordId,
		number: each.number,
		formVersion: each.form_version,
		languages: each.languages,
		submittedAt: each.submitted_at,
		publishedAt: each.published_at,
		remark: each.remark,
		digitised: digitisedFrom(each.digitised),
		sha256: each.sha256,
		previousSha256: each.previous_sha256
	}));
	const revision = revisions.find((each) => each.number === row.number) as Revision;
	// What one Party sends to another it says to that Party whole; nothing in it is private between the two.
	const whole = insider || may(viewer, 'record.read-received', record);
	// What an older one opened may be closed by now.
	const before = !whole && record.published !== null && row.number !== record.published && opensSome(form);
	const latest = before ? ((await answersOf(db, recordId, record.published as number)) as Answers) : answers;
	return { record, form, revisions, history, revision: { ...revision, answers: whole ? answers : door.seen(form, answers, latest) } };
}

async function answersOf(db: Reading, recordId: string, number: number): Promise<unknown> {
	const found = await db
		.selectFrom('records.revisions')
		.select('answers')
		.where('record_id', '=', recordId)
		.where('number', '=', number)
		.executeTakeFirstOrThrow();
	return found.answers;
}

const sealedRows = (db: Reading, recordId: string) =>
	db
		.selectFrom('records.revisions as revision')
		.innerJoin('records.records as record', 'record.id', 'revision.record_id')
		.select([
			'record.type',
			'revision.number',
			'revision.form_version',
			'revision.answers',
			'revision.submitted_at',
			'revision.salt',
			'revision.sha256',
			'revision.previous_sha256'
		])
		.where('record.id', '=', recordId)
		.orderBy('revision.number');

const sealedFrom = (recordId: string, row: Awaited<ReturnType<ReturnType<typeof sealedRows>['execute']>>[number]): Sealed => ({
	record: recordId,
	number: row.number,
	form: row.type,
	formVersion: row.form_version,
	answers: row.answers as Answers,
	submittedAt: row.submitted_at.toISOString(),
	salt: row.salt,
	previous: row.previous_sha256
});

/** Numbers of the revisions whose hash does not follow from what is stored, or that do not join the one before. Empty: the chain holds. */
export async function brokenSeals(db: Reading, recordId: string): Promise<number[]> {
	const rows = await sealedRows(db, recordId).execute();
	return rows
		.filter((row, index) => seal(sealedFrom(recordId, row)) !== row.sha256 || row.previous_sha256 !== (rows[index - 1]?.sha256 ?? null))
		.map((row) => row.number);
}

/**
 * A revision as it was sealed, private answers and salt included: its hash can be computed again from it. For those alone who may read all of it, and
 * undefined for anybody else, as where there is none.
 */
export async function sealedRevision(db: Reading, viewer: Person | null, recordId: string, number: number): Promise<Sealed | undefined> {
	const record = await findRecord(db, recordId);
	if (!record || !may(viewer, 'record.read-private', record)) return undefined;
	const row = await sealedRows(db, recordId).where('revision.number', '=', number).executeTakeFirst();
	return row && sealedFrom(recordId, row);
}
