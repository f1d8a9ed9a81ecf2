// SPDX-License-Identifier: Apache-2.0
// Reads the sections of the site out of the catalogue: news, events, resources, letters; and the pages by their addresses.
import { sql } from 'kysely';
import { type Section, type SectionAsked, sectionPerPage } from '#editorial/sections.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Entry } from '../entry.ts';
import { entryColumns, entryFromRow } from './entries.ts';

/** Long texts stay where they are: a list does not show them. */
const withoutTexts = sql<unknown>`answers - 'body' - 'description'`.as('answers');
const listed = entryColumns.filter((column) => column !== 'answers');

export interface SectionRead {
	entries: Entry[];
	total: number;
	/** What there is to narrow by, over the whole section. */
	years: string[];
	kinds: string[];
	areas: string[];
}

export async function readSection(
	db: Reading,
	{ type, by }: Section,
	asked: SectionAsked,
	today: string,
	{ limit = sectionPerPage }: { limit?: number } = {}
): Promise<SectionRead> {
	const at = sql<string>`answers ->> ${by}`;
	let query = db.selectFrom('catalogue.entries').where('type', '=', type).where('state', '=', 'published');
	const choices = await query
		.select([
			sql<string[] | null>`array_agg(distinct left(answers ->> ${by}, 4))`.as('years'),
			sql<string[] | null>`array_agg(distinct answers ->> 'kind')`.as('kinds'),
			sql<
				string[] | null
			>`(select array_agg(distinct area) from catalogue.entries as own, unnest(own.areas) as area where own.type = ${type} and own.state = 'published')`.as(
				'areas'
			)
		])
		.executeTakeFirstOrThrow();
	if (asked.year) query = query.where(sql<boolean>`left(answers ->> ${by}, 4) = ${asked.year}`);
	if (asked.area) query = query.where(sql<boolean>`areas @> array[${asked.area}]::text[]`);
	if (asked.language) query = query.where(sql<boolean>`languages @> array[${asked.language}]::text[]`);
	if (asked.kind) query = query.where(sql<boolean>`answers ->> 'kind' = ${asked.kind}`);
	const upcoming = asked.when === 'upcoming';
	if (type === 'event')
		query = query.where(upcoming ? sql<boolean>`answers ->> 'endDay' >= ${today}` : sql<boolean>`answers ->> 'endDay' < ${today}`);
	const { total } = await query.select((select) => select.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
	const rows = await query
		.select([...listed, withoutTexts])
		.orderBy(at, type === 'event' && upcoming ? 'asc' : 'desc')
		.orderBy('published_at', 'desc')
		.orderBy('record_id')
		.limit(limit)
		.offset((asked.page - 1) * limit)
		.execute();
	const clean = (values: (string | null)[] | null) => (values ?? []).filter((value): value is string => !!value);
	return {
		entries: rows.map((row) => entryFromRow(row as never)),
		total: Number(total),
		years: clean(choices.years).sort().reverse(),
		kinds: clean(choices.kinds),
		areas: clean(choices.areas)
	};
}

/** The page of the site at this address; where two have it, the one that was first. */
export async function pageAt(db: Reading, slug: string): Promise<Entry | undefined> {
	const row = await db
		.selectFrom('catalogue.entries')
		.select(entryColumns)
		.where('type', '=', 'page')
		.where('state', '=', 'published')
		.where(sql<boolean>`answers ->> 'slug' = ${slug}`)
		.orderBy('first_published_at')
		.orderBy('record_id')
		.executeTakeFirst();
	return row && entryFromRow(row);
}

export interface PageLine {
	id: string;
	slug: string;
	title: Entry['title'];
	/** Identifier of the page above it. */
	parent: string | null;
}

/** All pages of the site, by their addresses. */
export async function sitePages(db: Reading): Promise<PageLine[]> {
	const rows = await db
		.selectFrom('catalogue.entries')
		.select(['record_id', 'title', sql<string>`answers ->> 'slug'`.as('slug'), sql<string | null>`answers ->> 'parent'`.as('parent')])
		.where('type', '=', 'page')
		.where('state', '=', 'published')
		.orderBy('first_published_at')
		.orderBy('record_id')
		.execute();
	return rows.map(({ record_id: id, title, slug, parent }) => ({ id, slug, title: title as Entry['title'], parent }));
}
