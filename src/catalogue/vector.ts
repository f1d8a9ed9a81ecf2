// SPDX-License-Identifier: Apache-2.0
// Writes what an entry is found by as the text of a tsvector: lexemes with places and weights, and marks that no word of a text can be
// mistaken for. Pure: stems and labels are handed in.
import type { Language } from '#text/languages.ts';
import { type Labels, type Read, spansIn } from './labels.ts';
import { languageOfToken, looseForm, type Token, tokensOf } from './tokens.ts';

/** A title, B texts, C names of type, Party, areas, D attached files. */
export type Weight = 'A' | 'B' | 'C' | 'D';

/** Marks beside the words: a word of the title, a concept, a facet, a block of numbers. */
export const mark = {
	title: (lexeme: string) => `^${lexeme}`,
	concept: (id: string) => `#${id}`,
	facet: (facet: string, value: string) => `=${facet}:${value}`,
	/** A block of numbers, and one of eight of those: by them the newest of very many are asked for in the words of the index. */
	block: (block: number) => `@${block}`,
	row: (row: number) => `@@${row}`,
	blocks: (number: number) => [mark.block(blockOf(number)), mark.row(Math.floor(blockOf(number) / blocksInRow))]
};

export const blockSize = 8192;
export const blocksInRow = 8;
export const blockOf = (number: number): number => Math.floor(number / blockSize);

export const quoted = (lexeme: string): string => `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

// What a tsvector can hold, with room to spare: places up to 16,383, 256 of each lexeme, a megabyte in all.
const lastPlace = 16_383;
const mostPlaces = 40;
const mostLexemes = 20_000;

export interface Part {
	weight: Weight;
	language: Language | '';
	tokens: readonly Token[];
}

/** Cuts texts by weight and language into tokens, in the order of their weight. */
export const partsOf = (texts: { [weight in Weight]?: Partial<Record<Language | '', string>> }): Part[] =>
	(['A', 'B', 'C', 'D'] as const).flatMap((weight) =>
		Object.entries(texts[weight] ?? {}).flatMap(([language, text]) =>
			text ? [{ weight, language: language as Language | '', tokens: tokensOf(text.slice(0, 400_000)) }] : []
		)
	);

export type LexemesOf = (token: Token, language: Language | '') => readonly string[];

/** Tokens as they are read in the language of their text. */
export const read = (part: Pick<Part, 'tokens' | 'language'>, lexemesOf: LexemesOf): Read =>
	part.tokens.map((token) => lexemesOf(token, languageOfToken(token.script, part.language)));

/**
 * The text of the tsvector. `concepts` are those that answers name; those whose labels occur are added. Words of different parts never stand
 * beside one another, so that no phrase is found across them.
 */
export function vectorText(
	parts: readonly Part[],
	lexemesOf: LexemesOf,
	{
		labels,
		concepts = [],
		marks = [],
		most = mostLexemes
	}: { labels?: Labels; concepts?: readonly string[]; marks?: readonly string[]; most?: number } = {}
): string {
	const places = new Map<string, string[]>();
	const put = (lexeme: string, place: number, weight: Weight) => {
		const known = places.get(lexeme);
		if (known) {
			if (known.length < mostPlaces) known.push(`${Math.min(place, lastPlace)}${weight}`);
		} else if (places.size < most) places.set(lexeme, [`${Math.min(place, lastPlace)}${weight}`]);
	};
	for (const id of concepts) put(mark.concept(id), 1, 'A');
	const titles = new Set<string>();
	let begin = 1;
	for (const part of parts) {
		const lexemes = read(part, lexemesOf);
		for (const [at, each] of lexemes.entries()) {
			const token = part.tokens[at] as Token;
			const skeleton = token.script === 'arabic' && each.length ? looseForm(token) : undefined;
			if (skeleton) put(skeleton.lexeme, begin + at, part.weight);
			for (const lexeme of each) {
				put(lexeme, begin + at, part.weight);
				if (part.weight === 'A') titles.add(mark.title(lexeme));
			}
		}
		if (labels)
			for (const { concept, from } of spansIn(part.tokens, lexemes, part.language, labels)) {
				put(mark.concept(concept), begin + from, part.weight);
				if (part.weight === 'A') titles.add(mark.title(mark.concept(concept)));
			}
		begin += part.tokens.length + 10;
	}
	return [...[...places].map(([lexeme, at]) => `${quoted(lexeme)}:${[...new Set(at)].join(',')}`), ...[...titles, ...marks].map(quoted)].join(' ');
}

/** Distinct words for the speller, as they are folded, with their language; Chinese by the words that a reader sees. */
export function wordsOf(parts: readonly Part[], cut: (text: string) => string[]): Map<string, Language | ''> {
	const words = new Map<string, Language | ''>();
	for (const { tokens, language } of parts) {
		let run = '';
		const end = () => {
			if (run) for (const word of cut(run)) if (word.length > 1) words.set(word, 'zh');
			run = '';
		};
		for (const token of tokens) {
			if (token.script !== 'han') {
				end();
				if (token.folded.length > 2 && !/\p{N}/u.test(token.folded)) words.set(token.folded, languageOfToken(token.script, language));
				continue;
			}
			run += token.folded;
			if (!token.pair) end();
		}
		end();
	}
	return words;
}
