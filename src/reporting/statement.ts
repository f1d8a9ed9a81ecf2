// SPDX-License-Identifier: Apache-2.0
// What a Party stated elsewhere, to another treaty or body, and how it is read from the rows of a file. Pure; every fault is found at once, and right
// rows do not wait for wrong ones.
import type { Convention } from '#convention/convention.ts';
import { type Day, isDay } from '#convention/day.ts';
import { type Form, type Json, type KindName, type Question, questionOf } from '#forms/form.ts';
import { isEmpty, type Known, type Raw } from '#forms/kind.ts';
import { kindOf } from '#forms/kinds.ts';
import { choices } from '#records/schemes.ts';

export interface Statement {
	id: string;
	party: string;
	question: string;
	/** Year that it speaks of, where it speaks of one. */
	year: number | null;
	answer: Json;
	source: string;
	sourceName: string;
	address: string;
	retrieved: Day;
	demo: boolean;
}

/** A row of a file, as it was read: what stands in it, and where. */
export interface StatedRow {
	number: number;
	cells: readonly (string | { error: string } | undefined)[];
}

export const statementHeads = [
	'party',
	'question',
	'year',
	'value',
	'unit',
	'source',
	'source name',
	'address',
	'retrieved',
	'demonstration'
] as const;
export type StatementHead = (typeof statementHeads)[number];
const needed: readonly StatementHead[] = ['party', 'question', 'value', 'source', 'source name', 'address', 'retrieved'];

export const rowFaults = ['missing', 'party', 'question', 'kind', 'value', 'unit', 'year', 'source', 'address', 'day', 'twice', 'cell'] as const;
export interface RowFault {
	row: number;
	/** Head of the column. */
	column: string;
	code: (typeof rowFaults)[number];
	/** What stands there. */
	value: string;
}

export interface ReadStatements {
	statements: Statement[];
	faults: RowFault[];
}

/** Kinds whose answer fits into a cell or two. Files, persons, lines and links between records do not. */
const taken: readonly KindName[] = [
	'yes-no',
	'one-of',
	'some-of',
	'quantity',
	'integer',
	'year',
	'day',
	'text',
	'long-text',
	'url',
	'country',
	'concept'
];
export const isStated = (question: Question): boolean => taken.includes(question.kind) && !question.private && !question.given;

const nameOf = (head: string): string => head.trim().toLowerCase().replaceAll('_', ' ');

/** Rows under a line of heads; undefined where no line names the columns that are needed. */
export function readStatements(
	rows: readonly StatedRow[],
	{ form, convention, today }: { form: Form; convention: Convention; today: Day }
): ReadStatements | undefined {
	const text = (cell: StatedRow['cells'][number]): string => (typeof cell === 'string' ? cell.trim() : '');
	const at = rows.findIndex(({ cells }) => needed.every((head) => cells.some((cell) => nameOf(text(cell)) === head)));
	const heads = rows[at]?.cells.map((cell) => nameOf(text(cell)));
	if (!heads) return undefined;
	const known: Known = {
		today,
		has: (scheme, id) => choices(convention, scheme).some((entry) => entry.id === id),
		file: () => undefined,
		record: () => undefined
	};
	const seen = new Set<string>();
	const statements: Statement[] = [];
	const faults: RowFault[] = [];
	for (const row of rows.slice(at + 1)) {
		const said = (head: StatementHead): string => text(row.cells[heads.indexOf(head)]);
		const found: RowFault[] = [];
		const fault = (column: StatementHead, code: RowFault['code'], value = said(column)) => {
			if (!found.some((each) => each.column === column)) found.push({ row: row.number, column, code, value: value.slice(0, 200) });
		};
		for (const head of statementHeads) if (typeof row.cells[heads.indexOf(head)] === 'object') fault(head, 'cell', '');
		for (const head of needed) if (!said(head)) fault(head, 'missing');
		const party = said('party').toUpperCase();
		if (!convention.state(party)) fault('party', 'party');
		const question = questionOf(form, said('question'));
		if (!question) fault('question', 'question');
		else if (!isStated(question)) fault('question', 'kind');
		const year = said('year') === '' ? null : Number(said('year'));
		if (year !== null && !(Number.isInteger(year) && year >= 1900 && year <= Number(today.slice(0, 4)))) fault('year', 'year');
		if (!/^[\w.-]{1,40}$/.test(said('source'))) fault('source', 'source');
		if (!isAddress(said('address'))) fault('address', 'address');
		if (!isDay(said('retrieved')) || said('retrieved') > today) fault('retrieved', 'day');
		const answer = question && isStated(question) ? answerFrom(question, said('value'), said('unit')) : null;
		if (question && isStated(question)) {
			const wrong = isEmpty(answer) ? [] : kindOf(question).check(answer, question, known);
			if (wrong.some(({ code }) => code === 'unit-missing' || code === 'not-a-unit')) fault('unit', 'unit');
			else if (isEmpty(answer) || wrong.some(({ severity }) => severity === 'error')) fault('value', 'value');
		}
		const id = [said('source'), party, said('question'), ...(year === null ? [] : [year])].join(':');
		if (found.length === 0 && seen.has(id)) fault('question', 'twice');
		seen.add(id);
		faults.push(...found);
		if (found.length === 0)
			statements.push({
				id,
				party,
				question: said('question'),
				year,
				answer,
				source: said('source'),
				sourceName: said('source name').slice(0, 200),
				address: said('address'),
				retrieved: said('retrieved'),
				demo: /^(yes|true|1|x)$/i.test(said('demonstration'))
			});
	}
	return { statements, faults };
}

function isAddress(text: string): boolean {
	if (text.length > 2000 || !URL.canParse(text)) return false;
	return /^https?:$/.test(new URL(text).protocol);
}

/** Several choices, addresses or countries stand in one cell with semicolons between them. */
function answerFrom(question: Question, value: string, unit: string): Json {
	const parts = value.split(';').map((part) => part.trim());
	const one = (text: string): Raw => (question.kind === 'quantity' ? { amount: text, unit } : question.kind === 'yes-no' ? text.toLowerCase() : text);
	return kindOf(question).parse(question.many || question.kind === 'some-of' ? (parts.map(one) as Raw) : one(value), question);
}

/** What the Party stated that speaks of the period, the newest of each question. */
export function statedIn(statements: readonly Statement[], years: readonly number[]): Statement[] {
	const newest = new Map<string, Statement>();
	for (const statement of statements) {
		if (statement.year !== null && !years.includes(statement.year)) continue;
		const other = newest.get(statement.question);
		if (!other || isNewer(statement, other)) newest.set(statement.question, statement);
	}
	return [...newest.values()];
}

const isNewer = (a: Statement, b: Statement): boolean =>
	(a.year ?? 0) !== (b.year ?? 0) ? (a.year ?? 0) > (b.year ?? 0) : a.retrieved !== b.retrieved ? a.retrieved > b.retrieved : a.id < b.id;
