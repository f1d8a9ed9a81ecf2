// SPDX-License-Identifier: Apache-2.0
// Rows of a table that was fetched, with what is missing at its end. A file that was cut off in the middle of a row gives the rows before it. Pure.
import type { SourceFault } from '#projects/found.ts';
import { readCsv } from '../sheets/read-csv.ts';
import type { ReadRow } from '../sheets/read-sheet.ts';
import { plain, seen } from './plain-text.ts';

export interface Table {
	head: string[];
	/** Where the head stands, as a spreadsheet counts. */
	headRow: number;
	rows: readonly ReadRow[];
	/** The last row ended as the others do. */
	endsWhole: boolean;
	/** From a workbook, whose days are numbers. */
	workbook?: boolean;
	/** What stands after the last whole row. */
	cut?: { row: number; seen: string };
}

export const tableLimits = { bytes: 40 * 1024 * 1024, rows: 200_000, columns: 200, sheets: 10 };

/** More lines than this after a quote that nothing closes: the quote is wrong, and not the end missing. */
const longestTail = 30;

/** The place after the last line end that stands outside quotes. */
function lastWholeRow(text: string): number {
	let [quoted, last] = [false, 0];
	for (let at = 0; at < text.length; at += 1) {
		const sign = text.charCodeAt(at);
		if (sign === 34) quoted = !quoted;
		else if (sign === 10 && !quoted) last = at + 1;
	}
	return last;
}

export function tableFrom(text: string): Table | SourceFault {
	let rows = readCsv(text, tableLimits);
	let tail = '';
	if (rows === 'broken') {
		const end = lastWholeRow(text);
		tail = text.slice(end);
		if (tail.split('\n').length > longestTail) return { code: 'quote-not-closed', values: { seen: seen(tail.slice(0, 300)) } };
		rows = readCsv(text.slice(0, end), tableLimits);
	}
	if (typeof rows === 'string') return { code: rows, values: { most: String(tableLimits.rows) } };
	const table = tableOf(rows, Boolean(tail) || /[\r\n]\s*$/.test(text));
	if ('code' in table || !tail) return table;
	return { ...table, endsWhole: false, cut: { row: (rows.at(-1)?.number ?? 1) + 1, seen: seen(tail.slice(0, 1000)) } };
}

/** Rows of a workbook, where empty cells at the end of a row are not there, filled up to the width of the head. */
export function tableOfSheet(rows: readonly ReadRow[]): Table | SourceFault {
	const table = tableOf(rows);
	if ('code' in table) return table;
	const filled = table.rows.map(({ number, cells }) => ({
		number,
		cells: Array.from({ length: Math.max(cells.length, table.head.length) }, (_, at) => cells[at])
	}));
	return { ...table, rows: filled, workbook: true };
}

/** Rows of a text. The head is the first row with two cells or more: a title may stand above it. */
export function tableOf(rows: readonly ReadRow[], endsWhole = true): Table | SourceFault {
	const filled = (row: ReadRow) => row.cells.filter((cell) => typeof cell === 'string' && cell.trim()).length;
	const at = rows.findIndex((row) => filled(row) > 1);
	const row = rows[at < 0 ? 0 : at];
	if (!row) return { code: 'empty', values: {} };
	const head = Array.from(row.cells, (cell) => (typeof cell === 'string' ? plain(cell) : ''));
	while (head.length && !head.at(-1)) head.pop();
	return { head, headRow: row.number, rows: rows.slice((at < 0 ? 0 : at) + 1), endsWhole };
}

/** The cell's text as it came; a fault of a formula says nothing. */
export const textAt = (row: ReadRow, column: number): string => {
	const cell = row.cells[column];
	return typeof cell === 'string' ? cell : '';
};

/** All cells of a row by their heads, as they were; empty ones are left out. */
export function saidIn(row: ReadRow, head: readonly string[]): Record<string, string> {
	const said = new Map<string, string>();
	for (const [column, name] of head.entries()) {
		const text = textAt(row, column);
		if (name && text) said.set(name, text.length > 4000 ? text.slice(0, 4000).toWellFormed() : text);
	}
	return Object.fromEntries(said);
}
