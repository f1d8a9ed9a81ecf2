// SPDX-License-Identifier: Apache-2.0
// How far the translations of an owner's records are: counted by the database, so that no text is moved, however many records there are. Of what one may
// translate alone: whoever calls it says whose records.
import { sql } from 'kysely';
import { type Definitions } from '#records/definitions.ts';
import { trainingSeries } from '#records/training.ts';
import type { OwnerKind } from '#records/type.ts';
import { type Reading, json } from '#platform/server/database.ts';
import { type Language, languages } from '#text/languages.ts';
import type { Words } from '#text/words.ts';
import { type Coverage, coverageOf, fallbackOrder, translated, type UnitState, unitStates } from '../unit.ts';

export interface Owner {
	kind: OwnerKind;
	id: string;
}

/** A record's texts: of the draft that is open, or of the revision that the public reads. */
export interface Line {
	record: string;
	type: string;
	copy: 'draft' | 'published';
	/** Whether a text can be saved now. */
	waiting: boolean;
	title: Words;
	source: Language;
	changedAt: Date;
	demo: boolean;
	coverage: Record<Language, Coverage>;
}

interface Row {
	copy: 'draft' | 'published';
	record_id: string;
	type: string;
	stage: string;
	demo: boolean;
	changed_at: Date;
	source: Language;
	title: Words | null;
	/** By language: how many texts are in each state. */
	counted: { [language: string]: Partial<Record<UnitState, number>> };
}

/**
 * Every record of these owners that has texts, the newest change first; one line for each of its copies. The database counts, by the rules of unit.ts
 * (`sourceOf`, `sourceFor`, `stateOf`): of thousands of records only the numbers leave it. Marks are made only where something is known of a record.
 */
