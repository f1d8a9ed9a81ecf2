// SPDX-License-Identifier: Apache-2.0
// Which files published entries attach, and whose text is still to be read or no longer wanted. What an entry holds is public by construction;
// a file that stands only in a private answer, or in a record that is not public, is never among them.
import { sql } from 'kysely';
import type { Answers, Json } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { type Reading, reading, type Writing } from '#platform/server/database.ts';
import { filesIn } from '../entry.ts';

export interface HeldFile {
	sha256: string;
	/** As detected when it was attached. */
	mediaType: string;
	/** What the answer says its language is. */
	language: unknown;
}

/** What the answers say of the language of a file; the first where it is attached several times. */
function statedLanguage(answer: Json | undefined, sha256: string): unknown {
	if (!isObject(answer) && !Array.isArray(answer)) return undefined;
	if (isObject(answer) && answer.file === sha256) return answer.language;
	for (const value of Object.values(answer)) {
		const found = statedLanguage(value as Json, sha256);
		if (found !== undefined) return found;
	}
	return undefined;
}

/** The file, if a published entry attaches it. With `kept`, its entries stay as they are until the transaction ends, so that none is withdrawn meanwhile. */
export async function heldFile(db: Reading, sha256: string, { kept = false } = {}): Promise<HeldFile | null> {
	const asked = db
		.selectFrom('records.attachments as attachment')
		.innerJoin('catalogue.entries as entry', 'entry.record_id', 'attachment.record_id')
		.select(['media_type', 'answers'])
		.where('sha256', '=', sha256)
		.where('state', '=', 'published')
		.orderBy('entry.record_id');
	const rows = await (kept ? asked.forNoKeyUpdate('entry') : asked).execute();
	const row = rows.find(({ answers }) => filesIn(answers as Answers).includes(sha256));
	return row ? { sha256, mediaType: row.media_type, language: statedLanguage(row.answers as Answers, sha256) } : null;
}

/** Files of a record that it publishes and whose text has not been read. */
export async function unreadFiles(db: Reading, record: string): Promise<string[]> {
	const rows = await db
		.selectFrom('catalogue.entries')
		.innerJoin('records.attachments', 'records.attachments.record_id', 'catalogue.entries.record_id')
		.leftJoin('catalogue.file_texts', 'catalogue.file_texts.sha256', 'records.attachments.sha256')
		.select(['records.attachments.sha256', 'answers'])
		.where('catalogue.entries.record_id', '=', record)
		.where('catalogue.entries.state', '=', 'published')
		.where('catalogue.file_texts.sha256', 'is', null)
		.orderBy('records.attachments.sha256')
		.execute();
	return rows.filter(({ sha256, answers }) => filesIn(answers as Answers).includes(sha256)).map(({ sha256 }) => sha256);
}

/** Records with attachments that have not been read, private ones among them, in the order of their identifiers. */
export async function recordsWithUnread(db: Reading, after: string, limit: number): Promise<string[]> {
	const rows = await db
		.selectFrom('catalogue.entries')
		.innerJoin('records.attachments', 'records.attachments.record_id', 'catalogue.entries.record_id')
		.leftJoin('catalogue.file_texts', 'catalogue.file_texts.sha256', 'records.attachments.sha256')
		.select('catalogue.entries.record_id')
		.distinct()
		.where('catalogue.entries.state', '=', 'published')
		.where('catalogue.entries.record_id', '>', after)
		.where('catalogue.file_texts.sha256', 'is', null)
		.orderBy('catalogue.entries.record_id')
		.limit(limit)
		.execute();
	return rows.map((row) => row.record_id);
}

/** Forgets the texts of files of a record that no published entry attaches any more. */
export async function forgetUnheld(db: Writing, record: string): Promise<void> {
	const rows = await db
		.selectFrom('catalogue.file_texts')
		.innerJoin('records.attachments', 'records.attachments.sha256', 'catalogue.file_texts.sha256')
		.select('catalogue.file_texts.sha256')
		.where('record_id', '=', record)
		.execute();
	for (const { sha256 } of rows)
		if (!(await heldFile(reading(db), sha256))) await db.deleteFrom('catalogue.file_texts').where('sha256', '=', sha256).execute();
}

/** Forgets the texts of files that are attached to no published entry, whatever became of the record and when. */
export async function forgetOrphans(db: Writing): Promise<void> {
	await sql`delete from catalogue.file_texts as read where not exists (
		select from records.attachments as attachment join catalogue.entries as entry using (record_id)
		where attachment.sha256 = read.sha256 and entry.state = 'published')`.execute(db);
}
