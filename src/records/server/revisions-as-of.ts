// SPDX-License-Identifier: Apache-2.0
// Public records as they stood at a moment: from the revisions published and the moves made by then. What is private is taken out here as at the door
// of revisions (revisions.ts).
import { type Selectable, sql } from 'kysely';
import type { Answers, Form } from '#forms/form.ts';
import { opensSome, publicAnswers } from '#forms/privacy.ts';
import { may } from '#people/may.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Tables } from '#platform/server/tables.ts';
import type { Definitions } from '../definitions.ts';
import type { RecordEnvelope } from '../record.ts';
import { envelope } from './records.ts';

/** A record as the public saw it at a moment. */
export interface PublicRevision {
	/** As it is now. */
	record: RecordEnvelope;
	/** As it was at the moment. */
	state: RecordEnvelope['state'];
	form: Form;
	number: number;
	/** Public answers; of a record that is withdrawn by now only what gives its title, since its content is shown to nobody any more. */
	answers: Answers;
	languages: string[];
	firstPublishedAt: Date;
	/** When this revision appeared, or when the record was withdrawn. */
	publishedAt: Date;
	/** Why it was withdrawn, where it was by then. */
	reason: string | null;
	/** What had become of it by then. */
	outcome: string | null;
}

/** Whose records; all that is left out is not asked. */
export interface OfThese {
	parties?: readonly string[] | null;
	owner?: { kind: string; id: string } | null;
	/** Of the owner: those behind this identifier. */
	after?: string;
}

/** Whoever has public records of these types, in no order. */
export async function ownersOf(db: Reading, types: readonly string[]): Promise<{ kind: string; id: string }[]> {
	return db
		.selectFrom('records.records')
		.select(['owner_kind as kind', 'owner as id'])
		.distinct()
		.where('type', 'in', [...types])
		.where('visibility', '=', 'public')
		.where('state', '<>', 'unpublished')
		.execute();
}

/**
 * Every public record of these types as it stood just before a moment: the latest revision published by then, and the state that the moves had
 * brought it to. For anybody: what is private is taken out, and what was not public yet is not there. At most `limit`, in the order of owners; of one
 * owner in the order of identifiers, behind `after`.
 */
export async function publicRevisionsAsOf(
	db: Reading,
	definitions: Definitions,
	types: readonly string[],
	moment: Date,
	limit: number,
	{ parties = null, owner = null, after = '' }: OfThese = {}
): Promise<PublicRevision[]> {
	const opening = types.filter((type) => definitions.versions(type).some((version) => opensSome(definitions.form(type, version) as Form)));
	const ofThese = owner
		? sql`and record.owner_kind = ${owner.kind} and record.owner = ${owner.id} and record.id > ${after}`
		: parties
			? sql`and record.owner_kind = 'party' and record.owner = any(${[...parties]}::text[])`
			: sql``;
	const { rows } = await sql<
		Selectable<Tables['records.records']> & {
			number: number;
			form_version: string;
			answers: unknown;
			/** Where the newest one has a say in what is open. */
			latest: unknown;
			languages: string[];
			published_at: Date;
			first_published_at: Date;
			state_then: RecordEnvelope['state'] | null;
			moved_at: Date | null;
			withdrawn_because: string | null;
			outcome_then: string | null;
		}
	>`
		select record.*, revision.number, revision.form_version, revision.answers, revision.languages, revision.published_at,
			case when record.type = any(${opening}::text[]) and record.published <> revision.number then
				(select answers from records.revisions where record_id = record.id and number = record.published)
			end as latest,
			(select min(published_at) from records.revisions where record_id = record.id) as first_published_at,
			move.to_state as state_then, move.moved_at, case when move.move = 'withdraw' then move.reason end as withdrawn_because,
			(select details ->> 'outcome' from records.moves where record_id = record.id and move = 'decide' and moved_at < ${moment} order by seq desc limit 1)
				as outcome_then
		from records.records as record
		cross join lateral (
			select * from records.revisions where record_id = record.id and published_at < ${moment} order by number desc limit 1
		) as revision
		left join lateral (
			select * from records.moves where record_id = record.id and moved_at < ${moment} order by seq desc limit 1
		) as move on true
		where record.type = any(${[...types]}::text[]) and record.visibility = 'public' and record.state <> 'unpublished' ${ofThese}
		order by ${owner ? sql`record.id` : sql`record.owner, first_published_at, record.id`} limit ${limit}`.execute(db as never);
	return rows.flatMap((row) => {
		const record = envelope(row);
		const form = definitions.form(record.type, row.form_version);
		if (!form || !may(null, 'record.read', record)) return [];
		const state = row.state_then ?? 'published';
		const open = publicAnswers(form, row.answers as Answers, (row.latest ?? row.answers) as Answers);
		const title = [form.titleFrom, form.titleAfter].flatMap((id) => (id && open[id] ? [[id, open[id]] as const] : []));
		return [
			{
				record,
				state,
				form,
				number: row.number,
				answers: record.state === 'withdrawn' ? Object.fromEntries(title) : open,
				languages: row.languages,
				firstPublishedAt: row.first_published_at,
				publishedAt: state === 'withdrawn' && row.moved_at ? row.moved_at : row.published_at,
				reason: state === 'withdrawn' ? row.withdrawn_because : null,
				outcome: row.outcome_then
			}
		];
	});
}
