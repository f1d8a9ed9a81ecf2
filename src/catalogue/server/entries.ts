// SPDX-License-Identifier: Apache-2.0
// Where catalogue entries are kept, and how they are written and read. Everything in here is public.
import { type Selectable, sql } from 'kysely';
import type { Answers } from '#forms/form.ts';
import { json, type Reading, reading, type Writing } from '#platform/server/database.ts';
import type { Tables } from '#platform/server/tables.ts';
import type { Words } from '#text/words.ts';
import { cutChinese, type Entry, type RegisterFacts, type SearchTexts } from '../entry.ts';
import type { Labels } from '../labels.ts';
import { mark, partsOf, vectorText, wordsOf } from '../vector.ts';
import { codesOf, facetsOf } from './facet-values.ts';
import { rememberWords } from './known-words.ts';
import { stemsFor } from './stems.ts';

/** What is needed to find an entry beside its texts. */
export interface FindBy {
	labels?: Labels;
	/** SHA-256 of its files; those whose text was read are found by it. */
	files?: readonly string[];
}

/** Files beyond these are not looked into: a row of the index has its limits. */
const mostFiles = 6;

/** The same number as long as nothing new was published, else the next. */
async function numberOf(db: Writing, entry: Entry): Promise<number> {
	const { rows } = await sql<{ number: number }>`
		select coalesce(
			(select number from catalogue.entries where record_id = ${entry.recordId} and published_at = ${entry.publishedAt} and number is not null),
			nextval('catalogue.entry_numbers'))::bigint as number`.execute(db);
	return Number(rows[0]?.number);
}

/** Only what is published is found, counted and spelt by; what is not keeps its row for registers and pages. */
async function findable(db: Writing, entry: Entry, texts: SearchTexts, { labels, files = [] }: FindBy) {
	const number = await numberOf(db, entry);
	if (entry.state !== 'published') return { number, facets: [], search: sql<string>`''::tsvector` };
	const parts = partsOf(texts);
	const lexemesOf = await stemsFor(reading(db), parts);
	const facets = facetsOf(entry);
	const marks = [...facets.map(({ facet, value }) => mark.facet(facet, value)), ...mark.blocks(number)];
	const own = vectorText(parts, lexemesOf, { ...(labels ? { labels } : {}), concepts: entry.concepts, marks });
	await rememberWords(
		db,
		wordsOf(parts, (run) => cutChinese(run).split(' '))
	);
	const search = files
		.slice(0, mostFiles)
		.reduce(
			(all, sha256) =>
				sql<string>`${all} || coalesce((select search from catalogue.file_texts where sha256 = ${sha256} and state = 'read'), ''::tsvector)`,
			sql<string>`${own}::tsvector`
		);
	return { number, facets: await codesOf(db, facets), search };
}

export async function writeEntry(db: Writing, entry: Entry, texts: SearchTexts, by: FindBy = {}): Promise<void> {
	const row = {
		...(await findable(db, entry, texts, by)),
		revision: entry.revision,
		type: entry.type,
		owner_kind: entry.ownerKind,
		owner: entry.owner,
		state: entry.state,
		title: json(entry.title),
		summary: json(entry.summary),
		answers: json(entry.answers),
		languages: entry.languages,
		parties: entry.parties,
		areas: entry.areas,
		articles: entry.articles,
		concepts: entry.concepts,
		region: entry.region,
		year: entry.year,
		demo: entry.demo,
		first_published_at: entry.firstPublishedAt,
		published_at: entry.publishedAt,
		reason: entry.reason,
		superseded_by: entry.supersededBy,
		register: json(entry.register ?? {})
	};
	await db
		.insertInto('catalogue.entries')
		.values({ record_id: entry.recordId, ...row })
		.onConflict((conflict) => conflict.column('record_id').doUpdateSet(row))
		.execute();
	// Now and then, so that the counts stay quick to add up.
	if (row.number % 256 === 0) await sql`select catalogue.fold_facet_changes()`.execute(db);
}

