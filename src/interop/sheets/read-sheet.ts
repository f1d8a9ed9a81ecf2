// SPDX-License-Identifier: Apache-2.0
// What comes out of a spreadsheet that somebody sent: rows of texts, and where they stand. Knows no file format.

/** What a cell says as text; `error` where it holds none: a fault of a formula, or a formula that was never computed. */
export type ReadCell = string | { error: string };

export interface ReadRow {
	/** As the spreadsheet counts, from 1. */
	number: number;
	cells: readonly (ReadCell | undefined)[];
}

export interface ReadSheet {
	name: string;
	rows: ReadRow[];
}

export const sheetLimits = { bytes: 5 * 1024 * 1024, rows: 20_000, columns: 64, sheets: 10 };
/** A table with a column for each question of a long form. */
export const wideSheetLimits = { bytes: 20 * 1024 * 1024, rows: 60_000, columns: 1500, sheets: 10 };
export type SheetLimits = typeof sheetLimits;

/**
 * Why a file is not read. `bomb`: unpacks to far more than it should. `broken`: damaged or cut off. `not-a-sheet`: another kind of file, locked by a
 * password, or able to run programs. `not-utf8`: text in another encoding.
 */
export type SheetFault = 'empty' | 'too-large' | 'not-a-sheet' | 'bomb' | 'broken' | 'not-utf8' | 'too-many-rows';

/** A, B … Z, AA: the name of a column, counted from 0. */
export function columnName(column: number): string {
	let [name, left] = ['', column + 1];
	for (; left > 0; left = Math.floor((left - 1) / 26)) name = String.fromCharCode(65 + ((left - 1) % 26)) + name;
	return name;
}

/** B12 */
export const cellName = (column: number, row: number): string => `${columnName(column)}${row}`;
