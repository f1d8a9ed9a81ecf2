// SPDX-License-Identifier: Apache-2.0
// From what a cell says to an answer: words of six languages, codes and numbers of choices, amounts with their units, days as spreadsheets count them.
// What cannot be read is said so, and is never guessed. Pure.
import type { Convention } from '#convention/convention.ts';
import type { Form, Json, Question } from '#forms/form.ts';
import { isEmpty } from '#forms/kind.ts';
import { kindOf, kinds } from '#forms/kinds.ts';
import { readDecimal } from '#forms/kinds/number.ts';
import { choices, schemeOf } from '#records/schemes.ts';
import { languages } from '#text/languages.ts';
import { dayIn, monthIn, yearIn } from './date.ts';
import { stateNamed } from './party.ts';
import { plain, saysNothing, unitNamed, yesOrNo } from './plain.ts';

/** Why a cell is not read. `day-unclear`: 3/4/2020 can be two days; `amount-unclear`: 1,234 can be two amounts; `in-parts`: a column for each part is needed. */
export type CellFault =
	| 'cell-error'
	| 'not-read-yes-no'
	| 'not-read-choice'
	| 'not-read-day'
	| 'day-unclear'
	| 'not-read-number'
	| 'amount-unclear'
	| 'unit-missing'
	| 'not-read-unit'
	| 'not-read-state'
	| 'not-read-entry'
	| 'not-read-row'
	| 'in-parts';

export type ReadAnswer = { answer: Json } | { fault: CellFault; said: string };

export interface Reading {
	form: Form;
	convention: Convention;
	/** Key of words of the options and rows: the path of the question, with its column where it is one. */
	wordsId: string;
	/** What texts mean that no question offers. */
	values: { [text: string]: string };
	decimal: ',' | '.' | null;
	/** The unit that the head of the column names. */
	unit?: string | undefined;
}

const wrong = (fault: CellFault, said: string): ReadAnswer => ({ fault, said: said.slice(0, 120) });
const answer = (said: Json): ReadAnswer => ({ answer: said });

