// SPDX-License-Identifier: Apache-2.0
// Public revisions that stood at some time since a moment and stand no more: another took their place, or their record was withdrawn or superseded. What
// is private is taken out here as at the door of revisions (revisions.ts). For days that were told from them and must be told as off; what they say is
// shown to nobody.
import { type Selectable, sql } from 'kysely';
import type { Answers } from '#forms/form.ts';
import { publicAnswers } from '#forms/privacy.ts';
import { may } from '#people/may.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Tables } from '#platform/server/tables.ts';
import type { Definitions } from '../definitions.ts';
import { envelope } from './records.ts';
import type { PublicRevision } from './revisions-as-of.ts';

/** So many at most, the latest first. */
const most = 2000;

/** Of Parties; of all where none are named. Their state is `published`, as it was. */
export async function replacedRevisions(
	db: Reading,
	definitions: Definitions,
	types: readonly string[],
	since: Date,
	parties: readonly string[] | null
): Promise<PublicRevision[]> {
	const { rows } = await sql<
		Selectable<Tables['records.records']> & {
			number: number;
			form_version: string;
			answers: unknown;
			latest: unknown;
			languages: string[];
			published_at: Date;
			first_published_at: Date;
		}
	>`
		select record.*, revision.number, revision.form_version, revision.answers, revision.languages, revision.published_at,
			(select answers from records.revisions where record_id = record.id and number = record.published) as latest,
			(select min(published_at) from records.revisions where record_id = record.id) as first_published_at
		from records.records as record
		join records.revisions as revision on revision.record_id = record.id and revision.published_at is not null
		left join lateral (
			select min(published_at) as published_at from records.revisions as later
			where later.record_id = record.id and later.number > revision.number and later.published_at is not null
		) as next on true
		where record.type = any(${[...types]}::text[]) and record.visibility = 'public' and record.owner_kind = 'party'
			and (${parties === null} or record.owner = any(${[...(parties ?? [])]}::text[]))
			and case when next.published_at is not null then next.published_at >= ${since}
				else record.state in ('withdrawn', 'superseded') and record.changed_at >= ${since} end
		order by coalesce(next.published_at, record.changed_at) desc, record.id, revision.number desc limit ${most}`.execute(db as never);
	return rows.flatMap((row) => {
		const record = envelope(row);
		const form = definitions.form(record.type, row.form_version);
		if (!form || !may(null, 'record.read', record)) return [];
		return [
			{
				record,
				state: 'published',
				form,
				number: row.number,
				answers: publicAnswers(form, row.answers as Answers, (row.latest ?? row.answers) as Answers),
				languages: row.languages,
				firstPublishedAt: row.first_published_at,
				publishedAt: row.published_at,
				reason: null,
				outcome: record.outcome
			}
		];
	});
}
