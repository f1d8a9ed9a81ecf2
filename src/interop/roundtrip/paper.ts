// SPDX-License-Identifier: Apache-2.0
// A form as it leaves the platform to be filled in elsewhere, in the words of one language: what stands on it, and the places to write in, each with a
// path that stays when words, order or file format change. Knows no file format and no noun.
import type { Language } from '#text/languages.ts';

/** `mark`: one of several boxes. `number`, `day`, `month`: written exactly, whatever the language. */
export type Entry = 'line' | 'paragraphs' | 'choice' | 'mark' | 'number' | 'day' | 'month';

/** A place to write in. */
export interface Slot {
	/** As a field of a page is called, without its `q.`: `q3-1`, `a-4.email`, `q3-5-b.0.quantity.unit`. */
	path: string;
	entry: Entry;
	/** What stands there: words of a choice, an exact decimal, a day as 2026-11-24, `x` for a mark. */
	value: string;
	choices?: readonly string[];
	/** Of a text that says its language. */
	language?: Language;
}

export interface Field {
	label: string;
	slot: Slot;
}

export interface GridHead {
	label: string;
	/** What follows the row in the path: `quantity.unit`; '' where the row is the answer. */
	part: string;
}

export interface GridRow {
	/** What follows the question in the path: an index, or the id of a fixed row. */
	key: string;
	/** Words of a fixed row. */
	head: string;
	slots: Slot[];
}

export type Body =
	| { is: 'fields'; fields: Field[] }
	/** `grows`: further rows may be added. */
	| { is: 'grid'; heads: GridHead[]; rows: GridRow[]; grows: boolean }
	/** Only told: what is filled in by the platform, or answered on its pages alone. */
	| { is: 'told'; lines: string[]; note: string };

export interface PaperQuestion {
	id: string;
	number: string;
	title: string;
	/** "If …": when it is to be answered. */
	condition: string;
	/** Help, units, paragraphs of the Convention. */
	notes: string[];
	required: boolean;
	body: Body;
}

export interface PaperSection {
	id: string;
	title: string;
	condition: string;
	questions: PaperQuestion[];
}

/** From which state of which draft a file was made: nothing of it is trusted. */
export interface About {
	form: string;
	version: string;
	/** Identifier of the record; '' for an empty form. */
	record: string;
	/** Version of the draft; 0 for an empty form. */
	draft: number;
	language: Language;
}

export interface Paper {
	language: Language;
	rtl: boolean;
	title: string;
	/** Record, Party, day: what stands below the title. */
	facts: [label: string, value: string][];
	/** How it is filled in and brought back. */
	instructions: string[];
	sections: PaperSection[];
	about: About;
	/** The few words that a file format needs beside those of the form. */
	words: { instructions: string; section: string; number: string; question: string; answer: string; empty: string; choose: string; more: string };
}

/** By this a file is known as ours, on its hidden sheet and in its properties. */
export const signOf = { sheet: 'exchange', list: 'lists', property: 'minamata-exchange', tag: 'exchange' } as const;

/** A document marks with it the places that stand in a table of rows. */
export const gridSign = '#';

export const documentType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export const slotsIn = ({ body }: PaperQuestion): Slot[] =>
	body.is === 'fields' ? body.fields.map(({ slot }) => slot) : body.is === 'grid' ? body.rows.flatMap(({ slots }) => slots) : [];

/** `form`, `version` and the others in one line, for places that hold but one. */
export const aboutLine = ({ form, version, record, draft, language }: About): string => [form, version, record || '-', draft, language].join(' ');

export function aboutFrom(line: string): { [part: string]: string } | undefined {
	const [form, version, record, draft, language, ...rest] = line.trim().split(/\s+/);
	return form && version && record && draft && language && rest.length === 0
		? { form, version, record: record === '-' ? '' : record, draft, language }
		: undefined;
}
