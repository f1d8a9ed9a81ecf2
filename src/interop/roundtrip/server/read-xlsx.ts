// SPDX-License-Identifier: Apache-2.0
// Reads a form that came back as a workbook, whoever saved it last: by the keys in its hidden column and rows, wherever they were moved to. Of a formula
// only the value is taken that stands beside it.
import { Decimal } from 'decimal.js';
import { isDay } from '#forms/kinds/time.ts';
import { columnOf, sharedTexts, unescaped } from '../../sheets/cell-parts.ts';
import { cellName } from '../../sheets/read-sheet.ts';
import { signOf } from '../paper.ts';
import { type ReadForm, type ReadRow, type Said, formLimits } from '../read.ts';
import { type Package, Unreadable } from './parts.ts';

type Cell = Omit<Said, 'place'> | { error: string };
interface Row {
	number: number;
	cells: (Cell | undefined)[];
}

export async function readXlsx(file: Package): Promise<ReadForm> {
	const book = await workbookOf(file);
	const form: ReadForm = { format: 'xlsx', about: await file.about(), fields: [], grids: new Map(), faults: [] };
	const left = { cells: formLimits.cells };
	for (const { name, path } of book.sheets.slice(0, formLimits.sheets)) {
		const rows = await rowsOf(file, path, book, left);
		if (name === signOf.sheet) form.about ??= aboutIn(rows);
		else takeSheet(form, name, rows);
	}
	return form;
}

function aboutIn(rows: readonly Row[]): ReadForm['about'] {
	const said = rows.map(({ cells }) => [textOf(cells[0]), textOf(cells[1])] as const);
	if (!said.some(([name, value]) => name === 'form of' && value === signOf.property)) return undefined;
	return { record: '', ...Object.fromEntries(said.filter(([name]) => name && name !== 'form of')) };
}

const textOf = (cell: Cell | undefined): string => (cell && 'text' in cell ? cell.text.trim() : '');

function takeSheet(form: ReadForm, sheet: string, rows: readonly Row[]): void {
	const first = rows.find(({ cells }) => cells.some((cell) => textOf(cell) === 'key') && cells.some((cell) => textOf(cell) === 'answer'));
	if (!first) return;
	const key = first.cells.findIndex((cell) => textOf(cell) === 'key');
	const answer = first.cells.findIndex((cell) => textOf(cell) === 'answer');
	const placeOf = (column: number, row: number) => ({ sheet, cell: cellName(column, row) });
	const take = (cell: Cell | undefined, path: string, place: ReturnType<typeof placeOf>): Said | undefined => {
		if (!cell) return { text: '', place };
		if ('text' in cell) return { ...cell, place };
		form.faults.push({ code: 'no-value', path, text: cell.error, place });
		return undefined;
	};
	const seen = new Set(form.fields.map(({ path }) => path));
	let grid: { question: string; parts: [column: number, part: string][]; lines: ReadRow[]; headed: boolean } | undefined;
	for (const row of rows) {
		if (row.number <= first.number) continue;
		const path = textOf(row.cells[key]);
		if (path.startsWith('#')) {
			const parts = row.cells.flatMap((cell, column): [number, string][] => {
				const part = textOf(cell);
				return column !== key && part ? [[column, part === '.' ? '' : part]] : [];
			});
			const question = path.slice(1);
			grid = { question, parts, lines: form.grids.get(question) ?? [], headed: false };
			form.grids.set(question, grid.lines);
			continue;
		}
		if (path.startsWith('/')) {
			grid = undefined;
			continue;
		}
		const own = grid && path.startsWith(`${grid.question}.`);
		if (grid && (own || !path)) {
			// The row of heads below the hidden one has no key, and comes before the first row that has one.
			if (!own && !grid.headed) {
				grid.headed = true;
				continue;
			}
			grid.headed = true;
			// Words beside the table belong to what comes after it, where the row that ends it was taken away.
			const columns = new Set(grid.parts.map(([column]) => column));
			if (!own && row.cells.some((cell, column) => cell && column !== key && !columns.has(column))) {
				grid = undefined;
				continue;
			}
			const line: ReadRow = { key: own ? path.slice(grid.question.length + 1) : '', parts: {}, place: placeOf(key, row.number) };
			for (const [column, part] of grid.parts) {
				const said = take(row.cells[column], `${grid.question}.${line.key}`, placeOf(column, row.number));
				if (said) line.parts[part] = said;
			}
			grid.lines.push(line);
			continue;
		}
		grid = undefined;
		if (!path) continue;
		const place = placeOf(answer, row.number);
		if (seen.has(path)) {
			form.faults.push({ code: 'twice', path, text: path, place });
			continue;
		}
		seen.add(path);
		const said = take(row.cells[answer], path, place);
		if (said) form.fields.push({ path, ...said });
	}
}

interface Book {
	sheets: { name: string; path: string }[];
	strings: string[];
	/** By number of the format: whether it shows a day. */
	dated: boolean[];
	/** Serial number of the day before the first. */
	epoch: number;
}

