// SPDX-License-Identifier: Apache-2.0
// The taxonomy as it is seeded: wide enough to search by, a tree, and no label that stands for two concepts in one language.
import { describe, expect, it } from 'vitest';
import { languages, type Language } from '../text/languages.ts';
import type { ConceptValue, Fact } from './fact.ts';
import { readSeeds } from './server/seed.ts';

/** As a reader may type it: no case, accents, vowel signs, Arabic article or different apostrophes. */
function folded(label: string, language: Language): string {
	const plain = label
		.normalize('NFD')
		.replace(/[\p{Mn}ـ]/gu, '')
		.toLowerCase()
		.replaceAll('’', "'")
		.trim();
	if (language !== 'ar') return plain;
	return plain
		.replaceAll('ى', 'ي')
		.replaceAll('ة', 'ه')
		.replace(/(^|\s)ال(?=\S{3})/gu, '$1');
}

const rows = (await readSeeds()).filter((fact): fact is Fact<'concept'> => fact.kind === 'concept');
const concepts = new Map<string, ConceptValue>(rows.map((row) => [row.id, row.value]));

/** Every label of a language with the concept that bears it. */
const labelsIn = (language: Language): [string, string][] =>
	[...concepts].flatMap(([id, value]) =>
		[value.prefLabel[language] ?? '', ...(value.altLabel[language] ?? [])].map((label): [string, string] => [label, id])
	);

function depthOf(id: string): number {
	const broader = concepts.get(id)?.broader;
	return broader ? depthOf(broader) + 1 : 0;
}

describe('the taxonomy', () => {
	it('has at least 120 concepts in few trees, none of them a lone root', () => {
		expect(concepts.size).toBeGreaterThanOrEqual(120);
		const roots = [...concepts].filter(([, value]) => value.broader === null).map(([id]) => id);
		expect(roots.length).toBeLessThanOrEqual(16);
		const parents = new Set([...concepts.values()].map((value) => value.broader));
		expect(roots.filter((id) => !parents.has(id))).toEqual([]);
		expect(Math.max(...[...concepts.keys()].map(depthOf))).toBeLessThanOrEqual(4);
	});

	it.each(languages)('means one concept by each label in %s', (language) => {
		const bearers = Map.groupBy(labelsIn(language), ([label]) => folded(label, language));
		const twice = [...bearers].filter(([, all]) => all.length > 1).map(([label, all]) => `${label}: ${all.map(([, id]) => id).join(', ')}`);
		expect(twice).toEqual([]);
	});

	it.each(languages)('has other labels for most concepts in %s, without stray spaces', (language) => {
		const withOthers = [...concepts.values()].filter((value) => (value.altLabel[language] ?? []).length > 0);
		expect(withOthers.length / concepts.size).toBeGreaterThan(0.75);
		expect(labelsIn(language).filter(([label]) => label !== label.trim() || /\s{2}/.test(label))).toEqual([]);
	});

	it('is kept apart from sourced facts until it has been compared', () => {
		expect(rows.filter((row) => row.status !== 'to-verify').map((row) => row.id)).toEqual([]);
	});

	it('forgives case, accents, vowel signs and the article when it compares', () => {
		expect(folded('الزِّئبق', 'ar')).toBe(folded('زئبق', 'ar'));
		expect(folded('Émissions', 'fr')).toBe(folded('emissions', 'fr'));
	});
});
