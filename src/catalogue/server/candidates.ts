// SPDX-License-Identifier: Apache-2.0
// Asks the index: how many entries match, how they divide, and which stand on a page. Never looks at more than the newest five thousand, so that a
// word of a third of a million entries costs what a rare one does; says when there were more. Knows queries only, no words.
import { sql } from 'kysely';
import type { Reading } from '#platform/server/database.ts';
import { mostCounted } from '../question.ts';
import { blockOf, blocksInRow, mark, quoted } from '../vector.ts';
import { type FacetCount, type FacetName, facetNames } from './facet-values.ts';

/** Of these, the newest are ranked by their words, and as many whose titles have them. */
const mostRanked = 700;
const mostTitled = 150;
/** How much more an entry counts that is in the reader's language. */
const ownLanguage = 3;
/** What it adds that the title has all of it. */
const inTitle = 0.05;

/** A tsquery as text; '' asks for nothing in words. */
export interface Asking {
	must: string;
	title: string;
	ranks: readonly { query: string; weight: number }[];
	facets: Partial<Record<FacetName, string>>;
	sort: 'relevance' | 'newest' | 'oldest';
	page: number;
	perPage: number;
	/** The reader's language: what is in it comes before the same in another. */
	language?: string;
}

export interface Counted {
	total: number;
	/** There are more than `total`: counts and order are those of the newest ones. */
	bounded: boolean;
	facets: FacetCount[];
	/** Numbers of the entries on the page, in order. */
	page: number[];
}

const facetQuery = (facets: Asking['facets'], without?: FacetName): string[] =>
	facetNames.flatMap((name) => (facets[name] !== undefined && name !== without ? [quoted(mark.facet(name, facets[name]))] : []));

const both = (...queries: (string | undefined)[]): string =>
	queries
		.filter(Boolean)
		.map((query) => `(${query})`)
		.join('&');

/** The marks of so many of the newest (or oldest) blocks; rows of eight where they lie within. */
function blocksQuery(last: number, count: number, newest: boolean): string {
	const [from, to] = newest ? [Math.max(0, last - count + 1), last] : [0, Math.min(last, count - 1)];
	const marks: string[] = [];
	for (let block = from; block <= to;) {
		const whole = block % blocksInRow === 0 && (block + blocksInRow - 1 <= to || to === last);
		marks.push(quoted(whole ? mark.row(block / blocksInRow) : mark.block(block)));
		block += whole ? blocksInRow : 1;
	}
	return marks.join('|');
}

/** Below so many blocks nothing is worth bounding before it is counted. */
const fewBlocks = 5;
/** Up to so many entries are read whole: finding the newest among them first would cost as much. */
const worthReading = 12_000;
const probed = 6;

/** How much of the index to ask: all of it (''), or the newest blocks that hold enough. */
async function scope(db: Reading, must: string, newest: boolean): Promise<{ last: number; blocks: number | null }> {
	const { rows } = await sql<{ last: number }>`select last_value::bigint as last from catalogue.entry_numbers`.execute(db as never);
	const last = blockOf(Number(rows[0]?.last ?? 0));
	if (last < fewBlocks) return { last, blocks: null };
	// A few blocks spread over all tell how dense the matches lie.
	const spread = [...new Set(Array.from({ length: probed }, (_, at) => Math.round((last * at) / (probed - 1))))];
	const most = Math.ceil((worthReading / last) * spread.length) + 1;
	const sample = await sql<{ count: number }>`
		select count(*)::int as count
		from catalogue.matching(${both(must, spread.map((block) => quoted(mark.block(block))).join('|'))}::tsquery, ${most}, false)`.execute(db as never);
	const found = sample.rows[0]?.count ?? 0;
	if (found < most) return { last, blocks: null };
	const edge = await sql<{ count: number }>`
		select count(*)::int as count from catalogue.matching(${both(must, blocksQuery(last, 2, newest))}::tsquery, ${mostCounted}, false)`.execute(
		db as never
	);
	return { last, blocks: Math.max(2, Math.ceil((mostCounted * 1.1) / Math.max(1, (edge.rows[0]?.count ?? 0) / 2)) + 1) };
}

const counting = sql`
	select json_agg(json_build_object('facet', facet, 'value', value, 'count', count)) from (
		select facet, value, count from (select code, count(*)::int as count from kept, unnest(kept.facets) as code group by code) as counts
			join catalogue.facet_values using (code)
	) as named`;