async function workbookOf(file: Package): Promise<Book> {
	const related = await file.relations('xl/workbook.xml');
	const sheets: Book['sheets'] = [];
	let epoch = Date.UTC(1899, 11, 30);
	await file.read('xl/workbook.xml', {
		open(name, attribute) {
			if (name === 'workbookPr' && /^(1|true)$/.test(attribute('date1904') ?? '')) epoch = Date.UTC(1904, 0, 1);
			const path = name === 'sheet' ? related.get(attribute('id') ?? '')?.path : undefined;
			if (path) sheets.push({ name: attribute('name') ?? '', path });
		}
	});
	const part = (type: RegExp) => [...related.values()].find((each) => type.test(each.type))?.path;
	return {
		sheets,
		strings: await sharedTexts((reading) => file.read(part(/\/sharedStrings$/), reading)),
		dated: await datedIn(file, part(/\/styles$/)),
		epoch
	};
}

async function datedIn(file: Package, path: string | undefined): Promise<boolean[]> {
	const [custom, dated] = [new Map<string, boolean>(), [] as boolean[]];
	const builtIn = (id: number) => (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
	let within = false;
	await file.read(path, {
		open(name, attribute) {
			if (name === 'numFmt') {
				const code = (attribute('formatCode') ?? '').replaceAll(/"[^"]*"|\\.|\[[^\]]*\]/g, '');
				custom.set(attribute('numFmtId') ?? '', /[yd]/i.test(code) && !/[#0]/.test(code));
			}
			if (name === 'cellXfs') within = true;
			if (name === 'xf' && within) {
				const id = attribute('numFmtId') ?? '0';
				dated.push(custom.get(id) ?? builtIn(Number(id)));
			}
		},
		close(name) {
			if (name === 'cellXfs') within = false;
		}
	});
	return dated;
}

async function rowsOf(file: Package, path: string, book: Book, left: { cells: number }): Promise<Row[]> {
	const rows: Row[] = [];
	let [number, column, style] = [0, -1, 0];
	let cells: Row['cells'] = [];
	let [kind, value, inline, formula, inside] = ['n', '', '', false, ''];
	await file.read(path, {
		open(name, attribute) {
			if (name === 'row') {
				number = Number(attribute('r')) || number + 1;
				[cells, column] = [[], -1];
			} else if (name === 'c') {
				const said = columnOf(attribute('r'));
				column = said < 0 ? column + 1 : said;
				[kind, style, value, inline, formula] = [attribute('t') ?? 'n', Number(attribute('s')) || 0, '', '', false];
			} else if (name === 'f') formula = true;
			inside = name;
		},
		text(piece) {
			if (inside === 'v') value += piece;
			else if (inside === 't') inline += piece;
		},
		close(name) {
			inside = '';
			if (name === 'c' && column < formLimits.columns) {
				const read = cellOf({ kind, value, inline, formula, dated: book.dated[style] ?? false }, book);
				if (read && --left.cells < 0) throw new Unreadable('too-large');
				if (read) cells[column] = read;
			}
			if (name === 'row' && cells.length) {
				rows.push({ number, cells });
				if (rows.length > formLimits.rows) throw new Unreadable('too-large');
			}
		}
	});
	return rows;
}

interface Written {
	kind: string;
	value: string;
	inline: string;
	formula: boolean;
	dated: boolean;
}

function cellOf({ kind, value, inline, formula, dated }: Written, book: Book): Cell | undefined {
	if (kind === 'e') return { error: value || '#VALUE!' };
	if (kind === 'inlineStr') return inline ? { text: unescaped(inline) } : undefined;
	if (kind === 's') {
		const text = book.strings[Number(value)];
		if (text === undefined) throw new Unreadable('broken');
		return text ? { text } : undefined;
	}
	if (formula && value === '') return kind === 'str' ? undefined : { error: 'f(x)' };
	if (kind === 'b') return { text: value === '1' ? 'TRUE' : 'FALSE' };
	if (kind === 'd') return { text: value.slice(0, 10), ...(isDay(value.slice(0, 10)) ? { day: value.slice(0, 10), dated: true as const } : {}) };
	if (kind !== 'n') return value ? { text: unescaped(value) } : undefined;
	return value.trim() ? numberOf(value.trim(), dated, book.epoch) : undefined;
}

/** Spreadsheets keep fifteen digits; what stands behind is the noise of their arithmetic. */
function numberOf(value: string, dated: boolean, epoch: number): Cell {
	const number = Number(value);
	if (!Number.isFinite(number) || Math.abs(number) > 1e30) return { text: value };
	const text = new Decimal(value).toSignificantDigits(15).toFixed();
	const moment = new Date(epoch + Math.floor(number) * 86_400_000);
	const day = number >= 1 && number < 110_000 && !Number.isNaN(moment.getTime()) ? moment.toISOString().slice(0, 10) : undefined;
	return { text, number: true, ...(day ? { day } : {}), ...(day && dated ? { dated: true as const } : {}) };
}