export const entryColumns = [
	'record_id',
	'revision',
	'type',
	'owner_kind',
	'owner',
	'state',
	'title',
	'summary',
	'answers',
	'languages',
	'parties',
	'areas',
	'articles',
	'concepts',
	'region',
	'year',
	'demo',
	'first_published_at',
	'published_at',
	'changed_at',
	'register',
	'reason',
	'superseded_by'
] as const;

type Row = Pick<Selectable<Tables['catalogue.entries']>, (typeof entryColumns)[number]>;

export const entryFromRow = (row: Row): Entry => ({
	recordId: row.record_id,
	revision: row.revision,
	type: row.type,
	ownerKind: row.owner_kind as Entry['ownerKind'],
	owner: row.owner,
	state: row.state as Entry['state'],
	title: row.title as Words,
	summary: row.summary as Words | null,
	answers: row.answers as Answers,
	languages: row.languages,
	parties: row.parties,
	areas: row.areas,
	articles: row.articles,
	concepts: row.concepts,
	region: row.region,
	year: row.year,
	demo: row.demo,
	firstPublishedAt: row.first_published_at,
	publishedAt: row.published_at,
	changedAt: row.changed_at,
	register: row.register as RegisterFacts,
	reason: row.reason,
	supersededBy: row.superseded_by
});

export interface Wanted {
	type?: string;
	owner?: { kind: string; id: string };
	party?: string;
	area?: string;
	article?: string;
	/** Types that are left out: what comes in by the hundred from elsewhere would hide what people publish. */
	without?: readonly string[];
	limit?: number;
}

/** Published entries, newest first. */
export async function latestEntries(db: Reading, wanted: Wanted = {}): Promise<Entry[]> {
	let query = db
		.selectFrom('catalogue.entries')
		.select(entryColumns)
		.where('state', '=', 'published')
		.orderBy('published_at', 'desc')
		.orderBy('record_id')
		.limit(wanted.limit ?? 20);
	if (wanted.type) query = query.where('type', '=', wanted.type);
	if (wanted.without?.length) query = query.where('type', 'not in', [...wanted.without]);
	if (wanted.owner) query = query.where('owner_kind', '=', wanted.owner.kind).where('owner', '=', wanted.owner.id);
	if (wanted.party) query = query.where(sql<boolean>`parties @> array[${wanted.party}]::text[]`);
	if (wanted.area) query = query.where(sql<boolean>`areas @> array[${wanted.area}]::text[]`);
	if (wanted.article) query = query.where(sql<boolean>`articles @> array[${wanted.article}]::text[]`);
	return (await query.execute()).map(entryFromRow);
}

export async function findEntry(db: Reading, recordId: string): Promise<Entry | undefined> {
	const row = await db.selectFrom('catalogue.entries').select(entryColumns).where('record_id', '=', recordId).executeTakeFirst();
	return row && entryFromRow(row);
}

/** The entries of these numbers, in their order. */
export async function byNumbers(db: Reading, numbers: readonly number[]): Promise<Entry[]> {
	if (!numbers.length) return [];
	const rows = await db
		.selectFrom('catalogue.entries')
		.select([...entryColumns, 'number'])
		.where('number', 'in', [...numbers])
		.execute();
	const found = new Map(rows.map((row) => [Number(row.number), entryFromRow(row)]));
	return numbers.flatMap((number) => found.get(number) ?? []);
}

/** Of these records, those that a query finds. */
export async function amongThose(db: Reading, query: string, records: readonly string[]): Promise<string[]> {
	const { rows } = await sql<{ record_id: string }>`
		select record_id from catalogue.entries where record_id = any(${[...records]}::text[]) and search @@ ${query}::tsquery`.execute(db as never);
	return rows.map((row) => row.record_id);
}

/** Of these records, those that match by nothing but their attached files. */
export async function filesOnly(db: Reading, records: readonly string[], query: string): Promise<Set<string>> {
	const { rows } = await sql<{ record_id: string }>`
		select record_id from catalogue.entries where record_id = any(${[...records]}::text[]) and search @@ ${query}::tsquery
			and not ts_filter(search, '{a,b,c}') @@ ${query}::tsquery`.execute(db as never);
	return new Set(rows.map((row) => row.record_id));
}
