// SPDX-License-Identifier: Apache-2.0
// Symbols of meeting documents, decisions and letters: their grammar, their parts, their order. Pure. What an editor types nearly right is read,
// so that the right way of writing it can be proposed. Stands here, before the forms, since a question of a form can ask for a symbol.

export const symbolFamilies = ['document', 'older', 'decision', 'letter'] as const;
/** document: of the Convention's bodies; older: of the negotiation, UNEP(DTIE)/Hg/…; decision: MC-5/13; letter: MC/ES/2024/11. */
export type SymbolFamily = (typeof symbolFamilies)[number];

/** What a question can ask for: documents of both times, a decision, a letter, or any of them. */
export const symbolWants = ['document', 'decision', 'letter', 'any'] as const;
export type SymbolWant = (typeof symbolWants)[number];

/** official `/1`, information `/INF/26`, in-session papers `/CRP.6`, limited distribution `/L.2`. */
export const symbolSeries = ['official', 'information', 'crp', 'limited'] as const;
export type SymbolSeries = (typeof symbolSeries)[number];

export const symbolPartNames = ['Add', 'Corr', 'Rev'] as const;
export interface SymbolPart {
	name: (typeof symbolPartNames)[number];
	number: number;
}

export type MeetingSymbol =
	| { family: 'document' | 'older'; body: string; meeting: number | null; series: SymbolSeries; number: number; parts: SymbolPart[] }
	/** A draft decision has no number yet: `MC-6/[--]`. */
	| { family: 'decision'; body: 'COP'; meeting: number; number: number | null }
	| { family: 'letter'; body: string; meeting: number | null; year: number; number: number };

/** Longer ones are no symbols; keeps what is read short. */
const longest = 240;

const count = '0*([1-9]\\d{0,3})';
const tail = `(?:INF[./]?${count}|(CRP|L)[./]?${count}|${count})((?:/?(?:ADD|REV|CORR)[./]?0*[1-9]\\d{0,3}){0,6})`;
const documentShape = new RegExp(`^UNEP/?MC/?(COP|ICC|OESG|EEG)[./-]?${count}/${tail}$`);
const olderShape = new RegExp(`^UNEP/?\\(?DTIE\\)?/?HG/?(?:(INC)[./-]?${count}|(CONF))/${tail}$`);
const decisionShape = new RegExp(`^(?:DECISION)?MC[-./]?${count}/(?:${count}|\\[-+\\])$`);
const letterShape = new RegExp(`^MC/(?:COP[.-]?${count}|(ES))/(\\d{4})/${count}$`);
const partShape = /(ADD|REV|CORR)[./]?0*(\d+)/g;

const partNames: Record<string, SymbolPart['name']> = { ADD: 'Add', CORR: 'Corr', REV: 'Rev' };

