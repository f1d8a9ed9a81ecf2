// SPDX-License-Identifier: Apache-2.0
// Tables as a spreadsheet file (Office Open XML): heads frozen, days as days, text never anything but text. Knows no noun.
import type { CellObject, Row, SheetData } from 'write-excel-file/node';

/** A day is text, `2026-11-24`, and becomes a date of the spreadsheet; text is never run, whatever it begins with. */
export type SheetCell = string | number | boolean | { day: string } | null;

export interface SheetColumn {
	head: string;
	/** In characters; 18 when absent. */
	width?: number;
}

export interface Sheet {
	/** Name of the sheet; what a spreadsheet cannot take in a name is left out. */
	name: string;
	/** Runs from right to left, as Arabic is read. */
	rtl: boolean;
	/** What stands above the table, one line each: what it is, where it comes from. */
	above?: readonly (readonly [label: string, value: string])[];
	columns: readonly SheetColumn[];
	rows: readonly (readonly SheetCell[])[];
}

export const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What a cell holds at most. */
const longestCell = 32_767;

// eslint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function clean(text: string): string {
	const written = text.toWellFormed().replace(unprintable, '');
	return written.length > longestCell ? `${written.slice(0, longestCell - 1).toWellFormed()}…` : written;
}

/** Thirty-one characters, without the signs that name parts of a workbook. */
export const sheetName = (name: string): string =>
	clean(name)
		.replace(/[[\]:*?/\\]/g, ' ')
		.replace(/\s+/g, ' ')
		.replace(/^[' ]+/, '')
		.slice(0, 31)
		.toWellFormed()
		.replace(/[' ]+$/, '') || 'Sheet';

const text = (value: string, more: Partial<CellObject> = {}): CellObject => ({ value: clean(value), type: String, alignVertical: 'top', ...more });

function cell(value: SheetCell): CellObject | null {
	if (value === null || value === '') return null;
	if (typeof value === 'string') return text(value, { format: '@', wrap: value.length > 60 });
	if (typeof value === 'number') return Number.isFinite(value) ? { value, type: Number, alignVertical: 'top' } : null;
	if (typeof value === 'boolean') return { value, type: Boolean, alignVertical: 'top' };
	const day = new Date(`${value.day}T00:00:00Z`);
	// Days before 1900 are no dates of a spreadsheet.
	if (Number.isNaN(day.getTime()) || value.day < '1900-03-01') return text(value.day);
	return { value: day, type: Date, format: 'yyyy-mm-dd', alignVertical: 'top' };
}

function drawn(sheet: Sheet) {
	const above: Row[] = (sheet.above ?? []).map(([label, value]) => [text(label, { fontWeight: 'bold' }), text(value)]);
	const head: Row = sheet.columns.map((column) =>
		text(column.head, { fontWeight: 'bold', wrap: true, bottomBorderStyle: 'thin', backgroundColor: '#e6eef0' })
	);
	const rows = sheet.rows.map((row): Row => row.map(cell));
	const data: SheetData = [...above, ...(above.length ? [[]] : []), head, ...rows];
	return {
		data,
		rightToLeft: sheet.rtl || undefined,
		stickyRowsCount: data.length - rows.length,
		columns: sheet.columns.map((column) => ({ width: column.width ?? 18 }))
	};
}

/** Names that differ for a workbook, which knows no capitals: what comes again is numbered. */
function namesOf(sheets: readonly Sheet[]): string[] {
	const taken = new Set<string>();
	return sheets.map(({ name }) => {
		const whole = sheetName(name);
		let own = whole;
		for (let again = 2; taken.has(own.toLowerCase()); again += 1) own = `${whole.slice(0, 26).toWellFormed()} (${again})`;
		taken.add(own.toLowerCase());
		return own;
	});
}

/** The file, of one table or of several, a sheet each. */
export async function xlsx(...sheets: [Sheet, ...Sheet[]]): Promise<Uint8Array<ArrayBuffer>> {
	const { default: write } = await import('write-excel-file/node');
	const names = namesOf(sheets);
	const file = write(sheets.map((sheet, at) => ({ ...drawn(sheet), sheet: names[at] })));
	return new Uint8Array(await file.toBuffer());
}
