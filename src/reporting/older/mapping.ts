// SPDX-License-Identifier: Apache-2.0
// Which column of a file is about what: proposed from its heads, corrected by a person, kept under a name for the next file of the same make. Pure.
import type { Convention } from '#convention/convention.ts';
import type { Form } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { plain } from './plain.ts';
import { stateNamed } from './party.ts';
import { type Targets, targetsIn } from './target.ts';

/** What a cell says as text; `error` where it holds a fault of a formula. */
export type Cell = string | { error: string };

/** A row of a sheet, as whoever reads the file gives it. */
export interface Line {
	/** As the spreadsheet counts, from 1. */
	number: number;
	cells: readonly (Cell | undefined)[];
}

export interface SheetLines {
	name: string;
	rows: readonly Line[];
}

/** What a column can be beside a question. */
export const special = ['@party', '@cycle', '@submitted', '@question', '@answer'] as const;
export type Special = (typeof special)[number];
export const isSpecial = (path: string): path is Special => (special as readonly string[]).includes(path);

export interface Mapping {
	/** Name of the sheet, where it is not the one that fits best. */
	sheet: string | null;
	/** Number of the row that holds the last line of the heads, where it is not the one that fits best. */
	head: number | null;
	/** What each head is about, by its text; '' for what is left out. */
	columns: { [head: string]: string };
	/** Where every answer has a row of its own: what each question is about, by its text. */
	questions: { [question: string]: string };
	/** What a text says that no question offers: by question, by text. */
	values: { [path: string]: { [text: string]: string } };
	/** What separates the whole number from the fraction, where a cell leaves it open. */
	decimal: ',' | '.' | null;
}

export const emptyMapping: Mapping = { sheet: null, head: null, columns: {}, questions: {}, values: {}, decimal: null };

const longestText = 500;
const most = 2000;

const textsIn = (value: unknown): { [name: string]: string } =>
	Object.fromEntries(
		Object.entries(isObject(value) ? value : {})
			.filter((each): each is [string, string] => typeof each[1] === 'string')
			.slice(0, most)
			.map(([name, said]) => [name.slice(0, longestText), said.slice(0, longestText)])
	);

/** A mapping as it was kept or sent; what is not understood is left out, and null where it is no mapping at all. */
export function mappingFrom(value: unknown): Mapping | null {
	if (!isObject(value)) return null;
	const { sheet, head, decimal, values } = value;
	return {
		sheet: typeof sheet === 'string' && sheet ? sheet.slice(0, longestText) : null,
		head: typeof head === 'number' && Number.isInteger(head) && head > 0 ? head : null,
		columns: textsIn(value.columns),
		questions: textsIn(value.questions),
		values: Object.fromEntries(
			Object.entries(isObject(values) ? values : {})
				.slice(0, most)
				.map(([path, each]) => [path, textsIn(each)])
		),
		decimal: decimal === ',' || decimal === '.' ? decimal : null
	};
}

const words = (...names: string[]): ReadonlySet<string> => new Set(names.map(plain));

const heads: Record<Special, ReadonlySet<string>> = {
	'@party': words(
		...[
			'party',
			'parties',
			'party name',
			'name of party',
			'name of the party',
			'reporting party',
			'country',
			'country name',
			'state',
			'iso',
			'iso2',
			'iso3'
		],
		...['iso code', 'country code', 'a.1', 'a-1', 'partie', 'pays', 'état', 'nom de la partie', 'code iso', 'parte', 'país', 'estado', 'código iso'],
		...[
			'nombre de la parte',
			'сторона',
			'страна',
			'государство',
			'код исо',
			'الطرف',
			'طرف',
			'البلد',
			'الدولة',
			'اسم الطرف',
			'缔约方',
			'国家',
			'缔约方名称'
		]
	),
	'@cycle': words(
		'cycle',
		'reporting cycle',
		'period',
		'reporting period',
		'cycle de présentation',
		'ciclo',
		'цикл',
		'الدورة',
		'دورة الإبلاغ',
		'周期',
		'报告周期'
	),
	'@submitted': words(
		...['submitted', 'submitted on', 'date submitted', 'date of submission', 'submission date', 'date de soumission', 'date de présentation'],
		...['présenté le', 'fecha de presentación', 'presentado el', 'дата представления', 'представлен', 'تاريخ التقديم', 'قُدم في', '提交日期']
	),
	'@question': words(
		...['question', 'questions', 'question number', 'question no', 'question id', 'item', 'indicator', 'pregunta', 'número de pregunta', 'вопрос'],
		...['номер вопроса', 'السؤال', 'رقم السؤال', '问题', '问题编号', 'numéro de question']
	),
	'@answer': words(
		...['answer', 'answers', 'response', 'responses', 'reply', 'value', 'réponse', 'réponses', 'valeur', 'respuesta', 'respuestas', 'valor'],
		...['ответ', 'ответы', 'значение', 'الجواب', 'الإجابة', 'الرد', '答复', '答案', '回答', '值']
	)
};