/** Without spaces, in capitals, with plain dashes and slashes: how a symbol is read whatever the keyboard made of it. */
const plainly = (typed: string): string =>
	typed
		.normalize('NFKC')
		.replace(/[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/g, '')
		.replace(/[\u2010-\u2015\u2212]/g, '-')
		.replace(/[\\\u2044\u2215]/g, '/')
		.replace(/[.,;]+$/, '')
		.toUpperCase();

const numeric = (digits: string | undefined): number | null => (digits === undefined ? null : Number(digits));

function papers(family: 'document' | 'older', body: string, meeting: number | null, found: (string | undefined)[]): MeetingSymbol {
	const [inf, series, seriesNumber, number, parts = ''] = found;
	return {
		family,
		body,
		meeting,
		series: inf !== undefined ? 'information' : series === 'CRP' ? 'crp' : series === 'L' ? 'limited' : 'official',
		number: Number(inf ?? seriesNumber ?? number),
		parts: [...parts.matchAll(partShape)].map(([, name = '', at = '']) => ({ name: partNames[name] ?? 'Add', number: Number(at) }))
	};
}

/** What was typed, read with patience: stray spaces, small letters, other dashes, forgotten dots. Null where no symbol can be made of it. */
export function readSymbol(typed: string): MeetingSymbol | null {
	if (typed.length > longest) return null;
	const text = plainly(typed);
	const document = documentShape.exec(text);
	if (document) return papers('document', document[1] as string, numeric(document[2]), document.slice(3));
	const older = olderShape.exec(text);
	if (older) return papers('older', older[1] ?? (older[3] as string), numeric(older[2]), older.slice(4));
	const decision = decisionShape.exec(text);
	if (decision) return { family: 'decision', body: 'COP', meeting: Number(decision[1]), number: numeric(decision[2]) };
	const letter = letterShape.exec(text);
	if (letter)
		return { family: 'letter', body: letter[1] ? 'COP' : 'ES', meeting: numeric(letter[1]), year: Number(letter[3]), number: Number(letter[4]) };
	return null;
}

const heads: Record<SymbolSeries, string> = { official: '', information: 'INF/', crp: 'CRP.', limited: 'L.' };

/** As it is written. */
export function symbolText(symbol: MeetingSymbol): string {
	if (symbol.family === 'decision') return `MC-${symbol.meeting}/${symbol.number ?? '[--]'}`;
	if (symbol.family === 'letter') return `MC/${symbol.body}${symbol.meeting ?? ''}/${symbol.year}/${symbol.number}`;
	const body = symbol.meeting === null ? symbol.body : `${symbol.body}.${symbol.meeting}`;
	const start = symbol.family === 'document' ? 'UNEP/MC' : 'UNEP(DTIE)/Hg';
	return `${start}/${body}/${heads[symbol.series]}${symbol.number}${symbol.parts.map(({ name, number }) => `/${name}.${number}`).join('')}`;
}

/** The symbol, where it is written as it should be. `CRP/6` and `L/6` are written too. */
export function parseSymbol(text: string): MeetingSymbol | null {
	const symbol = readSymbol(text);
	return symbol && symbolText(symbol) === text.replace(/\/(CRP|L)\/(?=\d)/, '/$1.') ? symbol : null;
}

const wanted: Record<SymbolWant, readonly SymbolFamily[]> = {
	document: ['document', 'older'],
	decision: ['decision'],
	letter: ['letter'],
	any: symbolFamilies
};

const fits = (symbol: MeetingSymbol | null, want: SymbolWant): symbol is MeetingSymbol =>
	symbol !== null && wanted[want].includes(symbol.family) && symbol.number !== null;

/** What is wrong with a symbol: nothing, how it should be written, or that it is none. */
export function symbolFault(text: string, want: SymbolWant): { proposal: string } | 'not-a-symbol' | null {
	const symbol = readSymbol(text);
	if (!fits(symbol, want)) return 'not-a-symbol';
	const proposal = symbolText(symbol);
	return proposal === text ? null : { proposal };
}

/** What symbols are compared by. */
export const symbolKey = (text: string): string => {
	const symbol = readSymbol(text);
	return (symbol ? symbolText(symbol) : text.trim()).toLowerCase();
};

const hasParts = (symbol: MeetingSymbol): symbol is Extract<MeetingSymbol, { parts: SymbolPart[] }> => 'parts' in symbol;

/** The document that an addendum, a corrigendum or a revision belongs to: the same without its last part. Null for one that stands by itself. */
export function belongsTo(symbol: MeetingSymbol): MeetingSymbol | null {
	return hasParts(symbol) && symbol.parts.length ? { ...symbol, parts: symbol.parts.slice(0, -1) } : null;
}

/** The document whose place a revision takes: `Rev.2` that of `Rev.1`, `Rev.1` that of what it belongs to. Addenda and corrigenda take no place. */
export function replacedBy(symbol: MeetingSymbol): MeetingSymbol | null {
	const last = hasParts(symbol) ? symbol.parts.at(-1) : undefined;
	if (!hasParts(symbol) || last?.name !== 'Rev') return null;
	const before = symbol.parts.slice(0, -1);
	return { ...symbol, parts: last.number > 1 ? [...before, { name: 'Rev', number: last.number - 1 }] : before };
}

/** The whole document: without all its parts. */
export const wholeOf = (symbol: MeetingSymbol): MeetingSymbol => (hasParts(symbol) ? { ...symbol, parts: [] } : symbol);

const bodies = ['INC', 'CONF', 'COP', 'ICC', 'OESG', 'EEG', 'ES'];

function places(symbol: MeetingSymbol): number[] {
	const start = [symbolFamilies.indexOf(symbol.family === 'older' ? 'document' : symbol.family), bodies.indexOf(symbol.body), symbol.meeting ?? 0];
	if (symbol.family === 'decision') return [...start, symbol.number ?? Number.MAX_SAFE_INTEGER];
	if (symbol.family === 'letter') return [...start, symbol.year, symbol.number];
	return [
		...start,
		symbolSeries.indexOf(symbol.series),
		symbol.number,
		...symbol.parts.flatMap(({ name, number }) => [symbolPartNames.indexOf(name), number])
	];
}

/** The order of a list of documents: by body, meeting and series, by number as numbers go, each with what belongs to it behind it. */
export function compareSymbols(a: string, b: string): number {
	const [first, second] = [readSymbol(a), readSymbol(b)];
	// What is no symbol comes last, by its letters.
	if (!first || !second) return first ? -1 : second ? 1 : a < b ? -1 : a > b ? 1 : 0;
	const [left, right] = [places(first), places(second)];
	for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
		const difference = (left[at] ?? -1) - (right[at] ?? -1);
		if (difference) return difference;
	}
	return 0;
}

/** Whether the symbol is one of this meeting, by the id of the fact: `COP6`, `OESG-2`; a meeting in two parts is `COP4.1` and `COP4.2`. */
export function isOfMeeting(symbol: MeetingSymbol, meeting: string): boolean {
	if (symbol.body === 'CONF') return meeting === 'DIPCON';
	const found = /^([A-Z]+)-?(\d+)(?:\.\d+)?$/.exec(meeting);
	return found !== null && found[1] === symbol.body && Number(found[2]) === symbol.meeting;
}
