// SPDX-License-Identifier: Apache-2.0
// A revision as rows: the same words as on paper, one line for each question, and a table of its own for whatever was asked as a table. Pure; CSV
// and spreadsheets are two ways to write the same rows. Gets what its reader may see.
import { type Answers, type Form, type Json, type Question, wordsKey } from '#forms/form.ts';
import { isEmpty, isObject } from '#forms/kind.ts';
import type { Block, Line } from '#interop/print/document.ts';
import type { Sheet, SheetCell } from '#interop/sheets/xlsx.ts';
import { type Language, languages } from '#text/languages.ts';
import type { Reader } from '#text/message.ts';
import { choose, say } from '#text/words.ts';
import { addresses } from '../addresses.ts';
import { number } from '../intl.ts';
import { fits } from '../kinds/fits.ts';
import { plain, questionText, rowText, tongue, spoken } from '../kinds/wording.ts';
import { answerBlocks, type Around } from '../print/answers.ts';
import { aboutFacts, type PrintedRevision } from '../print/record.ts';

/** One question and what was said; `language` is empty where nobody knows the language of what was typed. */
export interface SheetRow {
	section: string;
	number: string;
	question: string;
	answer: string;
	language: string;
}

/** What was asked as a table or matrix. */
export interface SheetTable {
	/** By which the row of its question names it: "Table 2". */
	name: string;
	question: string;
	heads: string[];
	rows: SheetCell[][];
}

export interface RecordSheet {
	rows: SheetRow[];
	tables: SheetTable[];
}

/** Isolates keep order on a page; in a cell they are signs that no search finds. */
const bare = (text: string): string => text.replaceAll(/[\u2066-\u2069]/g, '');

/** A line as text. A file is of no use without its address. */
const lineText = (line: Line): string =>
	bare(line.map(({ text, href }) => (href?.includes('/files/') && href !== text ? `${text} <${href}>` : text)).join(''));

function blockText(block: Block): string {
	switch (block.is) {
		case 'heading':
			return lineText(block.text);
		case 'text':
		case 'notice':
		case 'code':
			return lineText(block.line);
		case 'list':
			return block.items.map(lineText).join('; ');
		case 'facts':
			return block.facts.map(({ term, value }) => `${lineText(term)}: ${lineText(value)}`).join('; ');
		case 'answers':
			return block.answers.map(({ question, answer }) => `${lineText(question)}: ${blocksText(answer)}`).join('; ');
		case 'table':
			return block.rows.map((cells) => cells.map(blocksText).join(' | ')).join('\n');
	}
}

const blocksText = (blocks: Block[]): string => blocks.map(blockText).join('\n\n');

/** Kinds whose answers are worded by the platform, and so are in the reader's language. */
const worded = new Set<Question['kind']>([
	...(['yes-no', 'one-of', 'some-of', 'day', 'month', 'year', 'integer', 'quantity', 'money'] as const),
	...(['country', 'party', 'concept', 'article', 'language', 'table', 'matrix'] as const)
]);

const label = (form: Form, wordsId: string, language: Language): string => bare(questionText(form, wordsId, language));

/** What was said in several languages is a row for each, the reader's first. */
function inTongues(value: Json, reader: Language): { answer: string; language: string }[] {
	const words = isObject(value) ? value : {};
	const first = choose(words, reader)?.language;
	const keys = [...(first ? [first] : []), ...Object.keys(words).filter((key) => key !== first && !isEmpty(words[key]))];
	return keys.map((language) => ({ answer: plain(words[language]), language }));
}

/** So many digits a spreadsheet keeps; longer amounts stay text. */
const keptDigits = 15;
const amount = (text: string): SheetCell =>
	/^-?\d+(\.\d+)?$/.test(text) && text.replaceAll(/\D/g, '').replace(/^0+/, '').length <= keptDigits ? Number(text) : text;

const measured = (question: Question): boolean => (question.kind === 'quantity' || question.kind === 'money') && !question.many;

/** The cells of one answer in a table: figures as figures, with their unit beside them; days as days. */
function cellsOf(around: Around, column: Question, wordsId: string, value: Json | undefined): SheetCell[] {
	const empty = value === undefined || isEmpty(value);
	if (measured(column)) {
		if (empty) return [null, null];
		return isObject(value) ? [amount(plain(value.amount)), plain(value.unit) || null] : [plain(value), null];
	}
	if (empty) return [null];
	if ((column.kind === 'integer' || column.kind === 'year') && typeof value === 'number') return [value];
	if (column.kind === 'day' && fits(column, value) && !column.many) return [{ day: plain(value) }];
	return [blocksText(answerBlocks({ ...around, question: column, wordsId }, value))];
}

function tableOf(around: Around, question: Question, value: Json, name: string): SheetTable {
	const { form, reader } = around;
	const { language, t } = reader;
	const matrix = question.kind === 'matrix';
	const lines: { key: string | number; cells: { [column: string]: Json } }[] = Array.isArray(value)
		? value.map((row, at) => ({ key: at + 1, cells: isObject(row) ? row : {} }))
		: Object.entries(isObject(value) ? value : {})
				.filter(([, cells]) => !isEmpty(cells))
				.map(([key, cells]) => ({ key: bare(rowText(form, question.id, key, language)), cells: isObject(cells) ? cells : { '': cells } }));
	const asked = question.columns ?? [];
	// What no column asks for, from another version, is kept and not lost.
	const strange = [...new Set(lines.flatMap(({ cells }) => Object.keys(cells)))].filter((id) => !asked.some((column) => column.id === id));
	const columns = [...asked, ...strange.map((id): Question => ({ id, kind: 'text' }))];
	const head = (column: Question) => (asked.includes(column) ? label(form, `${question.id}.${column.id}`, language) : column.id);
	return {
		name,
		question: [question.number ?? '', label(form, question.id, language)].filter(Boolean).join(' '),
		heads: [
			t(matrix ? 'print.sheet.row' : 'print.sheet.line'),
			...columns.flatMap((column) =>
				measured(column) ? [head(column), `${head(column)} – ${t(column.kind === 'money' ? 'forms.currency' : 'forms.unit')}`] : [head(column)]
			)
		],
		rows: lines.map(({ key, cells }) => [
			key,
			...columns.flatMap((column) => cellsOf(around, column, `${question.id}.${column.id}`, cells[column.id]))
		])
	};
}

