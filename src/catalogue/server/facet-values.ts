// SPDX-License-Identifier: Apache-2.0
// Numbers for the values of facets, and how many published entries have each. Knows no words.
import { sql } from 'kysely';
import { reading, type Reading, type Writing } from '#platform/server/database.ts';
import type { Entry } from '../entry.ts';
import type { FacetName } from '../question.ts';

export { facetNames, type FacetName } from '../question.ts';

/** The one value that every published entry has. */
export const everything = { facet: 'all', value: '' } as const;

export interface FacetPair {
	facet: FacetName | 'all';
	value: string;
}

/** What an entry counts under. */
export const facetsOf = (entry: Pick<Entry, 'type' | 'parties' | 'region' | 'areas' | 'articles' | 'year' | 'languages'>): FacetPair[] => {
	const many = (facet: FacetName, values: readonly string[]) => [...new Set(values)].map((value) => ({ facet, value }));
	return [
		everything,
		...many('type', [entry.type]),
		...many('party', entry.parties),
		...many('region', entry.region ? [entry.region] : []),
		...many('area', entry.areas),
		...many('article', entry.articles),
		...many('year', [String(entry.year)]),
		...many('language', entry.languages)
	];
};

async function known(db: Reading, pairs: readonly FacetPair[]): Promise<number[]> {
	const { rows } = await sql<{ code: number }>`
		select code from catalogue.facet_values natural join
			unnest(${pairs.map(({ facet }) => facet)}::text[], ${pairs.map(({ value }) => value)}::text[]) as asked (facet, value)`.execute(db as never);
	return rows.map(({ code }) => code);
}

/** The codes of these values; those that are new get one. */
export async function codesOf(db: Writing, pairs: readonly FacetPair[]): Promise<number[]> {
	const codes = await known(reading(db), pairs);
	if (codes.length === pairs.length) return codes;
	// In one order for all, so that two who bring the same new values wait for one another and never in a circle.
	const sorted = pairs.toSorted((a, b) => (`${a.facet} ${a.value}` < `${b.facet} ${b.value}` ? -1 : 1));
	await db
		.insertInto('catalogue.facet_values')
		.values(sorted.map(({ facet, value }) => ({ facet, value })))
		.onConflict((conflict) => conflict.doNothing())
		.execute();
	return known(reading(db), pairs);
}

export interface FacetCount {
	facet: string;
	value: string;
	count: number;
}

/** The counts of all published entries, kept by triggers: as quick for a million entries as for ten. */
export async function countsOfAll(db: Reading): Promise<FacetCount[]> {
	const { rows } = await sql<FacetCount>`
		select facet, value, sum(change)::int as count from catalogue.facet_changes join catalogue.facet_values using (code)
		group by facet, value having sum(change) > 0 order by sum(change) desc, value`.execute(db as never);
	return rows;
}
