// SPDX-License-Identifier: Apache-2.0
// Kinds that hold other questions: a table of rows, a matrix of fixed rows, and any kind asked several times.
import type { Finding, FindingCode, Json, Question } from '../form.ts';
import { finding, isEmpty, isObject, type Kind, type Known, type Raw } from '../kind.ts';

type KindOf = (question: Question) => Kind;

const mostRows = 500;
const under = (at: string, findings: Finding[]): Finding[] => findings.map((found) => ({ ...found, at: found.at ? `${at}.${found.at}` : at }));

/** Fields `0`, `1`, `2` … in their order; a list stays a list. */
function listed(raw: Raw): Raw[] {
	if (Array.isArray(raw)) return raw;
	if (isObject(raw))
		return Object.keys(raw)
			.sort((a, b) => Number(a) - Number(b))
			.map((key) => (raw as { [key: string]: Raw })[key]);
	return raw === undefined ? [] : [raw];
}

function parseRow(raw: Raw, columns: Question[], kindOf: KindOf): { [column: string]: Json } {
	const fields = isObject(raw) ? (raw as { [column: string]: Raw }) : {};
	const row: { [column: string]: Json } = {};
	for (const column of columns) {
		const value = kindOf(column).parse(fields[column.id], column);
		if (!isEmpty(value)) row[column.id] = value;
	}
	return row;
}

function checkRow(row: Json, columns: Question[], kindOf: KindOf, known: Known): Finding[] {
	if (!isObject(row)) return [finding('not-text')];
	return columns.flatMap((column) => {
		const value = row[column.id];
		if (value === undefined || isEmpty(value)) return column.required ? [finding('row-incomplete', column.id, { column: column.id })] : [];
		return under(column.id, kindOf(column).check(value, column, known));
	});
}

const rowSchema = (columns: Question[], kindOf: KindOf) => ({
	type: 'object',
	additionalProperties: false,
	required: columns.filter((column) => column.required === true).map((column) => column.id),
	properties: Object.fromEntries(columns.map((column) => [column.id, kindOf(column).schema(column)]))
});

/** Cells of a row that are private: whole columns that the form says are, and private parts of persons and contacts. */
function privateCells(row: Json | undefined, columns: Question[], kindOf: KindOf): string[] {
	if (!isObject(row)) return [];
	// A column that the form does not know is private: deny by default.
	const strange = Object.keys(row).filter((id) => !columns.some((column) => column.id === id));
	const known = columns.flatMap((column) => {
		const value = row[column.id];
		if (value === undefined) return [];
		return column.private ? [column.id] : (kindOf(column).privateParts?.(value, column) ?? []).map((part) => `${column.id}.${part}`);
	});
	return [...strange, ...known];
}

const codesOf = (extra: FindingCode[]) => ['not-text', 'row-incomplete', 'too-many', ...extra] as FindingCode[];

/** [{ column: answer }]; empty rows fall away. */
export const table = (kindOf: KindOf): Kind => ({
	parse(raw, question) {
		const rows = listed(raw)
			.map((row) => parseRow(row, question.columns ?? [], kindOf))
			.filter((row) => !isEmpty(row));
		return rows.length ? rows : null;
	},
	check(answer, question, known) {
		if (!Array.isArray(answer)) return [finding('not-text')];
		if (answer.length > mostRows) return [finding('too-many', '', { most: mostRows })];
		return answer.flatMap((row, index) => under(String(index), checkRow(row, question.columns ?? [], kindOf, known)));
	},
	codes: codesOf([]),
	columns: () => ['rows'],
	flatten: (answer) => [Array.isArray(answer) ? answer.length : 0],
	schema: (question) => ({ type: 'array', minItems: 1, maxItems: mostRows, items: rowSchema(question.columns ?? [], kindOf) as Json }),
	texts: (answer) =>
		Array.isArray(answer)
			? answer.flatMap((row) =>
					isObject(row) ? Object.values(row).flatMap((value) => (typeof value === 'string' ? [{ text: value, language: null }] : [])) : []
				)
			: [],
	privateParts: (answer, question) =>
		Array.isArray(answer) ? answer.flatMap((row, index) => privateCells(row, question.columns ?? [], kindOf).map((cell) => `${index}.${cell}`)) : [],
	limits: ['columns']
});