const specialOf = (text: string): Special | undefined => special.find((each) => heads[each].has(plain(text)) || text.trim() === each);
const textOf = (cell: Cell | undefined): string => (typeof cell === 'string' ? cell.trim() : '');

export interface Column {
	/** Counted from 0. */
	at: number;
	/** By which a mapping names it: its lines, one after the other, and a number where the same comes again. */
	head: string;
	parts: string[];
	/** What stands in it first. */
	example: string;
}

export interface Table {
	sheet: string;
	/** Row number of the last line of the heads. */
	head: number;
	columns: Column[];
	rows: Line[];
}

const longestHead = 350;

/** How many of a row's cells are heads. */
function fit(row: Line, targets: Targets): number {
	let count = 0;
	for (const cell of row.cells) {
		const text = textOf(cell);
		// Answers are longer than heads more often than not, and stand in more rows.
		if (text && text.length <= longestHead && (specialOf(text) || targets.match([text]))) count += 1;
	}
	return count;
}

const standWithin = 30;

/** The heads of the sheet that fits best, or of the one that the mapping names. Undefined where nothing in it is known. */
export function tableIn(sheets: readonly SheetLines[], form: Form, wish: Pick<Mapping, 'sheet' | 'head'> = emptyMapping): Table | undefined {
	const targets = targetsIn(form);
	const asked = sheets.filter(({ name }) => name === wish.sheet);
	let best: { sheet: SheetLines; at: number; fits: number[] } | undefined;
	let most = 0;
	for (const sheet of asked.length ? asked : sheets) {
		const fits = sheet.rows.slice(0, standWithin).map((row) => fit(row, targets));
		const wished = wish.head === null ? -1 : sheet.rows.findIndex(({ number }) => number === wish.head);
		const top = wished >= 0 ? Number.MAX_SAFE_INTEGER : Math.max(0, ...fits);
		if (top > most) [best, most] = [{ sheet, at: wished >= 0 ? wished : fits.indexOf(top), fits }, top];
	}
	if (!best || (most < 2 && wish.head === null)) return undefined;
	const { sheet, at, fits } = best;
	const { rows } = sheet;
	let [first, last] = [at, at];
	const isHead = (place: number) => (fits[place] ?? 0) >= Math.max(2, (fits[at] ?? 0) / 2);
	if (wish.head === null) while (isHead(last + 1)) last += 1;
	while (first > 0 && isHead(first - 1)) first -= 1;
	// A line above that groups columns, and one below that divides them and names nobody.
	const party = columnOfParty(rows.slice(first, last + 1));
	if (wish.head === null && party !== undefined && isDivision(rows[last + 1], rows[last], party)) last += 1;
	if (first > 0 && first === last && isGroup(rows[first - 1] as Line, rows[first] as Line)) first -= 1;
	const lines = rows.slice(first, last + 1);
	return { sheet: sheet.name, head: rows[last]?.number ?? 1, columns: columnsOf(lines, rows.slice(last + 1)), rows: rows.slice(last + 1) };
}

function columnOfParty(lines: readonly Line[]): number | undefined {
	for (const { cells } of lines) {
		const at = cells.findIndex((cell) => specialOf(textOf(cell)) === '@party');
		if (at >= 0) return at;
	}
	return undefined;
}

/** Below merged heads: several texts, and none where the Party stands. */
const isDivision = (row: Line | undefined, above: Line | undefined, party: number): boolean =>
	row !== undefined &&
	textOf(row.cells[party]) === '' &&
	row.number === (above?.number ?? 0) + 1 &&
	row.cells.filter((cell) => textOf(cell)).length >= 2 &&
	row.cells.every((cell) => textOf(cell).length <= 60);

/** Above the heads: fewer texts than they have, more than a title. */
function isGroup(row: Line, heads: Line): boolean {
	const count = row.cells.filter((cell) => textOf(cell)).length;
	return row.number === heads.number - 1 && count >= 2 && count < heads.cells.filter((cell) => textOf(cell)).length;
}

