// SPDX-License-Identifier: Apache-2.0
// Asks the index: how many entries match, how they divide, and which stand on a page. Never looks at more than the newest two thousand, so that a
// word of a third of a million entries costs what a rare one does; says when there were more. Knows queries only, no words.
import { sql } from 'kysely';
import type { Reading } from '#platform/server/database.ts';
import { mostCounted } from '../question.ts';
import { blockOf, blockSize, blocksInRow, mark, quoted } from '../vector.ts';
import { type FacetCount, type FacetName, facetNames } from './facet-values.ts';

/** Of these, the newest are ranked by their words, fewer where there are more than are counted; and some whose titles have them. */
const mostRanked = 700;
const fewerRanked = 400;
const mostTitled = 150;
/** How much more an entry counts that is in the reader's language. */
const ownLanguage = 3;
/** How much more what has all of the question, where most of it is enough. */
const ofWhole = 2;
/** What it adds that the title has all of it. */
const inTitle = 0.05;

/** A tsquery as text; '' asks for nothing in words. */
export interface Asking {
	must: string;
	title: string;
	ranks: readonly { query: string; weight: number }[];
	/** Where not everything is asked for: what has all of it counts more. */
	whole?: string;
	facets: Partial<Record<FacetName, string>>;
	sort: 'relevance' | 'newest' | 'oldest';
	page: number;
	perPage: number;
	/** How many are counted and put in order at most, where not as many as usual. */
	most?: number;
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

const mostSingle = 3;

/** The marks of so many of the newest (or oldest) blocks, and of the one that may have begun since; rows of eight where they lie within. */
function blocksQuery(last: number, count: number, newest: boolean): string {
	const to = newest ? last + 1 : Math.min(last, count - 1);
	let from = newest ? Math.max(0, last - count + 1) : 0;
	// A row costs the index less than most of its blocks one by one.
	if (newest && blocksInRow - (from % blocksInRow) > mostSingle) from -= from % blocksInRow;
	const marks: string[] = [];
	for (let block = from; block <= to;) {
		const whole = block % blocksInRow === 0 && (newest || block + blocksInRow - 1 <= to);
		marks.push(quoted(whole ? mark.row(block / blocksInRow) : mark.block(block)));
		block += whole ? blocksInRow : 1;
	}
	return marks.join('|');
}

/** Below so many blocks nothing is worth bounding before it is counted. */
const fewBlocks = 5;
/** Up to so many entries are read whole: finding the newest among them first would cost as much. */
const worthReading = 5000;
const probed = 4;

async function atLeast(db: Reading, query: string, most: number): Promise<number> {
	const { rows } = await sql<{ count: number }>`select catalogue.at_least(${query}::tsquery, ${most}) as count`.execute(db as never);
	return rows[0]?.count ?? 0;
}

const seen = new WeakMap<object, { number: number; at: number }>();

/** The newest number, at most so old: what came since lies in the same block or in the next one, which is always asked too. */
async function newestNumber(db: Reading): Promise<number> {
	const known = seen.get(db);
	if (known && performance.now() - known.at < 1000) return known.number;
	const { rows } = await sql<{ last: number }>`select last_value::bigint as last from catalogue.entry_numbers`.execute(db as never);
	const number = Number(rows[0]?.last ?? 0);
	seen.set(db, { number, at: performance.now() });
	return number;
}

interface Scope {
	last: number;
	/** null: all of the index. */
	blocks: number | null;
}

/** How dense the matches of a question lie changes slowly: who turns the page, or asks what everybody asks, need not find out anew. */
const dense = new WeakMap<object, Map<string, { blocks: number | null; until: number }>>();
const mostDense = 2000;

async function scope(db: Reading, must: string, newest: boolean, most: number): Promise<Scope> {
	const number = await newestNumber(db);
	const last = blockOf(number);
	if (last < fewBlocks) return { last, blocks: null };
	const all = dense.get(db) ?? new Map<string, { blocks: number | null; until: number }>();
	dense.set(db, all);
	const key = `${newest} ${most} ${must}`;
	const known = all.get(key);
	if (known && performance.now() < known.until) return { last, blocks: known.blocks };
	const blocks = await blocksFor(db, must, newest, number, most);
	if (all.size >= mostDense) all.clear();
	all.set(key, { blocks, until: performance.now() + 60_000 });
	return { last, blocks };
}

/** How much of the index to ask: all of it (null), or the newest blocks that hold enough. */
async function blocksFor(db: Reading, must: string, newest: boolean, number: number, wanted: number): Promise<number | null> {
	const last = blockOf(number);
	// A few blocks spread over all tell how dense the matches lie; none of them is the last, which is filling up.
	const spread = [...new Set(Array.from({ length: probed }, (_, at) => Math.round(((last - 1) * at) / (probed - 1))))];
	const most = Math.ceil((worthReading / (number / blockSize)) * spread.length) + 1;
	const found = await atLeast(db, both(must, spread.map((block) => quoted(mark.block(block))).join('|')), most);
	if (found < most) return null;
	const edge = await atLeast(db, both(must, quoted(mark.block(newest ? last - 1 : 0))), wanted);
	// As few as a block may well hold by chance: asking twice costs more than asking for a little more.
	const each = Math.max(1, edge - 2 * Math.sqrt(edge));
	const filled = newest ? number / blockSize - last : 0;
	return Math.max(1, Math.ceil((wanted + 1) / each - filled) + (newest ? 1 : 0));
}

interface Row {
	total: number;
	facets: FacetCount[] | null;
	page: number[] | null;
}

/** All of it in one statement. Without words the newest come first, whatever the sort. */
async function ask(db: Reading, asking: Asking, { query, titles }: { query: string; titles: string }): Promise<Row> {
	const scores = asking.ranks
		.slice(0, 10)
		.map(({ query: each, weight }) => sql`ts_rank('{0.08,0.15,0.4,1}', search, ${each}::tsquery, 1) * ${weight}::float8`);
	const ranked = asking.sort === 'relevance' && scores.length > 0;
	const most = asking.most ?? mostCounted;
	const inTitles = ranked && titles ? sql` + case when search @@ ${asking.title}::tsquery then ${inTitle}::float8 else 0 end` : sql``;
	const wholly = ranked && asking.whole ? sql` * case when search @@ ${asking.whole}::tsquery then ${ofWhole}::float8 else 1 end` : sql``;
	const first = (asking.page - 1) * asking.perPage;
	const page = ranked
		? sql`
			-- Only where some would not be ranked otherwise; the function waits for what was counted.
			titled as (
				select found.number from counted cross join lateral
					catalogue.matching(${titles || quoted(mark.title(''))}::tsquery, least(${mostTitled}, counted.total), false) as found
				where counted.total > ${mostRanked}
			),
			worth as (
				(select unnest(numbers[1:case when total > ${most} then ${sql.lit(fewerRanked)} else ${sql.lit(mostRanked)} end]) as number from counted)
				union (select number from titled)
			),
			scored as (
				select worth.number, (${sql.join(scores, sql` + `)}${inTitles})
					* case when languages @> array[${asking.language ?? ''}]::text[] then ${ownLanguage}::float8 else 1 end${wholly} as score
				from worth cross join lateral (
					-- Nothing is deleted: the vector is only fetched from beside the row once, not by each rank anew.
					select ts_delete(search, '') as search, languages from catalogue.entries where entries.number = worth.number limit 1
				) as entry
			),
			page as (
				select number from counted, unnest(numbers) as number left join scored using (number)
				order by score desc nulls last, number desc limit ${asking.perPage} offset ${first}
			)`
		: sql`
			page as (select unnest(numbers[${first + 1}:${first + asking.perPage}]) as number from counted)`;
	const { rows } = await sql<Row>`
		with counted as materialized (
			select * from catalogue.counted(${query}::tsquery, ${most}, ${asking.sort === 'oldest'}, ${asking.sort !== 'relevance' || !ranked})
		),
		${page}
		select total, facets, (select json_agg(number) from page) as page from counted`.execute(db as never);
	return rows[0] as Row;
}

export async function candidates(db: Reading, asking: Asking): Promise<Counted> {
	const query = both(asking.must, ...facetQuery(asking.facets)) || quoted(mark.facet('all', ''));
	const newest = asking.sort !== 'oldest';
	const most = asking.most ?? mostCounted;
	const { last, blocks } = await scope(db, query, newest, most);
	for (let count = blocks; ; count = count === null ? null : count * 2) {
		const narrow = (asked: string, some: number | null) => (some === null || some > last ? asked : both(asked, blocksQuery(last, some, newest)));
		const narrowed = narrow(query, count);
		// What has it in the title has it; and of those a part of the blocks holds enough.
		const titles = asking.title && narrow(both(asking.title, ...facetQuery(asking.facets)), count && Math.ceil(count / 4) + 1);
		const row = await ask(db, asking, { query: narrowed, titles });
		const bounded = row.total > most;
		if (!bounded && narrowed !== query) continue;
		return { total: Math.min(row.total, most), bounded, facets: row.facets ?? [], page: (row.page ?? []).map(Number) };
	}
}

/**
 * Numbers of everything that matches, block by block, newest or oldest first: for files, which hold what no page puts in order. Each block is a
 * question of its own, which costs what it finds.
 */
export async function* allMatches(db: Reading, { must, facets, sort }: Pick<Asking, 'must' | 'facets' | 'sort'>): AsyncGenerator<number[]> {
	const query = both(must, ...facetQuery(facets)) || quoted(mark.facet('all', ''));
	const [last, oldest] = [blockOf(await newestNumber(db)), sort === 'oldest'];
	for (let step = 0; step <= last + 1; step += 1) {
		const block = both(query, quoted(mark.block(oldest ? step : last + 1 - step)));
		const { rows } = await sql<{ number: number }>`select number from catalogue.matching(${block}::tsquery, ${blockSize}, ${oldest})`.execute(
			db as never
		);
		if (rows.length) yield rows.map(({ number }) => Number(number));
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
