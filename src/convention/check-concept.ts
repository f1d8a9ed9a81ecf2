// SPDX-License-Identifier: Apache-2.0
// What must hold among the concepts of one list beyond the shape of each: labels that mean one concept, a tree without circles, neighbours that stand
// neither above nor below. Pure, and knows no words.
import { type Language, languages } from '../text/languages.ts';
import type { ConceptValue } from './fact.ts';

export type ConceptKind = 'concept' | 'sector';

/** As a reader may type it: case, accents, vowel signs and apostrophes make no difference. */
export const foldedLabel = (label: string): string =>
	label
		.normalize('NFD')
		.replace(/[\p{Mn}ـ]/gu, '')
		.toLowerCase()
		.replaceAll('’', "'")
		.replace(/\s+/g, ' ')
		.trim();

/** Ids above a concept, nearest first; a circle ends where it began. */
export function aboveOf(id: string, broader: string | null, concepts: ReadonlyMap<string, ConceptValue>): string[] {
	const found: string[] = [];
	for (let each = broader; each && !found.includes(each); each = each === id ? broader : (concepts.get(each)?.broader ?? null)) found.push(each);
	return found;
}

const bearers = new WeakMap<ReadonlyMap<string, ConceptValue>, ReadonlyMap<string, readonly string[]>>();
const bearing = (language: Language, label: string): string => `${language} ${foldedLabel(label)}`;

/** Concepts in use by their preferred labels, read once for a list. */
function bearersIn(concepts: ReadonlyMap<string, ConceptValue>): ReadonlyMap<string, readonly string[]> {
	const known = bearers.get(concepts);
	if (known) return known;
	const found = new Map<string, string[]>();
	for (const [id, { prefLabel, state }] of concepts)
		if (state !== 'deprecated')
			for (const language of languages) {
				const label = prefLabel?.[language];
				if (typeof label === 'string') found.set(bearing(language, label), [...(found.get(bearing(language, label)) ?? []), id]);
			}
	bearers.set(concepts, found);
	return found;
}

type Code = 'not-in-order' | 'label-taken' | 'above-or-below' | 'deprecated-entry' | 'labels-alike';

export function checkConcept(
	value: ConceptValue,
	id: string,
	concepts: ReadonlyMap<string, ConceptValue>,
	say: (at: string, code: Code, values?: { [name: string]: string }) => void
): void {
	const above = aboveOf(id, value.broader, concepts);
	if (above.includes(id)) say('broader', 'not-in-order');
	if (value.state === 'deprecated') {
		const successor = value.replacedBy ? concepts.get(value.replacedBy) : undefined;
		if (value.replacedBy === id || successor?.state === 'deprecated') say('replacedBy', 'deprecated-entry');
		return;
	}
	if (value.broader && concepts.get(value.broader)?.state === 'deprecated') say('broader', 'deprecated-entry');
	if (value.replacedBy) say('replacedBy', 'deprecated-entry');
	for (const other of value.related ?? [])
		if (other === id || above.includes(other) || aboveOf(other, concepts.get(other)?.broader ?? null, concepts).includes(id))
			say('related', 'above-or-below', { other });
		else if (concepts.get(other)?.state === 'deprecated') say('related', 'deprecated-entry');
	for (const language of languages) {
		const label = value.prefLabel[language];
		if (!label) continue;
		const same = bearersIn(concepts)
			.get(bearing(language, label))
			?.find((each) => each !== id);
		if (same) say(`prefLabel.${language}`, 'label-taken', { other: same });
		for (const part of ['altLabel', 'hiddenLabel'] as const)
			if (value[part]?.[language]?.some((each) => each === label)) say(`${part}.${language}`, 'labels-alike', { label });
	}
}

/** Languages in which a concept has no label, and in which it lacks the definition that it has in another. */
export const missingIn = ({ prefLabel, definition }: ConceptValue): { label: Language[]; definition: Language[] } => ({
	label: languages.filter((language) => !prefLabel[language]),
	definition: definition ? languages.filter((language) => !definition[language]) : []
});
