// SPDX-License-Identifier: Apache-2.0
// Ties a stored file to the record of an ask, for one who is asked for files. It is read by the people of the owner alone, like the whole draft.
import { allQuestions } from '#forms/form.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import type { Writing } from '#platform/server/database.ts';
import { tidyName } from '#records/server/attach.ts';
import type { Opened } from './answer.ts';
import type { Answering } from './doing.ts';
import { expertItself, logSharing } from './log-sharing.ts';

/** With one ask; a link shall not fill the store. */
const mostFiles = 20;

/** The caller has looked that the ask is open. */
export async function attachAsked(
	db: Writing,
	{ at }: Pick<Answering, 'at'>,
	{ ask, record, form }: Opened,
	file: { sha256: string; name: string; mediaType: string; size: number }
): Promise<{ name: string } | Refusal> {
	const asksFiles = allQuestions(form).some((question) => [question, ...(question.columns ?? [])].some(({ kind }) => kind === 'attachment'));
	if (!asksFiles) return refuse('not-allowed');
	const { count } = await db
		.selectFrom('sharing.events')
		.select((select) => select.fn.countAll<string>().as('count'))
		.where('subject', '=', ask.id)
		.where('event', '=', 'file-attached')
		.executeTakeFirstOrThrow();
	if (Number(count) >= mostFiles) return refuse('too-many-files', { most: mostFiles });
	const name = tidyName(file.name);
	const by = ask.owedBy ?? expertItself;
	await db
		.insertInto('records.attachments')
		.values({ record_id: record.id, sha256: file.sha256, name, media_type: file.mediaType, size: file.size, attached_by: by, attached_at: at })
		.onConflict((conflict) => conflict.columns(['record_id', 'sha256']).doNothing())
		.execute();
	await logSharing(db, 'file-attached', { record: record.id, subject: ask.id, by, at, details: { sha256: file.sha256 } });
	return { name };
}
