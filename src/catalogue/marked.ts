// SPDX-License-Identifier: Apache-2.0
// Marks in a text the words by which it was found: pieces of text as data, never markup. Pure: stems and labels are handed in.
import type { Language } from '#text/languages.ts';
import { type Labels, spansIn } from './labels.ts';
import type { Plan } from './plan.ts';
import { looseForm, type Token, tokensOf } from './tokens.ts';
import { type LexemesOf, read } from './vector.ts';

/** A piece of a text; `found` where it is one of the words asked for. */
export interface Piece {
	text: string;
	found: boolean;
}

export interface Sought {
	lexemes: ReadonlySet<string>;
	/** Beginnings of words, where words were taken loosely. */
	beginnings: readonly string[];
	concepts: ReadonlySet<string>;
}

/** What to look for in texts. */
export function soughtBy(plan: Plan): Sought {
	const telling = plan.clauses.filter((clause) => !clause.optional);
	const loose = telling.filter((clause) => clause.loose).flatMap((clause) => clause.tokens.flatMap((token) => looseForm(token) ?? []));
	return {
		lexemes: new Set([
			...telling.flatMap((clause) => clause.ways.flatMap((way) => way.places.flat())),
			...loose.flatMap((form) => (form.prefix ? [] : [form.lexeme]))
		]),
		beginnings: loose.flatMap((form) => (form.prefix ? [form.lexeme] : [])),
		concepts: new Set([...plan.concepts, ...plan.narrower])
	};
}

/** Where in a text something sought stands: pairs of begin and end, in order, never overlapping. */
function places(tokens: readonly Token[], language: Language | '', lexemesOf: LexemesOf, sought: Sought, labels: Labels | null): [number, number][] {
	const lexemes = read({ tokens, language }, lexemesOf);
	const end = (at: number) => (tokens[at] as Token).at + (tokens[at] as Token).raw.length;
	const found: [number, number][] = [];
	for (const [at, token] of tokens.entries()) {
		if (token.script === 'han') {
			if (token.pair && sought.lexemes.has(token.pair)) found.push([token.at, end(at + 1)]);
			else if (sought.lexemes.has(token.folded)) found.push([token.at, end(at)]);
			continue;
		}
		const skeleton = token.script === 'arabic' ? looseForm(token)?.lexeme : undefined;
		const fits =
			(lexemes[at] ?? []).some((lexeme) => sought.lexemes.has(lexeme)) ||
			(skeleton !== undefined && sought.lexemes.has(skeleton)) ||
			sought.beginnings.some((beginning) => token.folded.startsWith(beginning));
		if (fits && (lexemes[at] ?? []).length) found.push([token.at, end(at)]);
	}
	if (labels && sought.concepts.size)
		for (const span of spansIn(tokens, lexemes, language, labels))
			if (sought.concepts.has(span.concept)) found.push([(tokens[span.from] as Token).at, end(span.to)]);
	const merged: [number, number][] = [];
	for (const [from, to] of found.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
		const last = merged.at(-1);
		if (last && from <= last[1]) last[1] = Math.max(last[1], to);
		else merged.push([from, to]);
	}
	return merged;
}

/** A text in pieces; one piece that is not found where nothing of it was sought. */
export function marked(text: string, language: Language | '', lexemesOf: LexemesOf, sought: Sought, labels: Labels | null): Piece[] {
	const pieces: Piece[] = [];
	let done = 0;
	for (const [from, to] of places(tokensOf(text), language, lexemesOf, sought, labels)) {
		if (from > done) pieces.push({ text: text.slice(done, from), found: false });
		pieces.push({ text: text.slice(from, to), found: true });
		done = to;
	}
	if (done < text.length) pieces.push({ text: text.slice(done), found: false });
	return pieces;
}

const around = 110;

/** The neighbourhood of the first thing found; null where nothing is. */
export function excerpt(pieces: readonly Piece[]): Piece[] | null {
	const first = pieces.findIndex((piece) => piece.found);
	if (first < 0) return null;
	const before = pieces[first - 1]?.text ?? '';
	const cutBefore = before.length > around ? `…${before.slice(-around).replace(/^\S*\s/, '')}` : before;
	const kept: Piece[] = cutBefore ? [{ text: cutBefore, found: false }] : [];
	let room = around * 2;
	for (const piece of pieces.slice(first)) {
		if (room <= 0) break;
		const text = piece.found || piece.text.length <= room ? piece.text : `${piece.text.slice(0, room).replace(/\s\S*$/, '')}…`;
		kept.push({ text, found: piece.found });
		room -= piece.text.length;
	}
	return kept;
}
