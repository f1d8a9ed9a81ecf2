// SPDX-License-Identifier: Apache-2.0
// Takes apart what somebody typed into the search box: words, "phrases", -words to leave out, OR between two. Pure.
import { readSymbol, symbolText } from '#convention/symbol.ts';
import { type Token, tokensOf } from './tokens.ts';

/** Words that stand together: one word, a phrase in quotation marks, or a code such as MC-5/13, which is kept together too. */
export interface Term {
	/** As typed, without marks. */
	text: string;
	tokens: Token[];
	/** Its words must follow one another. */
	together: boolean;
	/** In quotation marks: meant to the letter, neither corrected nor expanded. */
	quoted: boolean;
}

export interface Asked {
	/** One of each group must be found; a group of one is the usual case. */
	wanted: Term[][];
	unwanted: Term[];
}

/** More than this is read by nobody, and costs. */
const mostTerms = 24;

const pieces = /(-?)(?:["«»“”„](?<quoted>[^"«»“”„]*)["«»“”„]?|(?<plain>[^\s"«»“”„]+))/gu;
const code = /^\p{L}[\p{L}\p{N}]*(?:[-/.][\p{L}\p{N}]+)*[-/.]\p{N}+$/u;

/** A symbol of a document as it is written, whatever language its first word was typed in; any other text as it is. */
function symbolOr(text: string): string {
	const symbol = /\d/.test(text) ? readSymbol(text.replace(/^(?:PNUE|PNUMA|ЮНЕП)(?=\W*MC)/i, 'UNEP')) : null;
	return symbol && symbol.number !== null ? symbolText(symbol) : text;
}

export function asked(words: string): Asked {
	const wanted: Term[][] = [];
	const unwanted: Term[] = [];
	let either = false;
	let count = 0;
	// A minus leaves out only at the beginning of a word: "lead-acid" is one thing.
	for (const { 1: minus, groups } of words.slice(0, 300).matchAll(pieces)) {
		const quoted = groups?.quoted !== undefined;
		const text = symbolOr((groups?.quoted ?? groups?.plain ?? '').trim());
		if (!quoted && !minus && (text === 'OR' || text === '|')) {
			either = wanted.length > 0;
			continue;
		}
		const tokens = tokensOf(text);
		if (!tokens.length || (count += 1) > mostTerms) continue;
		const together = tokens.length > 1 && (quoted || code.test(text));
		const term = { text, tokens, together, quoted };
		if (minus) unwanted.push(term);
		else if (either) wanted.at(-1)?.push(term);
		else wanted.push([term]);
		either = false;
	}
	return { wanted, unwanted };
}