/** Heads that stand one above the other belong together; one above that is empty goes on from the left, as merged cells do. */
function columnsOf(lines: readonly Line[], rows: readonly Line[]): Column[] {
	const width = Math.max(0, ...lines.map(({ cells }) => cells.length));
	const seen = new Map<string, number>();
	const columns: Column[] = [];
	const filled = lines.map(({ cells }, line) => {
		let before = '';
		return Array.from({ length: width }, (_, at) => {
			const text = textOf(cells[at]);
			if (line === lines.length - 1) return text;
			return (before = text || before);
		});
	});
	for (let at = 0; at < width; at += 1) {
		const parts = filled.map((line) => line[at] ?? '').filter(Boolean);
		const divided = lines.length > 1 && (filled.at(-1)?.[at] ?? '') === '' && textOf(lines[0]?.cells[at]) === '';
		// Merged cells go on over columns of their own, not over empty ones at the side.
		if (!parts.length || (divided && !rows.some(({ cells }) => cells[at] !== undefined))) continue;
		const text = parts.join(' / ').slice(0, longestText - 5);
		const count = (seen.get(text) ?? 0) + 1;
		seen.set(text, count);
		const example = rows.slice(0, 50).find(({ cells }) => textOf(cells[at]));
		columns.push({ at, head: count > 1 ? `${text} (${count})` : text, parts, example: textOf(example?.cells[at]).slice(0, 80) });
	}
	return columns;
}

/** Where most texts name a State, whatever the head says. */
function partyByContent({ columns, rows }: Table, convention: Convention): Column | undefined {
	const looked = rows.slice(0, 40);
	return columns.find(({ at }) => {
		const texts = looked.map(({ cells }) => textOf(cells[at])).filter(Boolean);
		return texts.length > 0 && texts.filter((text) => stateNamed(convention, text)).length >= texts.length * 0.6;
	});
}

/** Why a proposal stands: `kept` came with a saved mapping; `id`, `number` and `words` were found in the head. */
export type Ground = 'kept' | 'id' | 'number' | 'words' | null;

export interface Proposed {
	mapping: Mapping;
	/** By head, or by the text of a question. */
	grounds: { [said: string]: Ground };
	/** Where every answer has a row of its own. */
	long: boolean;
	/** The texts of questions in the column of questions, in their order. */
	questions: string[];
}

export const isLong = (mapping: Mapping): boolean => {
	const paths = Object.values(mapping.columns);
	return paths.includes('@question') && paths.includes('@answer');
};

/** What each column seems to be about. What the mapping says already stays, also that a column is left out. */
export function proposed(table: Table, form: Form, convention: Convention, mapping: Mapping): Proposed {
	const targets = targetsIn(form);
	const grounds: { [said: string]: Ground } = {};
	const columns: { [head: string]: string } = {};
	const taken = new Set<string>();
	for (const { head } of table.columns) {
		const kept = Object.hasOwn(mapping.columns, head) ? mapping.columns[head] : undefined;
		if (kept === undefined) continue;
		// What was typed stays, also where it is no question: whoever typed it is told.
		[columns[head], grounds[head]] = [kept, 'kept'];
		taken.add(targets.at(kept)?.path ?? kept);
	}
	const propose = (head: string, path: string, ground: Ground) => {
		if (taken.has(path)) return false;
		[columns[head], grounds[head]] = [path, ground];
		taken.add(path);
		return true;
	};
	for (const { head, parts } of table.columns) {
		const found = columns[head] === undefined && parts.map(specialOf).findLast((each) => each !== undefined);
		if (found) propose(head, found, 'words');
	}
	if (!taken.has('@party')) {
		const column = partyByContent(table, convention);
		if (column && columns[column.head] === undefined) propose(column.head, '@party', 'words');
	}
	const questionAt = table.columns.find(({ head }) => columns[head] === '@question');
	const long = questionAt !== undefined && taken.has('@answer');
	if (!long)
		for (const { head } of table.columns.filter((each) => ['@question', '@answer'].includes(columns[each.head] ?? ''))) {
			// A column that is called "Answer" below a question, where there is no column of questions.
			if (grounds[head] === 'kept') continue;
			taken.delete(columns[head] as string);
			delete columns[head];
		}
	for (const { head, parts } of table.columns) {
		if (columns[head] !== undefined) continue;
		const found = long ? undefined : targets.match(parts);
		// The second column of one number is the text that goes with it.
		const next = found && taken.has(found.target.path) ? targets.after(found.target) : undefined;
		if (found && propose(head, found.target.path, found.by)) continue;
		if (!next || !propose(head, next.path, 'number')) [columns[head], grounds[head]] = ['', null];
	}
	const texts = long ? [...new Set(table.rows.map(({ cells }) => textOf(cells[questionAt.at])).filter(Boolean))].slice(0, most) : [];
	const questions: { [said: string]: string } = {};
	for (const text of texts) {
		const kept = Object.hasOwn(mapping.questions, text) ? mapping.questions[text] : undefined;
		const found = kept === undefined ? targets.match([text]) : undefined;
		questions[text] = kept ?? found?.target.path ?? '';
		grounds[text] = kept === undefined ? (found?.by ?? null) : 'kept';
	}
	return { mapping: { ...mapping, columns, questions }, grounds, long, questions: texts };
}