/** The answer to a question that the text of one cell gives; null where it says nothing. */
export function readCell(question: Question, text: string, reading: Reading): ReadAnswer {
	const said = text.trim();
	if (said === '') return answer(null);
	const mapped = reading.values[said];
	if (mapped !== undefined) return mapped === '' ? answer(null) : readCell(question, mapped, { ...reading, values: {} });
	if (/^[[{]/.test(said) && isWhole(question)) {
		const read = fromJson(said);
		if (read !== undefined) return answer(read);
	}
	if (question.many) return several(question, said, reading);
	return readers[question.kind]?.(question, said, reading) ?? otherwise(question, said);
}

/** Kinds whose answer is made of parts. */
const isWhole = ({ kind, many }: Question): boolean =>
	many === true || ['table', 'matrix', 'contact', 'person', 'company', 'organisation', 'signature', 'words', 'quantity', 'some-of'].includes(kind);

function fromJson(text: string): Json | undefined {
	try {
		return JSON.parse(text) as Json;
	} catch {
		return undefined;
	}
}

/** The kinds that take any text. */
function otherwise(question: Question, said: string): ReadAnswer {
	if (saysNothing(said)) return answer(null);
	return answer(kinds[question.kind].parse(said, question));
}

function several(question: Question, said: string, reading: Reading): ReadAnswer {
	const one: Question = { ...question, many: false };
	const signs = question.kind === 'url' || question.kind === 'email' ? /[\s;,]+/ : /[\n\r;|]+/;
	const all: Json[] = [];
	for (const part of said.split(signs)) {
		const read = readCell(one, bare(part), reading);
		if ('fault' in read) return read;
		if (!isEmpty(read.answer) && !all.includes(read.answer)) all.push(read.answer);
	}
	return answer(all.length ? all : null);
}

/** Without the sign that begins a line of a list. */
const bare = (text: string): string => text.replace(/^\s*(?:[•·▪◦*–—]|-(?=\s))\s*/u, '').trim();

const codes = /^\s*(?:\(?([a-z]|\d{1,2})\)?\s*[.):=–—-]\s*|\(?([a-z]|\d{1,2})\)?\s*$)/iu;

/** Words of the options in six languages, made comparable. */
const named = new WeakMap<Form, Map<string, Map<string, string>>>();

function optionsNamed({ form, wordsId }: Reading, question: Question): Map<string, string> {
	let all = named.get(form);
	if (!all) named.set(form, (all = new Map()));
	let options = all.get(wordsId);
	if (!options) {
		all.set(wordsId, (options = new Map()));
		for (const option of question.options ?? []) {
			options.set(plain(option), option);
			for (const language of languages) {
				const words = form.words[`option.${wordsId}.${option}`]?.[language];
				if (words) options.set(plain(words), option);
			}
		}
	}
	return options;
}

/** By its words or id, by yes or no where those are options, by its number or letter. */
function optionNamed(question: Question, said: string, reading: Reading): string | undefined {
	const options = optionsNamed(reading, question);
	const whole = options.get(plain(said));
	if (whole) return whole;
	const word = yesOrNo(said);
	if (typeof word === 'boolean' && !/^\s*\d/.test(said)) {
		const option = word ? 'yes' : 'no';
		if (question.options?.includes(option)) return option;
	}
	const found = codes.exec(said);
	const code = (found?.[1] ?? found?.[2])?.toLowerCase();
	if (!found || !code) return undefined;
	const rest = said.slice(found[0].length);
	const place = /\d/.test(code) ? Number(code) - 1 : code.charCodeAt(0) - 97;
	const option = question.options?.[place];
	// A number before words that mean another option means nothing.
	return rest.trim() === '' ? option : options.get(plain(rest));
}

function readChoice(question: Question, said: string, reading: Reading): ReadAnswer {
	const option = optionNamed(question, said, reading);
	if (option) return answer(option);
	return saysNothing(said) ? answer(null) : wrong('not-read-choice', said);
}

function readChoices(question: Question, said: string, reading: Reading): ReadAnswer {
	const cut = (signs: RegExp) => said.split(signs).map(bare).filter(Boolean);
	const whole = optionNamed(question, said, reading);
	if (whole) return answer([whole]);
	if (saysNothing(said)) return answer(null);
	let first: string | undefined;
	// A comma may stand within the words of an option, so that it divides last.
	for (const signs of [/[\n\r;|]+/, /[\n\r;|,،、]+/]) {
		const found = cut(signs).map((part) => ({ part, option: optionNamed(question, part, reading) }));
		first ??= found.find(({ option }) => !option)?.part;
		if (found.every(({ option }) => option)) return answer((question.options ?? []).filter((option) => found.some((each) => each.option === option)));
	}
	return wrong('not-read-choice', first ?? said);
}

function readAmount(said: string, decimal: Reading['decimal']): string | 'unclear' | undefined {
	const read = readDecimal(said);
	if (read !== undefined) return read;
	if (!/^\s*-?[1-9]\d{0,2},\d{3}\s*$/.test(said)) return undefined;
	return decimal === null ? 'unclear' : readDecimal(said.replace(',', decimal === ',' ? '.' : ''));
}

const quantity = /^[\s~≈≤≥<>]*([-−]?[\d\u0660-\u0669\u06f0-\u06f9][\d\u0660-\u0669\u06f0-\u06f9\s\u00a0\u202f\u2009'’.,\u066b\u066c]*)\s*(\D*)$/u;
const turned = /^\s*([^\d\s][^\d]*?)\s*([-−]?\d[\d\s\u00a0\u202f\u2009'’.,]*)\s*$/u;

function readQuantity(question: Question, said: string, { decimal, unit: ofHead }: Reading): ReadAnswer {
	if (saysNothing(said)) return answer(null);
	const straight = quantity.exec(said);
	const [, unitFirst, amountLast] = straight ? [] : (turned.exec(said) ?? []);
	// About, and less than: the number would say more than the report.
	if (/^[\s]*[~≈≤≥<>]/.test(said)) return wrong('amount-unclear', said);
	const amount = readAmount((straight?.[1] ?? amountLast ?? said).replace(/[.,]\s*$/, ''), decimal);
	if (amount === 'unclear') return wrong('amount-unclear', said);
	if (amount === undefined) return wrong('not-read-number', said);
	const word = (straight?.[2] ?? unitFirst ?? '').trim().replace(/^[.,]\s*/, '');
	const units = question.units ?? [];
	const unit = word ? unitNamed(word) : (ofHead ?? (units.length === 1 || Number(amount) === 0 ? units[0] : undefined));
	if (unit === undefined) return wrong('unit-missing', said);
	return units.includes(unit) ? answer({ amount, unit }) : wrong('not-read-unit', said);
}

function readTable(question: Question, said: string, reading: Reading): ReadAnswer {
	if (saysNothing(said)) return answer(null);
	const columns = question.columns ?? [];
	const rows: Json[] = [];
	for (const line of said.split(/\r?\n/).map(bare).filter(Boolean)) {
		const cells = line.split(/\s*[|\t;]\s*/);
		if (cells.length > columns.length) return wrong('not-read-row', line);
		const row: { [column: string]: Json } = {};
		for (const [at, column] of columns.entries()) {
			const read = readCell(column, cells[at] ?? '', { ...reading, wordsId: `${reading.wordsId}.${column.id}` });
			if ('fault' in read) return read;
			if (!isEmpty(read.answer)) row[column.id] = read.answer;
		}
		if (!isEmpty(row)) rows.push(row);
	}
	return answer(rows.length ? rows : null);
}

/** Lines `row: answer`, or `row: answer | answer …` in the order of the columns. */
function readMatrix(question: Question, said: string, reading: Reading): ReadAnswer {
	if (saysNothing(said)) return answer(null);
	const rows: { [row: string]: Json } = {};
	for (const line of said
		.split(/\r?\n|;/)
		.map(bare)
		.filter(Boolean)) {
		const [, name = '', rest = ''] = /^(.*?)\s*[:：=]\s*(.*)$/su.exec(line) ?? [];
		const row = question.rows?.find(
			(id) =>
				plain(id) === plain(name) ||
				languages.some((language) => plain(reading.form.words[`row.${question.id}.${id}`]?.[language] ?? '\0') === plain(name))
		);
		if (!row) return wrong('not-read-row', line);
		const cells: { [column: string]: Json } = {};
		for (const [at, column] of (question.columns ?? []).entries()) {
			const read = readCell(column, rest.split(/\s*\|\s*/)[at] ?? '', { ...reading, wordsId: `${question.id}.${column.id}` });
			if ('fault' in read) return read;
			if (!isEmpty(read.answer)) cells[column.id] = read.answer;
		}
		if (!isEmpty(cells)) rows[row] = cells;
	}
	return answer(isEmpty(rows) ? null : rows);
}

const entries = new WeakMap<Convention, Map<string, Map<string, string>>>();

function entryNamed(convention: Convention, scheme: string, said: string): string | undefined {
	let all = entries.get(convention);
	if (!all) entries.set(convention, (all = new Map()));
	let names = all.get(scheme);
	if (!names) {
		all.set(scheme, (names = new Map()));
		for (const { id, words } of choices(convention, scheme)) for (const name of [id, ...Object.values(words)]) names.set(plain(name), id);
	}
	return names.get(plain(said));
}

const readEntry = (question: Question, said: string, { convention }: Reading): ReadAnswer => {
	const entry = entryNamed(convention, schemeOf(question) ?? 'concepts', said);
	return entry ? answer(entry) : saysNothing(said) ? answer(null) : wrong('not-read-entry', said);
};

const readState = (_: Question, said: string, { convention }: Reading): ReadAnswer => {
	const state = stateNamed(convention, said);
	return state ? answer(state) : saysNothing(said) ? answer(null) : wrong('not-read-state', said);
};

const timely =
	(read: (said: string) => string | number | 'unclear' | undefined) =>
	(_: Question, said: string): ReadAnswer => {
		if (saysNothing(said)) return answer(null);
		const time = read(said);
		return time === undefined ? wrong('not-read-day', said) : time === 'unclear' ? wrong('day-unclear', said) : answer(time);
	};

type Reader = (question: Question, said: string, reading: Reading) => ReadAnswer;

const readers: { [kind in Question['kind']]?: Reader } = {
	'yes-no': (question, said) => {
		const word = yesOrNo(said);
		if (typeof word === 'boolean' || (word && question.also?.includes(word))) return answer(word);
		return saysNothing(said) ? answer(null) : wrong('not-read-yes-no', said);
	},
	'one-of': readChoice,
	'some-of': readChoices,
	day: timely(dayIn),
	month: timely(monthIn),
	year: timely(yearIn),
	integer: (question, said, { decimal }) => {
		if (saysNothing(said)) return answer(null);
		const read = readAmount(said, decimal);
		if (read === 'unclear') return wrong('amount-unclear', said);
		const number = kindOf(question).parse(read ?? said, question);
		return typeof number === 'number' ? answer(number) : wrong('not-read-number', said);
	},
	quantity: readQuantity,
	table: readTable,
	matrix: readMatrix,
	country: readState,
	party: readState,
	concept: readEntry,
	article: readEntry,
	language: readEntry,
	contact: (_, said) => (saysNothing(said) ? answer(null) : wrong('in-parts', said)),
	person: (_, said) => (saysNothing(said) ? answer(null) : wrong('in-parts', said)),
	signature: (_, said) => (saysNothing(said) ? answer(null) : wrong('in-parts', said))
};
