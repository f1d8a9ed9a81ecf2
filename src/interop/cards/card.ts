// SPDX-License-Identifier: Apache-2.0
// What stands on the card that other sites show for a page: few words, in the reader's language. Pure; where each line breaks is measured by the caller.
import type { Language } from '#text/languages.ts';

export const cardSize = { width: 1200, height: 630 } as const;

export interface CardText {
	text: string;
	/** Language that it is really in: its direction and its fonts. */
	language: Language;
}

export interface Card {
	language: Language;
	/** Name of the platform. */
	site: string;
	/** What sort of thing it is. */
	kind: string;
	title: CardText;
	/** Of whom or what. */
	below: string;
	/** The word for demonstration content; null where it is none. */
	demonstration: string | null;
	/** Where it is found, without the scheme. */
	address: string;
}

/** Changes when cards look different, so that nobody keeps an older one. */
export const cardVersion = 1;

const segmenters = new Map<Language, Intl.Segmenter>();
function segmenter(language: Language): Intl.Segmenter {
	const known = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'word' });
	segmenters.set(language, known);
	return known;
}

/** Pieces of a text that may not be broken: words with what follows them; in Chinese words without spaces between. */
function pieces({ text, language }: CardText): string[] {
	if (language !== 'zh') return text.split(/(?<=\s)/u);
	const parts: string[] = [];
	for (const { segment } of segmenter(language).segment(text)) {
		// A sign that closes stays with what it closes.
		if (/^[\p{P}\s]+$/u.test(segment) && parts.length) parts[parts.length - 1] += segment;
		else parts.push(segment);
	}
	return parts;
}

/** A word that no line holds is cut between its letters. */
function cut(piece: string, width: number, measure: (text: string) => number): string[] {
	if (measure(piece.trimEnd()) <= width) return [piece];
	const parts: string[] = [];
	let part = '';
	for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(piece)) {
		if (part && measure(part + segment) > width) {
			parts.push(part);
			part = '';
		}
		part += segment;
	}
	return part ? [...parts, part] : parts;
}

/** The lines of a text, so many at most; what does not fit ends in an ellipsis. */
export function linesOf(said: CardText, { width, most, measure }: { width: number; most: number; measure: (text: string) => number }): string[] {
	const text = said.text.replace(/\s+/gu, ' ').trim();
	const lines: string[] = [];
	let line = '';
	for (const piece of pieces({ ...said, text }).flatMap((each) => cut(each, width, measure))) {
		if (line && measure((line + piece).trimEnd()) > width) {
			lines.push(line.trimEnd());
			line = '';
		}
		line += piece;
		if (lines.length > most) break;
	}
	if (line) lines.push(line.trimEnd());
	if (lines.length <= most) return lines;
	const kept = lines.slice(0, most);
	let last = kept[most - 1] ?? '';
	while (last && measure(`${last}…`) > width) last = last.slice(0, -1).trimEnd();
	return [...kept.slice(0, -1), `${last}…`];
}
