// SPDX-License-Identifier: Apache-2.0
// Rows as CSV (RFC 4180) that spreadsheets open rightly: UTF-8 with a byte order mark, and no cell that a spreadsheet would run as a formula.

export type CsvCell = string | number | boolean | null;

/** A number is left alone although it may begin with a minus; any other text with a sign that begins a formula gets an apostrophe before it. */
const guarded = (cell: string): string =>
	/^[=+\-@\t\r\n|%]/.test(cell.normalize('NFKC').trimStart()) && !/^-?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell;

const quoted = (cell: string): string => (/[",\r\n;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

// eslint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

const written = (cell: CsvCell): string =>
	cell === null ? '' : typeof cell === 'string' ? quoted(guarded(cell.replace(unprintable, ''))) : String(cell);

/** Lines of a file that was begun. */
export const csvLines = (rows: readonly (readonly CsvCell[])[]): string => rows.map((row) => `${row.map(written).join(',')}\r\n`).join('');

/** A whole file, or with its heads alone the beginning of one. */
export const csv = (rows: readonly (readonly CsvCell[])[]): string => `\ufeff${csvLines(rows)}`;
