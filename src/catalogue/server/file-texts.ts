// SPDX-License-Identifier: Apache-2.0
// What the text of attached files is found by. The text comes from elsewhere; here it is cut and stemmed once, whatever entries attach the file.
import { sql } from 'kysely';
import { type Reading, reading, type Writing } from '#platform/server/database.ts';
import { isLanguage } from '#text/languages.ts';
import type { Labels } from '../labels.ts';
import { partsOf, vectorText } from '../vector.ts';
import { stemsFor } from './stems.ts';

/** Different lexemes of one file that are kept: some sixty pages of ordinary prose. */
const mostLexemes = 8000;

/** Makes the vectors of those files whose text was read and not yet cut. */
export async function readFiles(db: Writing, files: readonly string[], labels: Labels): Promise<void> {
	if (!files.length) return;
	const rows = await db
		.selectFrom('catalogue.file_texts')
		.select(['sha256', 'text', 'language'])
		.where('sha256', 'in', [...files])
		.where('state', '=', 'read')
		.where('search', 'is', null)
		.execute();
	for (const { sha256, text, language } of rows) {
		const parts = partsOf({ D: { [isLanguage(language) ? language : '']: text ?? '' } });
		const vector = vectorText(parts, await stemsFor(reading(db), parts), { labels, most: mostLexemes });
		await db
			.updateTable('catalogue.file_texts')
			.set({ search: sql<string>`${vector}::tsvector` })
			.where('sha256', '=', sha256)
			.execute();
	}
}

/** To be cut anew: its text has changed. */
export async function forgetFile(db: Writing, sha256: string): Promise<void> {
	await db.updateTable('catalogue.file_texts').set({ search: null }).where('sha256', '=', sha256).execute();
}

/** Which of these files holds what was asked, by its name; the first where several do. */
export async function fileWith(db: Reading, record: string, files: readonly string[], query: string): Promise<string | undefined> {
	if (!files.length) return undefined;
	const row = await db
		.selectFrom('records.attachments')
		.innerJoin('catalogue.file_texts', 'catalogue.file_texts.sha256', 'records.attachments.sha256')
		.select('name')
		.where('record_id', '=', record)
		.where('records.attachments.sha256', 'in', [...files])
		.where(sql<boolean>`search @@ ${query}::tsquery`)
		.orderBy('name')
		.limit(1)
		.executeTakeFirst();
	return row?.name;
}
