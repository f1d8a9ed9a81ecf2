// SPDX-License-Identifier: Apache-2.0
// Where catalogue entries are kept, and how they are written and read. Everything in here is public.
import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { Answers } from '#forms/form.ts';
import { json, type Reading, type Writing } from '#platform/server/database.ts';
import type { Tables } from '#platform/server/tables.ts';
import { type Language, languages } from '#text/languages.ts';
import type { Words } from '#text/words.ts';
import { cutChinese, type Entry, type SearchTexts } from '../entry.ts';

/** The text-search configuration of each language; Chinese words are cut before they come. */
export const configurations: Record<Language, string> = { ar: 'arabic', en: 'english', es: 'spanish', fr: 'french', ru: 'russian', zh: 'simple' };

/** Accents are taken off on both sides, so that a reader without the right keyboard still finds. */
function vector(texts: SearchTexts): RawBuilder<string> {
	const parts = (Object.keys(texts) as (keyof SearchTexts)[]).flatMap((weight) =>
		[...languages, '' as const].flatMap((language) => {
			const text = texts[weight][language];
			if (!text) return [];
			const said = language === 'zh' || language === '' ? cutChinese(text) : text;
			const configuration = language === '' ? 'simple' : configurations[language];
			return [sql<string>`setweight(to_tsvector(${configuration}::regconfig, unaccent(${said.slice(0, 200_000)})), ${weight})`];
		})
	);
	return parts.length ? sql<string>`${sql.join(parts, sql` || `)}` : sql<string>`''::tsvector`;
}

export async function writeEntry(db: Writing, entry: Entry, texts: SearchTexts): Promise<void> {
	const row = {
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
		search: vector(texts)
	};
	await db
		.insertInto('catalogue.entries')
		.values({ record_id: entry.recordId, ...row })
		.onConflict((conflict) => conflict.column('record_id').doUpdateSet(row))
		.execute();
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
	reason: row.reason,
	supersededBy: row.superseded_by
});

export interface Wanted {
	type?: string;
	owner?: { kind: string; id: string };
	party?: string;
	area?: string;
	article?: string;
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
	if (wanted.owner) query = query.where('owner_kind', '=', wanted.owner.kind).where('owner', '=', wanted.owner.id);
	if (wanted.party) query = query.where(sql<boolean>`parties @> array[${wanted.party}]::text[]`);
	if (wanted.area) query = query.where(sql<boolean>`areas @> array[${wanted.area}]::text[]`);
	if (wanted.article) query = query.where(sql<boolean>`articles @> array[${wanted.article}]::text[]`);
	return (await query.execute()).map(entryFromRow);
}

/** Every entry of a register, whatever its state: registers keep their history. */
export async function registerEntries(db: Reading, type: string): Promise<Entry[]> {
	const rows = await db
		.selectFrom('catalogue.entries')
		.select(entryColumns)
		.where('type', '=', type)
		.orderBy('owner')
		.orderBy('first_published_at')
		.execute();
	return rows.map(entryFromRow);
}

export async function findEntry(db: Reading, recordId: string): Promise<Entry | undefined> {
	const row = await db.selectFrom('catalogue.entries').select(entryColumns).where('record_id', '=', recordId).executeTakeFirst();
	return row && entryFromRow(row);
}
