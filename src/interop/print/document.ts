// SPDX-License-Identifier: Apache-2.0
// A document on paper as data: what document.typ sets. Pure; words are already the reader's. Everything in it is text, nothing is markup.
import type { Language } from '#text/languages.ts';
import type { Reader } from '#text/message.ts';

type Direction = Reader['direction'];

/** The template, from the root of the installation. */
export const template = 'src/interop/print/document.typ';

/** A run of text in one language. */
export interface Run {
	text: string;
	/** Where it is not the language of the document; `und` for text of no known language, which finds its own direction. */
	language?: string;
	/** A whole address. */
	href?: string;
	look?: 'soft' | 'strong' | 'code';
}

export type Line = Run[];

/** A sheet of lines and columns; `heads` names its first column's cells as heads of their lines. */
export interface PrintedTable {
	is: 'table';
	columns: { label: string; numeric?: boolean }[];
	rows: Block[][][];
}

export type Block =
	| { is: 'heading'; level: 1 | 2; text: Line }
	| { is: 'text'; line: Line }
	/** Terms beside what they are, where both are short. */
	| { is: 'facts'; facts: { term: Line; value: Line }[] }
	/** Questions above what was answered. */
	| { is: 'answers'; answers: { question: Line; answer: Block[] }[] }
	| { is: 'list'; items: Line[] }
	| { is: 'notice'; line: Line }
	/** A picture that a camera reads, drawn here and not by anybody else, and what to do with it. */
	| { is: 'code'; svg: string; alt: string; line: Line }
	| PrintedTable;

export interface PrintedDocument {
	language: Language;
	direction: Direction;
	title: Run;
	/** What it is called apart from its first page, as the title of the file and in the foot of each page; its title where nothing is said. */
	name?: string;
	/** What sort of document it is, above the title. */
	above: string;
	/** Below the title: whose it is, where it stands. */
	below: Line[];
	/** Name of the platform, on every page; it is the author where nobody else is. */
	platform: string;
	author: string;
	/** Said on every page where content is made up to show the platform. */
	demonstration: string | null;
	/** Where it is found and when it was made, below the last line. */
	source: { label: string; address: string; made: string };
	/** Wording of the number of a page: `{page}` and `{pages}` stand for the numbers. */
	pageOf: string;
	blocks: Block[];
}

/** Signs that say nothing on paper, or would turn the rest of a line around: control signs, embeddings and overrides, unpaired isolates. */
const unwanted = /(?![\t\n])\p{Cc}|[\u202a-\u202e\ufeff\ufff9-\ufffb]|\p{Noncharacter_Code_Point}/gu;
const isolates = /[\u2066-\u2069]/gu;

/** A run without spaces that is longer than a line may be. Scripts that break anywhere need no help. */
const unbroken = /[^\s\u200b\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]{29,}/gu;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The same text, with places to break (of no width) in what would run over the edge. */
const breakable = (text: string): string =>
	text.replace(unbroken, (word) =>
		[...graphemes.segment(word)].map(({ segment }, at) => (at > 0 && at % 8 === 0 ? `\u200b${segment}` : segment)).join('')
	);

/** Isolates that open and close in order are kept, others go. */
function balanced(text: string): string {
	let open = 0;
	for (const [sign] of text.matchAll(isolates)) {
		open += sign === '\u2069' ? -1 : 1;
		if (open < 0) break;
	}
	return open === 0 ? text : text.replace(isolates, '');
}

/** Text as it may stand on paper: nothing is lost that can be seen. */
export const printable = (text: string): string => breakable(balanced(text.toWellFormed().replace(unwanted, '')));

const toTheLeft = /[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}]/u;

/** Direction by the first letter that has one. */
function directionOf(text: string): Direction | null {
	for (const sign of text) {
		if (/\p{L}/u.test(sign)) return toTheLeft.test(sign) ? 'rtl' : 'ltr';
	}
	return null;
}

/** So long a run may be kept in one piece, in signs. */
const longestPiece = 30;

/**
 * For the template: every text is clean. In a line of several runs, one that runs the other way, or that begins with a digit where lines run to the
 * left, is kept in one piece, so that it cannot turn its neighbours around. Isolates would do the same, but readers of PDF lose letters beside them.
 */
export function inputsOf(document: PrintedDocument) {
	const run = ({ text, language, href, look }: Run, among = 1) => {
		const cited = /^[\u2066-\u2068]([^\u2066-\u2069]*)\u2069$/u.exec(text)?.[1];
		const clean = printable(cited ?? (document.direction === 'ltr' ? text.replace(isolates, '') : text));
		const foreign = language !== undefined && language !== document.language;
		const direction = foreign ? directionOf(clean) : null;
		const turned = direction !== null && direction !== document.direction;
		const turning = turned || (document.direction === 'rtl' && /^\p{Nd}/u.test(clean));
		return {
			text: clean,
			...(foreign && /^[a-z]{2,3}$/.test(language) && language !== 'und' ? { lang: language } : {}),
			...(turned ? { dir: direction } : {}),
			...(clean.length <= longestPiece && (cited !== undefined || (among > 1 && turning))
				? { whole: cited === undefined ? (direction ?? 'auto') : 'ltr' }
				: {}),
			...(href ? { href: href.toWellFormed().replace(unwanted, '') } : {}),
			...(look ? { look } : {})
		};
	};
	const line = (runs: Line) => runs.map((each) => run(each, runs.length));
	const block = (each: Block): object => {
		switch (each.is) {
			case 'heading':
				return { ...each, text: line(each.text) };
			case 'text':
			case 'notice':
				return { ...each, line: line(each.line) };
			case 'code':
				return { ...each, alt: printable(each.alt).replaceAll('\u200b', ''), line: line(each.line) };
			case 'facts':
				return { ...each, facts: each.facts.map(({ term, value }) => ({ term: line(term), value: line(value) })) };
			case 'answers':
				return { ...each, answers: each.answers.map(({ question, answer }) => ({ question: line(question), answer: answer.map(block) })) };
			case 'list':
				return { ...each, items: each.items.map(line) };
			case 'table':
				return { ...each, weights: weightsOf(each), rows: each.rows.map((cells) => cells.map((cell) => cell.map(block))) };
		}
	};
	return {
		...document,
		title: run(document.title),
		plainTitle: printable(document.name ?? document.title.text).replaceAll('\u200b', ''),
		author: printable(document.author).replaceAll('\u200b', ''),
		below: document.below.map(line),
		blocks: document.blocks.map(block)
	};
}

/** How wide each column is beside the others: by the longest of what it holds, within bounds. */
function weightsOf({ columns, rows }: PrintedTable): number[] {
	return columns.map(({ label }, at) => {
		const longest = Math.max(label.length, ...rows.map((cells) => lengthOf(cells[at] ?? [])));
		return Math.min(36, Math.max(12, Math.ceil(longest ** 0.8)));
	});
}

const lengthOf = (blocks: Block[]): number => Math.max(0, ...blocks.map((block) => JSON.stringify(textsOf(block)).length - 2));

function textsOf(block: Block): string {
	const said = (line: Line) => line.map(({ text }) => text).join('');
	switch (block.is) {
		case 'heading':
			return said(block.text);
		case 'text':
		case 'notice':
			return said(block.line);
		case 'list':
			return block.items.map(said).reduce((longest, each) => (each.length > longest.length ? each : longest), '');
		case 'facts':
			return block.facts
				.map(({ term, value }) => said(term) + said(value))
				.reduce((longest, each) => (each.length > longest.length ? each : longest), '');
		default:
			return 'a wide thing that needs all the room';
	}
}
