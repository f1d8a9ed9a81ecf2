// SPDX-License-Identifier: Apache-2.0
// The door to the answers of many records at once, for bringing the catalogue in step with them: each in its latest published revision, as anybody
// may read it. A page of one record reads revisions.ts.
import { type Selectable, sql } from 'kysely';
import type { Answers, Form } from '#forms/form.ts';
import { publicAnswers } from '#forms/privacy.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Tables } from '#platform/server/tables.ts';
import type { Definitions } from '../definitions.ts';
import type { RecordEnvelope } from '../record.ts';
import { envelope } from './records.ts';

export interface StandingRevision {
	record: RecordEnvelope;
	form: Form;
	number: number;
	/** Public answers, of a withdrawn record too: what may still be shown of it is the caller's to decide. */
	answers: Answers;
	languages: string[];
	firstPublishedAt: Date;
	publishedAt: Date;
	/** Why it was withdrawn, where it was. */
	reason: string | null;
}

/** Of these records, those that the public sees or saw; the others are left out. In no order. Throws where a revision answers a form that is not defined. */
export async function standingRevisions(db: Reading, definitions: Definitions, ids: readonly string[]): Promise<StandingRevision[]> {
	if (!ids.length) return [];
	const { rows } = await sql<
		Selectable<Tables['records.records']> & {
			number: number;
			form_version: string;
			answers: unknown;
			languages: string[];
			first_published_at: Date;
			last_published_at: Date;
			reason: string | null;
		}
	>`
		select record.*, revision.number, revision.form_version, revision.answers, revision.languages, dates.first_published_at, dates.last_published_at,
			case when record.state = 'withdrawn' then
				(select reason from records.moves where record_id = record.id and move = 'withdraw' order by seq desc limit 1)
			end as reason
		from records.records as record
		join records.revisions as revision on revision.record_id = record.id and revision.number = record.published
		cross join lateral (
			select min(published_at) as first_published_at, max(published_at) as last_published_at from records.revisions where record_id = record.id
		) as dates
		where record.id = any(${[...ids]}::text[]) and record.visibility = 'public' and record.state <> 'unpublished'`.execute(db as never);
	return rows.map((row) => {
		const form = definitions.form(row.type, row.form_version);
		if (!form) throw new Error(`${row.id}/${row.number} answers ${row.type} ${row.form_version}, which is not defined`);
		return {
			record: envelope(row),
			form,
			number: row.number,
			answers: publicAnswers(form, row.answers as Answers),
			languages: row.languages,
			firstPublishedAt: row.first_published_at,
			publishedAt: row.last_published_at,
			reason: row.reason
		};
	});
}
