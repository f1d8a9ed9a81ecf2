// SPDX-License-Identifier: Apache-2.0
// The one door to the answers of revisions. Private and confidential answers are taken out here, below every page, export,
// feed, search and API: whoever reads a revision says for whom.
import { sql } from 'kysely';
import type { Answers, Form } from '#forms/form.ts';
import { publicAnswers } from '#forms/privacy.ts';
import { may } from '#people/may.ts';
import type { Person } from '#people/person.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Definitions } from '../definitions.ts';
import type { RecordEnvelope } from '../record.ts';
import { seal } from '../seal.ts';
import { findRecord } from './records.ts';

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
	sha256: string;
	previousSha256: string | null;
}

export interface ReadRecord {
	record: RecordEnvelope;
	form: Form;
	revision: Revision;
	/** All revisions that the viewer may open, oldest first, without answers. */
	revisions: Omit<Revision, 'answers'>[];
}

const columns = ['record_id', 'number', 'form_version', 'languages', 'submitted_at', 'published_at', 'remark', 'sha256', 'previous_sha256'] as const;

/**
 * A revision for a viewer (null: anybody): the numbered one, else the latest that the viewer may open. Undefined when there is none,
 * whether it does not exist or may not be seen: existence is not told. A withdrawn record gives `gone`.
 */
export async function readRevision(
	db: Reading,
	definitions: Definitions,
	viewer: Person | null,
	recordId: string,
	number?: number
): Promise<ReadRecord | { gone: RecordEnvelope } | undefined> {
	const record = await findRecord(db, recordId);
	if (!record || !may(viewer, 'record.read', record)) return undefined;
	const insider = may(viewer, 'record.read-private', record);
	if (record.state === 'withdrawn' && !insider) return { gone: record };
	// The answers of the one revision that is most likely wanted come with the list of all.
	const likely = number ?? record.published ?? 0;
	let query = db
		.selectFrom('records.revisions')
		.select(columns)
		.select(sql<unknown>`case when number = ${likely} then answers end`.as('answers'))
		.where('record_id', '=', recordId)
		.orderBy('number');
	if (!insider) query = query.where('published_at', 'is not', null);
	const rows = await query.execute();
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
		sha256: each.sha256,
		previousSha256: each.previous_sha256
	}));
	const revision = revisions.find((each) => each.number === row.number) as Revision;
	return { record, form, revisions, revision: { ...revision, answers: insider ? answers : publicAnswers(form, answers) } };
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

/** Numbers of the revisions whose hash does not follow from what is stored, or that do not join the one before. Empty: the chain holds. */
export async function brokenSeals(db: Reading, recordId: string): Promise<number[]> {
	const rows = await db
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
		.orderBy('revision.number')
		.execute();
	return rows
		.filter((row, index) => {
			const expected = seal({
				record: recordId,
				number: row.number,
				form: row.type,
				formVersion: row.form_version,
				answers: row.answers as Answers,
				submittedAt: row.submitted_at.toISOString(),
				salt: row.salt,
				previous: row.previous_sha256
			});
			return expected !== row.sha256 || row.previous_sha256 !== (rows[index - 1]?.sha256 ?? null);
		})
		.map((row) => row.number);
}
