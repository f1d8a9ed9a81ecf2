// SPDX-License-Identifier: Apache-2.0
// Search over published records: words in any of the six languages, facets with counts, pages by number.
import { type RawBuilder, sql } from 'kysely';
import type { Reading } from '#platform/server/database.ts';
import { languages } from '#text/languages.ts';
import { cutChinese, type Entry } from '../entry.ts';
import { configurations, entryColumns, entryFromRow } from './entries.ts';

export const facetNames = ['type', 'party', 'region', 'area', 'article', 'year', 'language'] as const;
export type FacetName = (typeof facetNames)[number];

export interface Question {
	/** What the person typed; empty finds everything. At most 300 characters are read. */
	words: string;
	facets: Partial<Record<FacetName, string>>;
	sort: 'relevance' | 'newest' | 'oldest';
	/** From 1. */
	page: number;
	perPage: number;
}

export interface Found {
	total: number;
	entries: Entry[];
	facets: Record<FacetName, { value: string; count: number }[]>;
}

/** The words in every language's stems: a reader may search in one language what was written in another. */
function query(words: string): RawBuilder<unknown> {
	const cut = words.slice(0, 300);
	const parts = languages.map(
		(language) => sql`websearch_to_tsquery(${configurations[language]}::regconfig, unaccent(${language === 'zh' ? cutChinese(cut) : cut}))`
	);
	return sql`(${sql.join(parts, sql` || `)})`;
}

const columns: Record<FacetName, RawBuilder<unknown>> = {
	type: sql`type`,
	party: sql`unnest(parties)`,
	region: sql`region`,
	area: sql`unnest(areas)`,
	article: sql`unnest(articles)`,
	year: sql`year::text`,
	language: sql`unnest(languages)`
};

const holds: Record<FacetName, (value: string) => RawBuilder<unknown>> = {
	type: (value) => sql`type = ${value}`,
	party: (value) => sql`parties @> array[${value}]::text[]`,
	region: (value) => sql`region = ${value}`,
	area: (value) => sql`areas @> array[${value}]::text[]`,
	article: (value) => sql`articles @> array[${value}]::text[]`,
	year: (value) => sql`year = ${Number.parseInt(value, 10) || 0}`,
	language: (value) => sql`languages @> array[${value}]::text[]`
};

function condition(question: Question, without?: FacetName): RawBuilder<unknown> {
	const parts: RawBuilder<unknown>[] = [sql`state = 'published'`];
	if (question.words.trim()) parts.push(sql`search @@ ${query(question.words)}`);
	for (const name of facetNames) {
		const value = question.facets[name];
		if (value !== undefined && name !== without) parts.push(holds[name](value));
	}
	return sql.join(parts, sql` and `);
}

export async function search(db: Reading, question: Question): Promise<Found> {
	const where = condition(question);
	const rank = question.words.trim()
		? sql`ts_rank_cd(search, ${query(question.words)}) desc, published_at desc, record_id`
		: sql`published_at desc, record_id`;
	const order = { relevance: rank, newest: sql`published_at desc, record_id`, oldest: sql`published_at, record_id` }[question.sort];
	const list = sql.join(entryColumns.map((column) => sql.ref(column)));
	const counted = facetNames.map(
		(name) => sql`
		(select ${name}::text as facet, value::text, count(*)::int as count
		from (select ${columns[name]} as value from catalogue.entries where ${condition(question, name)}) as each
		where value is not null group by value order by count(*) desc, value limit 40)`
	);
	const [total, rows, facets] = await Promise.all([
		sql<{ total: number }>`select count(*)::int as total from catalogue.entries where ${where}`.execute(db as never),
		sql<Parameters<typeof entryFromRow>[0]>`
			select ${list} from catalogue.entries where ${where} order by ${order}
			limit ${question.perPage} offset ${(question.page - 1) * question.perPage}`.execute(db as never),
		sql<{ facet: FacetName; value: string; count: number }>`${sql.join(counted, sql` union all `)}`.execute(db as never)
	]);
	const grouped = Object.fromEntries(
		facetNames.map((name) => [name, facets.rows.filter((row) => row.facet === name).map(({ value, count }) => ({ value, count }))])
	);
	return { total: total.rows[0]?.total ?? 0, entries: rows.rows.map(entryFromRow), facets: grouped as Found['facets'] };
}
