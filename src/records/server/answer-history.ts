// SPDX-License-Identifier: Apache-2.0
// What was stored in a draft as the answer to one question, by whom and when. For those who may edit the draft: the caller asks.
import type { Json } from '#forms/form.ts';
import type { Reading } from '#platform/server/database.ts';

export interface StoredAnswer {
	/** Version of the draft that it came with. */
	version: number;
	/** Null: taken out. */
	value: Json;
	by: string;
	at: Date;
}

const most = 200;

/** Newest first. */
export async function historyOf(db: Reading, record: string, question: string): Promise<StoredAnswer[]> {
	const rows = await db
		.selectFrom('records.answer_changes')
		.select(['version', 'value', 'changed_by', 'changed_at'])
		.where('record_id', '=', record)
		.where('question', '=', question)
		.orderBy('version', 'desc')
		.limit(most)
		.execute();
	return rows.map((row) => ({ version: row.version, value: row.value as Json, by: row.changed_by, at: row.changed_at }));
}