/** { row: { column: answer } } for the rows that the form names. */
export const matrix = (kindOf: KindOf): Kind => ({
	parse(raw, question) {
		const fields = isObject(raw) ? (raw as { [row: string]: Raw }) : {};
		const rows = (question.rows ?? [])
			.map((row) => [row, parseRow(fields[row], question.columns ?? [], kindOf)] as const)
			.filter(([, row]) => !isEmpty(row));
		return rows.length ? Object.fromEntries(rows) : null;
	},
	check(answer, question, known) {
		if (!isObject(answer)) return [finding('not-text')];
		const strange = Object.keys(answer).filter((row) => !question.rows?.includes(row));
		if (strange.length) return [finding('not-an-option')];
		return (question.rows ?? []).flatMap((row) => under(row, checkRow(answer[row] ?? {}, question.columns ?? [], kindOf, known)));
	},
	codes: codesOf(['not-an-option']),
	columns: (question) =>
		(question.rows ?? []).flatMap((row) =>
			(question.columns ?? []).flatMap((column) =>
				kindOf(column)
					.columns(column)
					.map((name) => [row, column.id, name].filter(Boolean).join('.'))
			)
		),
	flatten: (answer, question) =>
		(question.rows ?? []).flatMap((row) =>
			(question.columns ?? []).flatMap((column) => {
				const cells = isObject(answer) && isObject(answer[row]) ? (answer[row] as { [column: string]: Json })[column.id] : undefined;
				return cells === undefined || cells === null
					? kindOf(column)
							.columns(column)
							.map(() => null)
					: kindOf(column).flatten(cells, column);
			})
		),
	schema: (question) => ({
		type: 'object',
		additionalProperties: false,
		properties: Object.fromEntries((question.rows ?? []).map((row) => [row, rowSchema(question.columns ?? [], kindOf) as Json]))
	}),
	texts: () => [],
	privateParts: (answer, question) =>
		isObject(answer)
			? Object.entries(answer).flatMap(([row, cells]) => privateCells(cells, question.columns ?? [], kindOf).map((cell) => `${row}.${cell}`))
			: [],
	limits: ['rows', 'columns']
});

/** Any kind, several times: a list of its answers; empty ones fall away. */
export const several = (kind: Kind): Kind => ({
	...kind,
	parse(raw, question) {
		const answers = listed(raw)
			.map((one) => kind.parse(one, question))
			.filter((one) => !isEmpty(one));
		return answers.length ? answers : null;
	},
	check(answer, question, known) {
		if (!Array.isArray(answer)) return [finding('not-text')];
		if (answer.length > mostRows) return [finding('too-many', '', { most: mostRows })];
		const seen = new Set<string>();
		return answer.flatMap((one, index) => {
			const key = JSON.stringify(one);
			if (seen.has(key)) return [finding('duplicate', String(index))];
			seen.add(key);
			return under(String(index), kind.check(one, question, known));
		});
	},
	codes: [...new Set<FindingCode>(['not-text', 'duplicate', 'too-many', ...kind.codes])],
	columns: () => [''],
	flatten: (answer, question) => [
		Array.isArray(answer)
			? answer
					.map((one) =>
						kind
							.flatten(one, question)
							.filter((cell) => cell !== null)
							.join(' ')
					)
					.join('; ')
			: null
	],
	schema: (question) => ({ type: 'array', minItems: 1, maxItems: mostRows, items: kind.schema(question) }),
	texts: (answer) => (Array.isArray(answer) ? answer.flatMap((one) => kind.texts(one)) : []),
	privateParts: kind.privateParts
		? (answer, question) =>
				Array.isArray(answer)
					? answer.flatMap((one, index) => (kind.privateParts as NonNullable<Kind['privateParts']>)(one, question).map((part) => `${index}.${part}`))
					: []
		: undefined
});
