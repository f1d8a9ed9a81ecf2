// SPDX-License-Identifier: Apache-2.0
// The results of a search for a file: first those that a search puts in order, then, where there are more, all others block by block.
import type { Convention } from '#convention/convention.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import type { Entry } from '../entry.ts';
import { type AskedQuestion, mostInFile } from '../question.ts';
import type { Shown } from '../shown.ts';
import { allMatches } from './candidates.ts';
import { byNumbers } from './entries.ts';
import { named } from './naming.ts';
import { type Found, search } from './search.ts';

const portion = 1000;

export interface FoundRecord extends Shown {
	articles: string[];
	areas: string[];
	year: number;
	revision: number;
}

interface Around {
	definitions: Definitions;
	convention: Convention;
}

const told = async (db: Reading, entries: readonly Entry[], { definitions, convention }: Around): Promise<FoundRecord[]> =>
	(await named(db, [...entries], definitions, convention)).map((shown, at) => {
		const { articles, areas, year, revision } = entries[at] as Entry;
		return { ...shown, articles, areas, year, revision };
	});

export interface FirstResults {
	results: FoundRecord[];
	/** There are more than these. */
	bounded: boolean;
	must: string;
}

/** What a search puts in order: all of it, or the first so many. */
export async function firstResults(db: Reading, question: AskedQuestion, around: Around, most: number = mostInFile): Promise<FirstResults> {
	const results: FoundRecord[] = [];
	for (let page = 1; ; page += 1) {
		const found: Found = await search(db, { ...question, page, perPage: portion, convention: around.convention, most });
		results.push(...(await told(db, found.entries, around)));
		const total = Math.min(found.total, most);
		if (!found.entries.length || results.length >= total)
			return { results: results.slice(0, most), bounded: found.bounded || found.total > most, must: found.must };
	}
}

/** All that stand behind the first ones, portion by portion. */
export async function* furtherResults(
	db: Reading,
	{ facets, sort }: AskedQuestion,
	{ results, must }: FirstResults,
	around: Around
): AsyncGenerator<FoundRecord[]> {
	const given = new Set(results.map(({ id }) => id));
	for await (const numbers of allMatches(db, { must, facets, sort }))
		for (let from = 0; from < numbers.length; from += portion) {
			const entries = (await byNumbers(db, numbers.slice(from, from + portion))).filter(({ recordId }) => !given.has(recordId));
			if (entries.length) yield await told(db, entries, around);
		}
}
