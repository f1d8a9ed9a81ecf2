// SPDX-License-Identifier: Apache-2.0
// Finds the concepts of the taxonomy whose labels occur in tokens, in any inflection. Pure: the stems are handed in.
import type { Convention } from '#convention/convention.ts';
import { isLanguage, type Language, languages } from '#text/languages.ts';
import type { Token } from './tokens.ts';

/** What is known of a token when labels are looked for: its lexemes in the language that it is read in; [] is passed over. */
export type Read = readonly (readonly string[])[];

export interface Label {
	concept: string;
	/** null: an abbreviation, the same in every language. */
	language: Language | null;
	text: string;
	/** Lexemes of each word that says something. */
	words: readonly ReadonlySet<string>[];
	/** Letters of each of those. */
	lengths: readonly number[];
}

/** Two words with one stem and lengths further apart than this are two words: "mercury" and "mercurialism". */
const apart = 4;

export interface Labels {
	/** By each lexeme of their first word. */
	byFirst: ReadonlyMap<string, readonly Label[]>;
	/** The same without the word for mercury, as people ask: "contrabande" for "contrabande de mercure". Too loose to be looked for in texts. */
	bare: ReadonlyMap<string, readonly Label[]>;
	/** Concepts with a label that has this lexeme anywhere. */
	byWord: ReadonlyMap<string, ReadonlySet<string>>;
	/** Every word of a label, as it is folded, with its language: known to the speller. */
	vocabulary: ReadonlyMap<string, Language>;
}

export interface Span {
	concept: string;
	/** First and last token of it. */
	from: number;
	to: number;
}

/** What all of this is about: a question that names it beside something else means the something else. */
export const everywhere = 'mercury';

const abbreviation = /^[A-Z0-9]{2,8}$/;

/** Every label of every concept in use: the preferred one, the others and the hidden ones. */
export const labelTexts = (convention: Pick<Convention, 'all'>): { concept: string; language: Language | null; text: string }[] =>
	convention
		.all('concept')
		.filter(({ state }) => state !== 'deprecated')
		.flatMap((concept) =>
			languages.flatMap((language) =>
				[concept.prefLabel[language], ...(concept.altLabel[language] ?? []), ...(concept.hiddenLabel?.[language] ?? [])].flatMap((text) =>
					text ? [{ concept: concept.id, language: abbreviation.test(text) ? null : language, text }] : []
				)
			)
		);

export function labelsOf(
	read: readonly { concept: string; language: Language | null; text: string; tokens: readonly Token[]; lexemes: Read }[]
): Labels {
	const byFirst = new Map<string, Label[]>();
	const bare = new Map<string, Label[]>();
	const mercury = new Set(read.filter((each) => each.concept === everywhere && each.tokens.length === 1).flatMap(({ lexemes }) => lexemes.flat()));
	const byWord = new Map<string, Set<string>>();
	const vocabulary = new Map<string, Language>();
	for (const { concept, language, text, tokens, lexemes } of read) {
		const words = lexemes.filter((each) => each.length).map((each) => new Set(each));
		const lengths = tokens.filter((_, at) => lexemes[at]?.length).map((token) => token.folded.length);
		for (const token of tokens) if (token.script !== 'han') vocabulary.set(token.folded, language ?? 'en');
		if (tokens[0]?.script === 'han') vocabulary.set(tokens.map((token) => token.folded).join(''), 'zh');
		for (const lexeme of words.flatMap((each) => [...each])) byWord.set(lexeme, (byWord.get(lexeme) ?? new Set()).add(concept));
		const add = (to: Map<string, Label[]>, label: Label) => {
			for (const lexeme of label.words[0] ?? []) to.set(lexeme, [...(to.get(lexeme) ?? []), label]);
		};
		add(byFirst, { concept, language, text, words, lengths });
		const rest = words.flatMap((word, at) => ([...word].some((lexeme) => mercury.has(lexeme)) ? [] : [at]));
		const letters = rest.reduce((sum, at) => sum + (lengths[at] as number), 0);
		// One word of few letters, such as 含 of 含汞, is left of too many labels.
		if (rest.length && rest.length < words.length && letters >= (tokens[0]?.script === 'han' ? 2 : 5))
			add(bare, { concept, language, text, words: rest.map((at) => words[at] as Set<string>), lengths: rest.map((at) => lengths[at] as number) });
	}
	// One word that labels of other concepts have as well names none of them.
	for (const [lexeme, labels] of bare)
		bare.set(
			lexeme,
			labels.filter(({ words }) => words.length > 1 || byWord.get(lexeme)?.size === 1)
		);
	return { byFirst, bare, byWord, vocabulary };
}

/**
 * Labels that occur in tokens read in one language ('' fits any). All of them, also one within another ("mercury" in "mercury compounds").
 * Words that say nothing by themselves may stand between.
 */
export function spansIn(
	tokens: readonly Pick<Token, 'folded'>[],
	lexemes: Read,
	language: Language | '',
	labels: Labels,
	byFirst: Labels['byFirst'] = labels.byFirst
): Span[] {
	// An abbreviation is its letters, whatever a stemmer makes of them.
	const reads = (at: number): readonly string[] => [...(lexemes[at] ?? []), tokens[at]?.folded ?? ''];
	const saying = lexemes.flatMap((each, at) => (each.length ? [at] : []));
	const spans: Span[] = [];
	for (const [place, from] of saying.entries()) {
		const candidates = new Set(reads(from).flatMap((lexeme) => byFirst.get(lexeme) ?? []));
		for (const label of candidates) {
			if (label.language !== null && isLanguage(language) && label.language !== language) continue;
			const fits = label.words.every((word, step) => {
				const at = saying[place + step];
				return (
					at !== undefined &&
					(label.language === null ? word.has(tokens[at]?.folded ?? '') : (lexemes[at] ?? []).some((lexeme) => word.has(lexeme))) &&
					Math.abs((tokens[at]?.folded.length ?? 0) - (label.lengths[step] ?? 0)) <= apart
				);
			});
			if (fits) spans.push({ concept: label.concept, from, to: saying[place + label.words.length - 1] ?? from });
		}
	}
	return spans;
}

/** Labels of two words whose words stand the other way round: "thermometer broken", "fish mercury". As people ask, not as they write. */
export function turned(tokens: readonly Pick<Token, 'folded' | 'script'>[], lexemes: Read, language: Language | '', labels: Labels): Span[] {
	const saying = lexemes.flatMap((each, at) => (each.length && tokens[at]?.script !== 'han' ? [at] : []));
	return saying.slice(1).flatMap((to, place) => {
		const from = saying[place] as number;
		const pair = [tokens[to], tokens[from]] as Pick<Token, 'folded'>[];
		return spansIn(pair, [lexemes[to] ?? [], lexemes[from] ?? []], language, labels)
			.filter((span) => span.to > span.from)
			.map(({ concept }) => ({ concept, from, to }));
	});
}

/** The longest of them that do not overlap, from the left; those of one place stay together. */
export function longestOf(spans: readonly Span[]): Span[] {
	const sorted = spans.toSorted((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from);
	const kept: Span[] = [];
	for (const span of sorted) {
		const same = kept.find((each) => each.from === span.from && each.to === span.to);
		if (
			same
				? kept.some((each) => each.from === span.from && each.concept === span.concept)
				: kept.some((each) => span.from <= each.to && each.from <= span.to)
		)
			continue;
		kept.push(span);
	}
	return kept.sort((a, b) => a.from - b.from);
}
