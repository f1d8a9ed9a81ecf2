// SPDX-License-Identifier: Apache-2.0
// Reads the address of a search: everything that a page, a download and a shared link have in common. Pure.
import type { Language } from '#text/languages.ts';

export const facetNames = ['type', 'party', 'region', 'area', 'article', 'year', 'language'] as const;
export type FacetName = (typeof facetNames)[number];

/** Entries that a search counts and puts in order; of more, these are the newest (sorted by oldest: the oldest), and the reader is told. */
export const mostCounted = 2000;
/** As a file, where nobody waits for a page, more of them; what comes behind them in a file is not put in order. */
export const mostInFile = 5000;

const sorts = ['relevance', 'newest', 'oldest'] as const;

export interface AskedQuestion {
	words: string;
	facets: Partial<Record<FacetName, string>>;
	sort: (typeof sorts)[number];
	page: number;
	perPage: number;
	language: Language;
	expand: boolean;
	spell: boolean;
}

/** What cannot be stored cannot be looked for: signs that no text may have are taken out. */
// eslint-disable-next-line no-control-regex
const clean = (text: string | null, most: number): string => (text ?? '').replace(/[\u0000-\u001f\ud800-\udfff]/gu, ' ').slice(0, most);

export function questionFrom(asked: URLSearchParams, language: Language, perPage: number): AskedQuestion {
	const sort = sorts.find((each) => each === asked.get('sort')) ?? 'relevance';
	return {
		words: clean(asked.get('q'), 300),
		facets: Object.fromEntries(facetNames.flatMap((name) => (asked.get(name) ? [[name, clean(asked.get(name), 100)]] : []))),
		sort,
		page: Math.min(Math.ceil(mostCounted / perPage), Math.max(1, Number.parseInt(asked.get('page') ?? '1', 10) || 1)),
		perPage,
		language,
		expand: asked.get('expand') !== 'no',
		spell: asked.get('spell') !== 'no'
	};
}
