// SPDX-License-Identifier: Apache-2.0
// Compares a sheet of words with a form: what it would change, and what in it cannot be taken, cell by cell. What is right is never lost for what is
// wrong beside it. Pure.
import { longestWords } from '#forms/designing.ts';
import type { Form } from '#forms/form.ts';
import { neededWords } from '#forms/sound.ts';
import { asKept, wordLines } from '#forms/wording.ts';
import { type Language, languages, locales, ownNames } from '#text/languages.ts';
import { cellName, type ReadRow, type ReadSheet } from './read-sheet.ts';

/** One text that differs. */
export interface OfferedText {
	key: string;
	language: Language;
	cell: string;
	before: string;
	after: string;
}

export const wordingFaults = [
	'unknown-key',
	'key-missing',
	'key-twice',
	'column-twice',
	'empty',
	'no-value',
	'too-long',
	'control',
	'bidi',
	'invisible'
] as const;

/** What cannot be taken. `empty` is only told: the words stay. */
export interface WordingFault {
	code: (typeof wordingFaults)[number];
	cell: string;
	key: string;
	language?: Language;
	/** The cell that stands instead. */
	first?: string;
}

export interface ReadWording {
	languages: Language[];
	offered: OfferedText[];
	/** Texts that say what the form says already. */
	same: number;
	/** Questions of which every text of the sheet says what the form says already. */
	unchanged: string[];
	faults: WordingFault[];
}

/** Without what people write differently: capitals, accents, the word for language. */
const plain = (name: string): string =>
	name
		.normalize('NFKD')
		.replace(/[\p{M}\u0640]/gu, '')
		.toLowerCase()
		.replace(/^اللغة\s+|\s+язык$|[语文]$/gu, '')
		.trim();

const names = new Map<string, Language>(
	languages.flatMap((language) => [
		[language, language] as const,
		[plain(ownNames[language]), language] as const,
		...languages.map((reader) => [plain(new Intl.DisplayNames(locales[reader], { type: 'language' }).of(language) ?? language), language] as const)
	])
);
// How the United Nations write them.
names.set('西', 'es');
names.set(plain('الإنكليزية'), 'en');

/** The language that a head names: `fr`, `fr-FR`, `French`, « français », `Francés (fr)`. */
export function languageOf(head: string): Language | undefined {
	const [, before = head, within = ''] = /^(.*?)[(（](.*?)[)）]\s*$/su.exec(head) ?? [];
	for (const each of [head, within, before]) {
		const name = plain(each);
		const found = names.get(name) ?? names.get(/^([a-z]{2})[-_]\w+$/.exec(name)?.[1] ?? '');
		if (found) return found;
	}
	return undefined;
}

interface Heads {
	row: number;
	key: number;
	languages: [Language, number][];
	twice: WordingFault[];
}

/** The first line that names the keys and a language; `keyHeads` is what the column of the keys may be called. */
function headsIn(row: ReadRow, keyHeads: ReadonlySet<string>): Heads | undefined {
	const texts = row.cells.map((cell) => (typeof cell === 'string' ? cell.trim() : ''));
	const key = texts.findIndex((text) => keyHeads.has(plain(text)));
	if (key < 0) return undefined;
	const [found, twice] = [new Map<Language, number>(), [] as WordingFault[]];
	for (const [column, text] of texts.entries()) {
		const language = text && column !== key ? languageOf(text) : undefined;
		const there = language && found.get(language);
		if (language && there === undefined) found.set(language, column);
		else if (language && there !== undefined)
			twice.push({ code: 'column-twice', cell: cellName(column, row.number), key: '', language, first: cellName(there, row.number) });
	}
	return found.size ? { row: row.number, key, languages: [...found], twice } : undefined;
}

const headsStandWithin = 30;
// eslint-disable-next-line no-control-regex
const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffd-\uffff]/;
const bidi = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const invisible = /[\u00ad\u180e\u200b\u2028\u2029\u2060-\u2064\ufeff]/;

function faultOf(text: string): 'control' | 'bidi' | 'invisible' | 'too-long' | undefined {
	if (control.test(text) || !text.isWellFormed()) return 'control';
	if (bidi.test(text)) return 'bidi';
	if (invisible.test(text)) return 'invisible';
	return [...text].length > longestWords ? 'too-long' : undefined;
}

/** `null` where no sheet names the keys and a language in its head. */
export function readWording(form: Form, sheets: readonly ReadSheet[], keyNames: readonly string[]): ReadWording | null {
	const keyHeads = new Set(keyNames.map(plain));
	for (const { rows } of sheets) {
		const at = rows.slice(0, headsStandWithin).findIndex((row) => headsIn(row, keyHeads));
		const heads = at < 0 ? undefined : headsIn(rows[at] as ReadRow, keyHeads);
		if (heads) return compared(form, rows.slice(at + 1), heads);
	}
	return null;
}

function compared(form: Form, rows: readonly ReadRow[], heads: Heads): ReadWording {
	const lines = new Map(wordLines(form).map((line) => [line.key, line]));
	const needed = new Set(neededWords(form));
	const firsts = new Map<string, string>();
	const faults = [...heads.twice];
	const offered: OfferedText[] = [];
	const [worded, touched] = [new Set<string>(), new Set<string>()];
	let same = 0;
	for (const { number, cells } of rows) {
		const said = cells[heads.key];
		const key = typeof said === 'string' ? said.trim() : '';
		const keyCell = cellName(heads.key, number);
		const line = lines.get(key);
		if (!line) {
			if (key || heads.languages.some(([, column]) => cells[column] !== undefined))
				faults.push({ code: key ? 'unknown-key' : 'key-missing', cell: keyCell, key: key.slice(0, 200) });
			continue;
		}
		const first = firsts.get(key);
		if (first) {
			faults.push({ code: 'key-twice', cell: keyCell, key, first });
			continue;
		}
		firsts.set(key, keyCell);
		for (const [language, column] of heads.languages) {
			const cell = cellName(column, number);
			const found = cells[column];
			const before = form.words[key]?.[language] ?? '';
			const after = typeof found === 'string' ? asKept(key, found) : '';
			const wrong = typeof found === 'object' ? ('no-value' as const) : after && after !== before ? faultOf(after) : undefined;
			if (line.question) worded.add(line.question);
			if (line.question && (wrong || after !== before)) touched.add(line.question);
			if (wrong) faults.push({ code: wrong, cell, key, language });
			else if (!after) {
				if (before || needed.has(key)) faults.push({ code: 'empty', cell, key, language });
			} else if (after === before) same += 1;
			else offered.push({ key, language, cell, before, after });
		}
	}
	return {
		languages: heads.languages.map(([language]) => language),
		offered,
		same,
		unchanged: [...worded].filter((question) => !touched.has(question)),
		faults
	};
}