interface Row {
	total: number;
	facets: FacetCount[] | null;
	page: number[] | null;
}

/** All of it in one statement. Without words the newest come first, whatever the sort. */
async function ask(db: Reading, asking: Asking, query: string): Promise<Row> {
	const up = asking.sort === 'oldest';
	const direction = up ? sql`asc` : sql`desc`;
	const scores = asking.ranks
		.slice(0, 10)
		.map(({ query: each, weight }) => sql`ts_rank('{0.08,0.15,0.4,1}', search, ${each}::tsquery, 1) * ${weight}::float8`);
	const ranked = asking.sort === 'relevance' && scores.length > 0;
	const titled = ranked && asking.title ? both(asking.title, query) : '';
	const window = sql`limit ${asking.perPage} offset ${(asking.page - 1) * asking.perPage}`;
	const { rows } = await sql<Row>`
		with found as materialized (select * from catalogue.matching(${query}::tsquery, ${mostCounted + 1}, ${up})),
		kept as materialized (select * from found order by number ${direction} limit ${mostCounted})
		${
			ranked
				? sql`,
		titled as materialized (select number from catalogue.matching(${titled || quoted(mark.title(''))}::tsquery, ${mostTitled}, false)),
		worth as ((select number from kept order by number desc limit ${mostRanked}) union (select number from titled)),
		scored as (
			select worth.number, (${sql.join(scores, sql` + `)} + case when worth.number in (select titled.number from titled) then ${inTitle}::float8 else 0 end)
				* case when languages @> array[${asking.language ?? ''}]::text[] then ${ownLanguage}::float8 else 1 end as score
			from worth cross join lateral (
				select search, languages from catalogue.entries where entries.number = worth.number limit 1
			) as entry
		)`
				: sql``
		}
		select (select count(*)::int from found) as total, (${counting}) as facets,
			(select json_agg(number) from (${
				ranked
					? sql`select number from kept left join scored using (number) order by score desc nulls last, number desc ${window}`
					: sql`select number from kept order by published_at ${direction}, number ${direction} ${window}`
			}) as page) as page`.execute(db as never);
	return rows[0] as Row;
}

export async function candidates(db: Reading, asking: Asking): Promise<Counted> {
	const query = both(asking.must, ...facetQuery(asking.facets)) || quoted(mark.facet('all', ''));
	const newest = asking.sort !== 'oldest';
	const { last, blocks } = await scope(db, query, newest);
	for (let count = blocks; ; count = count === null ? null : count * 3) {
		const narrowed = count === null || count > last ? query : both(query, blocksQuery(last, count, newest));
		const row = await ask(db, asking, narrowed);
		const bounded = row.total > mostCounted;
		if (!bounded && narrowed !== query) continue;
		return { total: Math.min(row.total, mostCounted), bounded, facets: row.facets ?? [], page: (row.page ?? []).map(Number) };
	}
}

/** The page of everything: nothing is asked, so nothing is counted here. */
export async function pageOfAll(db: Reading, { sort, page, perPage }: Pick<Asking, 'sort' | 'page' | 'perPage'>): Promise<number[]> {
	const direction = sort === 'oldest' ? sql`asc` : sql`desc`;
	const { rows } = await sql<{ number: number }>`
		select number from catalogue.entries where state = 'published' and number is not null
		order by published_at ${direction}, number ${direction} limit ${perPage} offset ${(page - 1) * perPage}`.execute(db as never);
	return rows.map(({ number }) => Number(number));
}

/** How one facet would divide if it were not chosen itself: what else the reader could choose. */
export async function countsWithout(db: Reading, asking: Pick<Asking, 'must' | 'facets' | 'sort'>, facet: FacetName): Promise<FacetCount[]> {
	const rest = { ...asking.facets };
	delete rest[facet];
	const counted = await candidates(db, { must: asking.must, title: '', ranks: [], facets: rest, sort: 'newest', page: 1, perPage: 1 });
	return counted.facets.filter((each) => each.facet === facet);
}

/** Whether anything matches at all. */
export async function anyMatch(db: Reading, query: string): Promise<boolean> {
	if (!query) return false;
	const { rows } = await sql<{ found: boolean }>`
		select exists (select from catalogue.entries where search @@ ${query}::tsquery) as found`.execute(db as never);
	return rows[0]?.found === true;
}
