// SPDX-License-Identifier: Apache-2.0
// Finds linked resources: by the words of a question, read as the search of the catalogue reads them, in an index of their own. Counts up to a bound, so that a common
// word costs no more than a rare one.
import { type Selectable, sql } from 'kysely';
import type { Convention } from '#convention/convention.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Tables } from '#platform/server/tables.ts';
import type { Language } from '#text/languages.ts';
import type { Words } from '#text/words.ts';
import { asked } from '../asked.ts';
import { type Linked, type LinkedAsked, linkedPerPage, type LinkedValue } from '../linked.ts';
import { planOf, queriesOf } from '../plan.ts';
import { labelsFor } from './concept-labels.ts';
import { stemsFor } from './stems.ts';

export interface LinkedQuestion extends LinkedAsked {
	language: Language;
	convention: Convention;
	perPage?: number;
}

export interface LinkedFoundList {
	total: number;
	/** There are more than `total`. */
	bounded: boolean;
	resources: Linked[];
	/** How they divide by convention, whatever was chosen. */
	treaties: { value: string; count: number }[];
}

const mostCounted = 2000;

/** The words as a query of the index; null for words that are none. */
export async function linkedQuery(db: Reading, words: string, language: Language, convention: Convention): Promise<string | null> {
	const read = asked(words.slice(0, 300));
	const tokens = [...read.wanted.flat(), ...read.unwanted].flatMap((term) => term.tokens);
	if (!tokens.length) return null;
	const lexemesOf = await stemsFor(db, [{ tokens, language }], true);
	const plan = planOf(read, { language, lexemesOf, labels: await labelsFor(db, convention), narrower: () => [] });
	return queriesOf(plan).must || null;
}

export async function searchLinked(db: Reading, question: LinkedQuestion): Promise<LinkedFoundList> {
	const { words, treaty, kind, page, language, convention, perPage = linkedPerPage } = question;
	const query = words.trim() ? await linkedQuery(db, words, language, convention) : '';
	if (query === null) return { total: 0, bounded: false, resources: [], treaties: [] };
	const matches = query ? sql`search @@ ${query}::tsquery` : sql`true`;
	const ofKind = kind ? sql`kind = ${kind}` : sql`true`;
	const { rows: treaties } = await sql<{ value: string; count: number }>`
		select treaty as value, count(*)::int as count
		from (select treaty from linked.resources where gone_since is null and ${matches} and ${ofKind} limit ${mostCounted + 1}) as found
		group by treaty order by count(*) desc, treaty`.execute(db as never);
	const all = treaties.filter(({ value }) => !treaty || value === treaty).reduce((sum, { count }) => sum + count, 0);
	const rank = query ? sql`ts_rank('{0.08,0.15,0.4,1}', search, ${query}::tsquery, 1) desc, ` : sql``;
	const { rows } = await sql<Row>`
		select found.*, source.name as source_name from (
			select * from linked.resources
			where gone_since is null and ${matches} and ${ofKind} and ${treaty ? sql`treaty = ${treaty}` : sql`true`}
			order by ${query ? sql`key` : sql`day desc nulls last, key`} limit ${mostCounted}
		) as found join projects.sources as source on source.id = found.source
		order by ${rank}day desc nulls last, key limit ${perPage} offset ${(page - 1) * perPage}`.execute(db as never);
	return { total: Math.min(all, mostCounted), bounded: all > mostCounted, resources: rows.map(linkedFromRow), treaties };
}

type Row = Selectable<Tables['linked.resources']> & { source_name: unknown };

export const linkedFromRow = (row: Row): Linked => ({
	...(row.value as LinkedValue),
	key: row.key,
	source: row.source,
	sourceName: row.source_name as Words,
	demo: row.demo,
	seenAt: new Date(row.last_seen_at)
});

/** What a Party handed in to other conventions, the newest first: worth a look before the same is written again. */
export async function reportedElsewhere(db: Reading, party: string, limit = 10): Promise<Linked[]> {
	const { rows } = await sql<Row>`
		select found.*, source.name as source_name from linked.resources as found join projects.sources as source on source.id = found.source
		where gone_since is null and parties @> array[${party}]::text[] and found.kind in ('country-report', 'national-plan')
		order by day desc nulls last, key limit ${limit}`.execute(db as never);
	return rows.map(linkedFromRow);
}

export const countLinked = async (db: Reading): Promise<Map<string, { standing: number; gone: number }>> => {
	const { rows } = await sql<{ source: string; standing: number; gone: number }>`
		select source, count(*) filter (where gone_since is null)::int as standing, count(gone_since)::int as gone from linked.resources group by source`.execute(
		db as never
	);
	return new Map(rows.map(({ source, ...counts }) => [source, counts]));
};
