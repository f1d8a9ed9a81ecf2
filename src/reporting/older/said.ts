// SPDX-License-Identifier: Apache-2.0
// What a file says, report by report: from a sheet with a row for each Party, from one with a row for each answer, and from JSON. Nothing is judged here.
import type { Json } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { type Cell, isLong, isSpecial, type Mapping, type Table } from './mapping.ts';
import { numberIn } from './target.ts';
import { unitNamed } from './plain.ts';

export interface Said {
	/** `D12`, or where it stands in JSON. */
	cell: string;
	path: string;
	/** JSON gives answers as the platform keeps them as well. */
	value: Cell | Json;
	/** The unit that the head names: "Quantity mined (t)". */
	unit?: string | undefined;
}

export interface SaidReport {
	/** Row of the sheet, or number of the entry; the first, where a report has several. */
	line: number;
	party: { cell: string; said: string };
	cycle?: { cell: string; said: string } | undefined;
	submitted?: { cell: string; said: string } | undefined;
	said: Said[];
	/** Answers whose question nobody mapped, with what they say of themselves. */
	strange: { cell: string; said: string }[];
	/** JSON whose shape is another. */
	broken?: true;
}

/** `A`, `B` … `AA`. */
export function columnName(column: number): string {
	let [name, left] = ['', column + 1];
	for (; left > 0; left = Math.floor((left - 1) / 26)) name = String.fromCharCode(65 + ((left - 1) % 26)) + name;
	return name;
}

const cellAt = (column: number, row: number): string => `${columnName(column)}${row}`;
const textOf = (cell: Cell | undefined): string => (typeof cell === 'string' ? cell.trim() : '');
const isBlank = (cell: Cell | undefined): boolean => cell === undefined || (typeof cell === 'string' && cell.trim() === '');

function unitIn(head: string): string | undefined {
	const within = /[([（]\s*([^()[\]（）]{1,20})\s*[)\]）]\s*$/u.exec(numberIn(head)?.rest ?? head)?.[1];
	const unit = within && unitNamed(within);
	return unit && ['t', 'kg', 'g'].includes(unit) ? unit : undefined;
}

export const saidIn = (table: Table, mapping: Mapping): SaidReport[] => (isLong(mapping) ? longIn(table, mapping) : wideIn(table, mapping));

/** Columns by what they are. */
function placesOf(table: Table, mapping: Mapping) {
	const pathOf = (head: string) => (Object.hasOwn(mapping.columns, head) ? (mapping.columns[head] as string) : '');
	const at = (special: string) => table.columns.find(({ head }) => pathOf(head) === special)?.at;
	return {
		party: at('@party'),
		cycle: at('@cycle'),
		submitted: at('@submitted'),
		question: at('@question'),
		answer: at('@answer'),
		asked: table.columns.flatMap(({ at, head, parts }) => {
			const path = pathOf(head);
			return path === '' || isSpecial(path) ? [] : [{ at, path, unit: unitIn(parts.at(-1) ?? '') }];
		})
	};
}

type Places = ReturnType<typeof placesOf>;

function begun(line: Table['rows'][number], places: Places): SaidReport {
	const named = (column: number | undefined) =>
		column === undefined || isBlank(line.cells[column]) ? undefined : { cell: cellAt(column, line.number), said: textOf(line.cells[column]) };
	return {
		line: line.number,
		party: named(places.party) ?? { cell: cellAt(places.party ?? 0, line.number), said: '' },
		cycle: named(places.cycle),
		submitted: named(places.submitted),
		said: [],
		strange: []
	};
}

/** A row for each Party. An empty cell of a mapped column says that there is no answer. */
function wideIn(table: Table, mapping: Mapping): SaidReport[] {
	const places = placesOf(table, mapping);
	return table.rows
		.filter(({ cells }) => cells.some((cell) => !isBlank(cell)))
		.map((line) => {
			const report = begun(line, places);
			for (const { at, path, unit } of places.asked)
				report.said.push({ cell: cellAt(at, line.number), path, value: line.cells[at] ?? '', ...(unit ? { unit } : {}) });
			return report;
		});
}

/** A row for each answer. Where the Party stands once and the cells below are empty, they are merged: the rows are that Party's. */
function longIn(table: Table, mapping: Mapping): SaidReport[] {
	const places = placesOf(table, mapping);
	const reports = new Map<string, SaidReport>();
	let last: SaidReport | undefined;
	for (const line of table.rows) {
		const question = places.question === undefined ? '' : textOf(line.cells[places.question]);
		const own = begun(line, places);
		if (own.party.said) {
			const key = `${own.party.said}\n${own.cycle?.said ?? last?.cycle?.said ?? ''}`;
			last = reports.get(key) ?? own;
			if (!reports.has(key)) reports.set(key, last);
		}
		if (!question || places.answer === undefined) continue;
		if (!last) reports.set('', (last = own));
		last.submitted ??= own.submitted;
		const value = line.cells[places.answer] ?? '';
		const cell = cellAt(places.answer, line.number);
		const path = Object.hasOwn(mapping.questions, question) ? (mapping.questions[question] as string) : undefined;
		if (path) last.said.push({ cell, path, value, unit: unitIn(question) });
		else if (path === undefined) last.strange.push({ cell, said: question });
	}
	return [...reports.values()];
}

/** `{ party, cycle, answers }` for each report. Answers are as the platform keeps them, or texts as cells have them. */
export function saidInJson(entries: readonly unknown[]): SaidReport[] {
	return entries.map((entry, at) => {
		const line = at + 1;
		const place = (name: string) => `${line}.${name}`;
		const named = (name: string, value: unknown) =>
			typeof value === 'string' && value.trim() ? { cell: place(name), said: value.trim() } : undefined;
		const report: SaidReport = { line, party: { cell: place('party'), said: '' }, said: [], strange: [] };
		if (!isObject(entry) || !isObject(entry.answers)) return { ...report, broken: true };
		return {
			...report,
			party: named('party', entry.party) ?? report.party,
			cycle: named('cycle', entry.cycle),
			submitted: named('submittedOn', entry.submittedOn),
			said: Object.entries(entry.answers)
				.filter(([id]) => id !== 'cycle' && id !== 'a-1')
				.map(([id, value]) => ({ cell: place(`answers.${id}`), path: id, value }))
		};
	});
}
