// SPDX-License-Identifier: Apache-2.0
// Which concepts of the taxonomy a text speaks of, with what they are called in the language of the translation. Pure.
import type { Language } from '#text/languages.ts';
import type { Words } from '#text/words.ts';

export interface Concept {
	id: string;
	prefLabel: Words;
	altLabel: Partial<Record<Language, string[]>>;
}

export interface Hit {
	concept: string;
	/** As the text has it. */
	found: string;
	/** What the vocabulary calls it in the language of the text, and in that of the translation. */
	source: string;
	target: string;
}

/** Endings that make no other word of a label: enough for a hint, which a translator judges. */
const endings: Record<Language, string> = {
	ar: '(?:ات|ين|ون|ية|ي|ه|ها)?',
	en: '(?:s|es)?',
	es: '(?:s|es)?',
	fr: '(?:s|x|es)?',
	ru: '[\\p{L}]{0,2}',
	zh: ''
};
/** Arabic writes the article and some small words together with the word. */
const beginnings: Partial<Record<Language, string>> = { ar: '(?:[وفبلك]?(?:ال|لل)?)' };

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\s+/g, '\\s+');

interface Sought {
	concept: Concept;
	label: string;
	pattern: RegExp;
}

function patternOf(label: string, language: Language): RegExp {
	if (language === 'zh') return new RegExp(escaped(label), 'gu');
	// An abbreviation is written as it is; ends of Russian words change.
	const short = /^[\p{Lu}\d]{2,8}$/u.test(label);
	const stem =
		language === 'ru' && !short ? label.split(/\s+/).map((word) => `${escaped(word.replace(/[аеиойуыьэюя]{1,2}$/u, ''))}[\\p{L}]{0,3}`) : null;
	const body = stem ? stem.join('\\s+') : escaped(label) + (short ? '' : endings[language]);
	return new RegExp(`(?<![\\p{L}\\p{N}])${short ? '' : (beginnings[language] ?? '')}${body}(?![\\p{L}\\p{N}])`, short ? 'gu' : 'giu');
}

const kept = new WeakMap<readonly Concept[], Map<Language, Sought[]>>();

/** The labels in one language, the longest first: "mercury added product" is not "mercury". */
function soughtIn(concepts: readonly Concept[], language: Language): Sought[] {
	const byLanguage = kept.get(concepts) ?? new Map<Language, Sought[]>();
	kept.set(concepts, byLanguage);
	const known = byLanguage.get(language);
	if (known) return known;
	const sought = concepts
		.flatMap((concept) =>
			[concept.prefLabel[language], ...(concept.altLabel[language] ?? [])]
				.filter((label): label is string => !!label && label.length > 1)
				.map((label) => ({ concept, label, pattern: patternOf(label, language) }))
		)
		.toSorted((a, b) => b.label.length - a.label.length);
	byLanguage.set(language, sought);
	return sought;
}

/** Each concept once, where it stands first in the text, in the order of the text. */
export function glossaryIn(text: string, from: Language, to: Language, concepts: readonly Concept[], most = 30): Hit[] {
	let left = text.normalize('NFC');
	const found = new Map<string, Hit & { at: number }>();
	for (const { concept, pattern } of soughtIn(concepts, from)) {
		pattern.lastIndex = 0;
		const match = pattern.exec(left);
		if (!match) continue;
		const target = concept.prefLabel[to];
		if (target && (found.get(concept.id)?.at ?? Infinity) > match.index)
			found.set(concept.id, { concept: concept.id, found: match[0], source: concept.prefLabel[from] ?? match[0], target, at: match.index });
		// What is part of a longer label is none of its own.
		left = left.replace(pattern, (all) => '\0'.repeat(all.length));
	}
	return [...found.values()]
		.toSorted((a, b) => a.at - b.at)
		.slice(0, most)
		.map(({ at: _, ...hit }) => hit);
}
