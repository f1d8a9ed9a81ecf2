// SPDX-License-Identifier: Apache-2.0
// Spreadsheets of the import of older reports: the template with a column for each question, and what became of each row. Pure; texts of one language.
import { type Form, type Question, wordsKey } from '#forms/form.ts';
import type { Cycle } from '#reporting/cycle.ts';
import { targetsIn } from '#reporting/older/target.ts';
import type { Reader } from '#text/message.ts';
import { say } from '#text/words.ts';
import type { Sheet, SheetCell } from './xlsx.ts';

/** What is asked in parts has a column for each: a contact; and the rows of a matrix. */
const inParts = (question: Question): boolean => question.kind === 'matrix' || question.kind === 'contact';

/** Head by head: number and words, and the identifier where the words would not tell. */
export function olderHeads(form: Form, reader: Reader): { path: string; head: string }[] {
	const { language } = reader;
	const number = (question: Question) => question.number ?? '';
	return targetsIn(form).all.flatMap(({ path, top, part, option }) => {
		if (part || option || (path === top.id) === inParts(top)) return [];
		const [, first = '', second = ''] = path.split('.');
		const words = say(form.words[wordsKey.question(top.id)], language);
		if (path === top.id) return [{ path, head: top.number ? `${top.number} ${words}` : path }];
		if (top.kind !== 'matrix') return [{ path, head: path }];
		const row = say(form.words[wordsKey.row(top.id, first)], language);
		const column = top.columns?.length === 1 ? '' : say(form.words[wordsKey.column(top.id, second)], language);
		return [{ path, head: [number(top), row, column].filter(Boolean).join(' ') }];
	});
}

/** Empty, to be filled in: it is read back without any mapping. */
export function olderTemplate(form: Form, cycle: Cycle, reader: Reader): Sheet {
	const { t, direction } = reader;
	return {
		name: `${t('older.template.name')} ${cycle.id}`,
		rtl: direction === 'rtl',
		columns: [
			{ head: t('older.party'), width: 12 },
			{ head: '@submitted', width: 14 },
			...olderHeads(form, reader).map(({ head }) => ({ head, width: 24 }))
		],
		rows: []
	};
}

/** One noticed thing, or a report of which nothing was noticed. */
export interface OlderRow {
	line: number;
	said: string;
	party: string | null;
	outcome: string;
	record: string | null;
	revision: number | null;
	changed: number;
	cell: string;
	severity: string;
	message: string;
}

export const olderTable = (rows: readonly OlderRow[], { t }: Reader): SheetCell[][] => [
	[
		t('older.row'),
		t('older.party'),
		t('older.party.key'),
		t('older.outcome'),
		t('older.record'),
		t('older.revision'),
		t('older.cell'),
		t('older.severity'),
		t('older.noticed')
	],
	...rows.map((row) => [row.line, row.said, row.party, row.outcome, row.record, row.revision, row.cell, row.severity, row.message])
];
