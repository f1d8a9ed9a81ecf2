// SPDX-License-Identifier: Apache-2.0
// What comes out of a form that came back: texts by the paths that they answer, and where each stood. Knows no file format; nothing of it is trusted.

/** Where something stood: a cell of a sheet; or in a document what it answers, with the row and column of a table, counted from 1. */
export type Place = { sheet: string; cell: string } | { question: string; row?: number; column?: number };

/** What a place says. */
export interface Said {
	text: string;
	/** A number of the spreadsheet, as exact decimal: no language has a say in it. */
	number?: true;
	/** The day that the number stands for, where it can be one. */
	day?: string;
	/** The program shows it as a day. */
	dated?: true;
	place: Place;
}

export interface ReadField extends Said {
	path: string;
}

/** A row of a table, by the parts of its columns: `quantity.unit`, '' for the whole. `key` is what the file says of it; '' where it was added. */
export interface ReadRow {
	key: string;
	parts: { [part: string]: Said };
	place: Place;
}

export const readFaults = ['no-value', 'twice', 'unknown-place'] as const;
/** What cannot be taken at all: a formula that was never computed, a place that stands twice, one that nothing asks for. */
export interface ReadFault {
	code: (typeof readFaults)[number];
	/** What it would answer, as far as known. */
	path: string;
	text: string;
	place: Place;
}

export interface ReadForm {
	format: 'xlsx' | 'docx';
	/** As the file says: form, version, record, draft, language. Undefined: it is none of our forms. */
	about: { [part: string]: string } | undefined;
	fields: ReadField[];
	/** By question. */
	grids: Map<string, ReadRow[]>;
	faults: ReadFault[];
}

/** `not-a-form`: another kind of file. `macros`: it can run programs. `locked`: behind a password. Others as for spreadsheets. */
export type FormFault = 'empty' | 'too-large' | 'not-a-form' | 'macros' | 'locked' | 'bomb' | 'broken';

export const formLimits = { bytes: 10 * 1024 * 1024, unpackedBytes: 32 * 1024 * 1024, rows: 20_000, columns: 200, sheets: 200, cells: 200_000 };