async function rowsOf(db: Reading, definitions: Definitions, owners: readonly Owner[]): Promise<Row[]> {
	const wanted = definitions.all.flatMap(({ type }) =>
		definitions.versions(type.id).flatMap((version) => {
			const form = definitions.form(type.id, version);
			return form ? translated(form).map(({ id }) => ({ type: type.id, question: id, title: form.titleFrom === id })) : [];
		})
	);
	const distinct = [...new Map(wanted.map((each) => [`${each.type} ${each.question}`, each])).values()];
	const order = sql`${[...fallbackOrder]}::text[]`;
	const { rows } = await sql<Row>`
		with wanted as (select * from jsonb_to_recordset(${json(distinct)}) as each (type text, question text, title boolean)),
		owners as (select * from jsonb_to_recordset(${json(owners)}) as each (kind text, id text)),
		own as materialized (
			select record.*, exists (select from translation.known where known.record_id = record.id) as noted
			from records.records as record join owners on owners.kind = record.owner_kind and owners.id = record.owner
			where record.state in ('unpublished', 'published') and record.id not like ${`${trainingSeries}-%`}
		),
		said as (
			select 'draft' as copy, answer.record_id, answer.question, answer.value
			from records.draft_answers as answer join own on own.id = answer.record_id where own.stage in ('draft', 'returned', 'submitted')
			union all
			select 'published', own.id, each.key, each.value
			from own join records.revisions as revision on revision.record_id = own.id and revision.number = own.published
			cross join lateral jsonb_each(revision.answers) as each where own.state = 'published'
		),
		asked as materialized (
			select said.copy, said.record_id, said.question, jsonb_object_agg(text.key, case when own.noted
					then encode(sha256(convert_to(normalize(regexp_replace(text.value, E'\\r\\n?', E'\\n', 'g'), NFC), 'UTF8')), 'hex') else '' end) as marks,
				case when bool_or(wanted.title) then jsonb_object_agg(text.key, left(text.value, 300)) end as title
			from said join own on own.id = said.record_id
			join wanted on wanted.type = own.type and wanted.question = said.question
			cross join lateral jsonb_each_text(case when jsonb_typeof(said.value) = 'object' then said.value else '{}'::jsonb end) as text
			where text.value <> '' and text.key = any(${order})
			group by 1, 2, 3
		),
		first as (
			select distinct on (record_id) record_id, array(select said from jsonb_object_keys(value) as said where said = any(${order})) as languages
			from records.answer_changes
			where record_id in (select record_id from asked) and jsonb_typeof(value) = 'object'
				and not exists (select from translation.sources where sources.record_id = answer_changes.record_id)
				and exists (select 1 from jsonb_object_keys(value) as said where said = any(${order}))
			order by record_id, version
		),
		counted as (select copy, record_id, spoken.key as language, count(*) as many from asked, jsonb_object_keys(marks) as spoken (key) group by 1, 2, 3),
		copies as materialized (
			select distinct on (copy, record_id) copy, record_id, spoken.language as source
			from (select distinct copy, record_id from asked) as each
			cross join unnest(${order}) with ordinality as spoken (language, place)
			left join counted using (copy, record_id, language)
			left join translation.sources as stored using (record_id)
			left join first using (record_id)
			where case when stored.language is not null then spoken.language = stored.language
				else first.languages is null or spoken.language = any(first.languages) end
			order by copy, record_id, coalesce(many, 0) desc, place
		),
		units as (
			select copy, record_id, question, marks, case when marks ? source then source
				else (select language from unnest(${order}) with ordinality as each (language, place) where marks ? language order by place limit 1) end as source
			from asked join copies using (copy, record_id)
		),
		states as (
			select units.copy, units.record_id, target.language, case when not units.marks ? target.language then 'missing'
				when known.state = 'machine' then 'machine'
				when known.source_sha256 <> units.marks ->> units.source then 'stale'
				else coalesce(known.state, 'draft') end as state, count(*)::int as many
			from units cross join unnest(${order}) as target (language)
			left join translation.known as known on known.record_id = units.record_id and known.question = units.question
				and known.language = target.language and known.text_sha256 = units.marks ->> target.language
			where target.language <> units.source
			group by 1, 2, 3, 4
		),
		languages as (select copy, record_id, language, jsonb_object_agg(state, many) as states from states group by 1, 2, 3),
		coverages as (select copy, record_id, jsonb_object_agg(language, states) as counted from languages group by 1, 2),
		titles as (select copy, record_id, title from asked where title is not null)
		select copies.copy, copies.record_id, own.type, own.stage, own.demo, own.changed_at, copies.source, titles.title,
			coalesce(coverages.counted, '{}'::jsonb) as counted
		from copies join own on own.id = copies.record_id
		left join coverages using (copy, record_id) left join titles using (copy, record_id)
		order by own.changed_at desc, copies.record_id, copies.copy`.execute(db as never);
	return rows;
}

export async function linesOf(db: Reading, definitions: Definitions, owners: readonly Owner[]): Promise<Line[]> {
	if (owners.length === 0) return [];
	return (await rowsOf(db, definitions, owners)).map((row) => ({
		record: row.record_id,
		type: row.type,
		copy: row.copy,
		waiting: row.copy === 'draft' && row.stage === 'submitted',
		title: row.title ?? {},
		source: row.source,
		changedAt: new Date(row.changed_at),
		demo: row.demo,
		coverage: Object.fromEntries(languages.map((language) => [language, coverageIn(row.counted[language] ?? {})])) as Record<Language, Coverage>
	}));
}

function coverageIn(counted: Partial<Record<UnitState, number>>): Coverage {
	const each = { ...coverageOf([]), ...counted };
	return { ...each, all: unitStates.reduce((sum, state) => sum + each[state], 0) };
}

/** Several counted together. */
export const together = (coverages: readonly Coverage[]): Coverage =>
	coverages.reduce(
		(sum, each) => ({
			missing: sum.missing + each.missing,
			stale: sum.stale + each.stale,
			machine: sum.machine + each.machine,
			draft: sum.draft + each.draft,
			reviewed: sum.reviewed + each.reviewed,
			all: sum.all + each.all
		}),
		coverageOf([])
	);
