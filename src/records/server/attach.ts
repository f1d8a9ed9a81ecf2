// SPDX-License-Identifier: Apache-2.0
// Attaches a stored file to a record's draft. The content is in the file store already, checked there; this ties it to the record.
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import type { Writing } from '#platform/server/database.ts';
import type { Doing } from './doing.ts';
import { envelope } from './records.ts';

export interface Attaching {
	record: string;
	sha256: string;
	name: string;
	mediaType: string;
	size: number;
}

/** A name that no file system, header or spreadsheet can stumble over. */
export const tidyName = (name: string): string =>
	(name.normalize('NFC').split(/[/\\]/).pop() ?? '')
		// eslint-disable-next-line no-control-regex
		.replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069"<>|:*?]/g, '')
		.replace(/^[.\s]+/, '')
		.slice(0, 200) || 'file';

export async function attach(db: Writing, doing: Doing, attaching: Attaching): Promise<Attaching | Refusal> {
	const row = await db.selectFrom('records.records').selectAll().where('id', '=', attaching.record).forUpdate().executeTakeFirst();
	const record = row && envelope(row);
	if (!record || !may(doing.by, 'draft.read', record)) return refuse('not-found');
	if (!may(doing.by, 'draft.edit', record)) return refuse('not-allowed');
	if (record.stage !== 'draft' && record.stage !== 'returned') return refuse('stage-does-not-fit');
	const name = tidyName(attaching.name);
	await db
		.insertInto('records.attachments')
		.values({
			record_id: record.id,
			sha256: attaching.sha256,
			name,
			media_type: attaching.mediaType,
			size: attaching.size,
			attached_by: doing.by.id,
			attached_at: doing.at
		})
		.onConflict((conflict) => conflict.columns(['record_id', 'sha256']).doUpdateSet({ name }))
		.execute();
	return { ...attaching, name };
}
