// SPDX-License-Identifier: Apache-2.0
// The words of facet values: a type by its form, a Party by its name. Pure.
import type { Convention } from '#convention/convention.ts';
import type { Definitions } from '#records/definitions.ts';
import { isLanguage, languages, ownNames } from '#text/languages.ts';
import type { Words } from '#text/words.ts';

export interface FacetValue {
	value: string;
	count: number;
	words: Words;
}

const same = (text: string): Words => Object.fromEntries(languages.map((language) => [language, text]));

const namings: Record<string, (value: string, definitions: Definitions, convention: Convention) => Words | undefined> = {
	type: (value, definitions) => definitions.current(value)?.form.words['form.short'],
	party: (value, _, convention) => convention.state(value)?.name,
	region: (value, _, convention) => convention.entry('regions', value)?.words,
	area: (value, _, convention) => convention.entry('areas', value)?.words,
	article: (value, _, convention) => {
		const title = convention.entry('articles', value)?.words;
		return title && Object.fromEntries(Object.entries(title).map(([language, text]) => [language, `${value}. ${text}`]));
	},
	language: (value) => (isLanguage(value) ? same(ownNames[value]) : undefined)
};

/** Values with their words; a chosen value that finds nothing stays in the list with zero, so that it can be taken off. */
export function facetLabels(
	name: string,
	counts: { value: string; count: number }[],
	chosen: string | undefined,
	definitions: Definitions,
	convention: Convention
): FacetValue[] {
	const all = chosen && !counts.some((each) => each.value === chosen) ? [...counts, { value: chosen, count: 0 }] : counts;
	return all.map(({ value, count }) => ({ value, count, words: namings[name]?.(value, definitions, convention) ?? same(value) }));
}