const isGrid = (question: Question, value: Json): boolean =>
	(question.kind === 'table' || question.kind === 'matrix') && !question.many && fits(question, value);

/** The answers as rows and tables, in the words of one reader. */
export function recordSheet(around: Around, answers: Answers): RecordSheet {
	const { form, reader } = around;
	const { language, t } = reader;
	const tables: SheetTable[] = [];
	const rows = form.sections.flatMap((section) =>
		section.questions.flatMap((question): SheetRow[] => {
			const value = answers[question.id];
			if (value === undefined || isEmpty(value)) return [];
			const shown = {
				section: bare(say(form.words[wordsKey.section(section.id)], language) || section.id),
				number: question.number ?? '',
				question: label(form, question.id, language)
			};
			if (question.kind === 'words' && !question.many && fits(question, value))
				return inTongues(value, language).map((said) => ({ ...shown, ...said }));
			if (isGrid(question, value)) {
				const name = t('print.sheet.table', { number: tables.length + 1 });
				tables.push(tableOf(around, question, value, name));
				return [{ ...shown, answer: name, language }];
			}
			const answer = blocksText(answerBlocks({ ...around, question, wordsId: question.id }, value));
			return [{ ...shown, answer, language: worded.has(question.kind) ? language : '' }];
		})
	);
	return { rows, tables };
}

/** A whole revision: its answers, then the facts by which it can be told from every other. */
export function revisionSheet(reader: Reader, page: PrintedRevision, origin: string): RecordSheet {
	const { language, t } = reader;
	const { record, form, revision } = page;
	const { rows, tables } = recordSheet({ reader, form, schemes: page.schemes, recordId: record.id, origin }, spoken(reader, form, revision.answers));
	const title = choose(page.title, language);
	const fact = (question: string, answer: string, of: string = language): SheetRow => ({
		section: t('record.about'),
		number: '',
		question: bare(question).replace(/\s*[:：]$/, ''),
		answer: bare(answer),
		language: of
	});
	return {
		rows: [
			...rows,
			...(title ? [fact(t('print.sheet.title'), title.text, title.language)] : []),
			fact(t('print.record'), say(page.typeName, language)),
			fact(t('print.sheet.owner'), say(page.owner, language)),
			fact(t('record.revision', { number: number(language, revision.number) }), t(`look.state.${record.state}`)),
			...(revision.remark ? [fact(t('record.remark'), revision.remark, '')] : []),
			...aboutFacts(reader, page).map(({ term, value }) => fact(lineText(term), lineText(value))),
			fact(t('print.found'), `${origin}${addresses(language).record(record.id)}/${revision.number}`, ''),
			...(record.demo ? [fact(t('look.demonstration'), t('site.demo'))] : [])
		],
		tables
	};
}

const heads = ({ t }: Reader): string[] => (['section', 'number', 'question', 'answer', 'language'] as const).map((id) => t(`print.sheet.${id}`));

const named = (reader: Reader, code: string): string => (languages.includes(code as Language) ? tongue(reader.language, code) : code);

/** For CSV: the rows, then a block for each table below its name, with an empty line between. */
export function blocksOf({ rows, tables }: RecordSheet, reader: Reader): (string | number | boolean | null)[][] {
	return [
		heads(reader),
		...rows.map((row) => [row.section, row.number, row.question, row.answer, row.language]),
		...tables.flatMap((table) => [
			[],
			[table.name, table.question],
			table.heads,
			...table.rows.map((row) => row.map((cell) => (cell !== null && typeof cell === 'object' ? cell.day : cell)))
		])
	];
}

/** For a spreadsheet: the rows on the first sheet, then a sheet for each table. */
export function sheetsOf({ rows, tables }: RecordSheet, reader: Reader, page: PrintedRevision, origin: string): [Sheet, ...Sheet[]] {
	const { language, t } = reader;
	const { record, revision } = page;
	const rtl = reader.direction === 'rtl';
	const demo: [string, string][] = record.demo ? [[t('look.demonstration'), t('site.demo')]] : [];
	const source: [string, string] = [t('registers.source'), `${t('site.name')}, ${origin}${addresses(language).record(record.id)}/${revision.number}`];
	return [
		{
			name: record.id,
			rtl,
			above: [[bare(say(page.title, language) || record.id), ''], source, ...demo],
			columns: heads(reader).map((head, at) => ({ head, width: [28, 10, 50, 70, 12][at] })),
			rows: rows.map((row) => [row.section, row.number, row.question, row.answer, named(reader, row.language)])
		},
		...tables.map((table): Sheet => ({
			name: table.name,
			rtl,
			above: [[table.name, table.question], source, ...demo],
			columns: table.heads.map((head, at) => ({
				head,
				width: at === 0 && table.rows.every(([key]) => String(key).length < 6) ? 8 : Math.min(44, Math.max(18, head.length + 2))
			})),
			rows: table.rows
		}))
	];
}
