// SPDX-License-Identifier: Apache-2.0
// How far the translations of an owner's records are: counted from marks of the texts, which the database makes, so that no text is moved. Of what one
// may translate alone: whoever calls it says whose records.
import { sql } from 'kysely';
import { type Definitions } from '#records/definitions.ts';
import { isTraining } from '#records/training.ts';
import type { OwnerKind } from '#records/type.ts';
import { type Reading, json } from '#platform/server/database.ts';
import { isLanguage, type Language, languages } from '#text/languages.ts';
import type { Words } from '#text/words.ts';
import { type Coverage, coverageOf, type Known, sourceFor, sourceOf, stateOf, translated, type UnitState } from '../unit.ts';

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
	question: string;
	language: string;
	mark: string;
	title: string | null;
}

/** More records than this are counted by whoever owns so many: the newest changed come first. */
const most = 5000;

async function rowsOf(db: Reading, definitions: Definitions, owners: readonly Owner[]): Promise<Row[]> {
	const wanted = definitions.all.flatMap(({ type }) =>
		definitions.versions(type.id).flatMap((version) => {
			const form = definitions.form(type.id, version);
			return form ? translated(form).map(({ id }) => ({ type: type.id, question: id, title: form.titleFrom === id })) : [];
		})
	);
	const distinct = [...new Map(wanted.map((each) => [`${each.type} ${each.question}`, each])).values()];
	const { rows } = await sql<Row>`
		with wanted as (select * from jsonb_to_recordset(${json(distinct)}) as each (type text, question text, title boolean)),
		owners as (select * from jsonb_to_recordset(${json(owners)}) as each (kind text, id text)),
		own as (
			select record.* from records.records as record join owners on owners.kind = record.owner_kind and owners.id = record.owner
			where record.state in ('unpublished', 'published') order by record.changed_at desc limit ${most}
		),
		said as (
			select 'draft' as copy, answer.record_id, answer.question, answer.value
			from records.draft_answers as answer join own on own.id = answer.record_id where own.stage in ('draft', 'returned', 'submitted')
			union all
			select 'published', own.id, each.key, each.value
			from own join records.revisions as revision on revision.record_id = own.id and revision.number = own.published
			cross join lateral jsonb_each(revision.answers) as each where own.state = 'published'
		)
		select said.copy, said.record_id, own.type, own.stage, own.demo, own.changed_at, said.question, text.key as language,
			encode(sha256(convert_to(normalize(regexp_replace(text.value, E'\\r\\n?', E'\\n', 'g'), NFC), 'UTF8')), 'hex') as mark,
			case when wanted.title then left(text.value, 300) end as title
		from said join own on own.id = said.record_id
		join wanted on wanted.type = own.type and wanted.question = said.question
		cross join lateral jsonb_each_text(case when jsonb_typeof(said.value) = 'object' then said.value else '{}'::jsonb end) as text
		where text.value <> ''`.execute(db as never);
	return rows;
}

interface Noted {
	known: Map<string, Pick<Known, 'state' | 'source'>>;
	sources: Map<string, Language>;
	first: Map<string, Language[]>;
}

const key = (...parts: string[]): string => parts.join(' ');

async function notedOf(db: Reading, records: string[]): Promise<Noted> {
	const known = await db
		.selectFrom('translation.known')
		.select(['record_id', 'question', 'language', 'text_sha256', 'state', 'source_sha256'])
		.where('record_id', 'in', records)
		.execute();
	const sources = await db.selectFrom('translation.sources').select(['record_id', 'language']).where('record_id', 'in', records).execute();
	const unsaid = records.filter((record) => !sources.some(({ record_id }) => record_id === record));
	const first = unsaid.length
		? await sql<{ record_id: string; languages: string[] }>`
			select distinct on (record_id) record_id, array(select jsonb_object_keys(value)) as languages
			from records.answer_changes where record_id = any(${unsaid}::text[]) and jsonb_typeof(value) = 'object'
				and exists (select 1 from jsonb_object_keys(value) as said where said = any(${[...languages]}::text[]))
			order by record_id, version`.execute(db as never)
		: { rows: [] };
	return {
		known: new Map(
			known.map((row) => [
				key(row.record_id, row.question, row.language, row.text_sha256),
				{ state: row.state as Known['state'], source: row.source_sha256 }
			])
		),
		sources: new Map(sources.map((row) => [row.record_id, row.language as Language])),
		first: new Map(first.rows.map((row) => [row.record_id, row.languages.filter(isLanguage)]))
	};
}

/** Every record of these owners that has texts, the newest change first; one line for each of its copies. */
export async function linesOf(db: Reading, definitions: Definitions, owners: readonly Owner[]): Promise<Line[]> {
	if (owners.length === 0) return [];
	const rows = (await rowsOf(db, definitions, owners)).filter(({ record_id, language }) => !isTraining(record_id) && isLanguage(language));
	const noted = rows.length ? await notedOf(db, [...new Set(rows.map(({ record_id }) => record_id))]) : undefined;
	if (!noted) return [];
	const copies = Map.groupBy(rows, ({ copy, record_id }) => key(copy, record_id));
	return [...copies.values()].map((all) => lineOf(all, noted)).toSorted((a, b) => b.changedAt.getTime() - a.changedAt.getTime());
}

function lineOf(rows: Row[], { known, sources, first }: Noted): Line {
	const { record_id: record, type, copy, stage, demo, changed_at } = rows[0] as Row;
	// The marks of the texts in place of the texts.
	const questions = Map.groupBy(rows, ({ question }) => question);
	const marks = new Map(
		[...questions].map(([question, said]) => [question, Object.fromEntries(said.map((row) => [row.language, row.mark])) as Words])
	);
	const source = sources.get(record) ?? sourceOf([...marks.values()], first.get(record));
	const states = (language: Language): UnitState[] =>
		[...marks].flatMap(([question, words]) => {
			const from = sourceFor(words, source);
			if (!from || from === language) return [];
			const mark = words[language] ?? null;
			return [stateOf(mark, words[from] ?? '', mark === null ? undefined : known.get(key(record, question, language, mark)))];
		});
	return {
		record,
		type,
		copy,
		waiting: copy === 'draft' && stage === 'submitted',
		title: Object.fromEntries(rows.flatMap(({ language, title }) => (title === null ? [] : [[language, title]]))),
		source,
		changedAt: new Date(changed_at),
		demo,
		coverage: Object.fromEntries(languages.map((language) => [language, coverageOf(states(language))])) as Record<Language, Coverage>
	};
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
