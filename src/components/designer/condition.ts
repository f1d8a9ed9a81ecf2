// SPDX-License-Identifier: Apache-2.0
// A condition as rows of a form (question, operator, value) and back, without a line of code. Knows no page.
import { canonical } from '#forms/comparison.ts';
import { allQuestions, type Condition, type Form, type Json, type Question, questionOf } from '#forms/form.ts';
import { kindOf } from '#forms/kinds.ts';
import { typedLine } from './typed-line.ts';

export const operators = ['is', 'is-not', 'answered', 'not-answered'] as const;
export type Operator = (typeof operators)[number];

/** One test that a row can show; `kept` is one that rows cannot show and that stays as it is. */
export type Row = { question: string; operator: Operator; value: Json } | { kept: Condition };

export interface Rows {
	mode: 'all' | 'any';
	rows: Row[];
}

const asksSeveral = (question: Question | undefined): boolean => question?.kind === 'some-of' || question?.many === true;

export function rowsOf(condition: Condition | undefined | null): Rows {
	if (!condition) return { mode: 'all', rows: [] };
	if ('all' in condition) return { mode: 'all', rows: condition.all.map(rowOf) };
	if ('any' in condition) return { mode: 'any', rows: condition.any.map(rowOf) };
	if ('in' in condition) return { mode: 'any', rows: condition.in.map((value) => ({ question: condition.question, operator: 'is', value })) };
	return { mode: 'all', rows: [rowOf(condition)] };
}

function rowOf(condition: Condition): Row {
	const test = 'not' in condition ? condition.not : condition;
	const negated = test !== condition;
	if ('column' in test) return { kept: condition };
	if ('is' in test) return { question: test.question, operator: negated ? 'is-not' : 'is', value: test.is };
	if ('includes' in test) return { question: test.question, operator: negated ? 'is-not' : 'is', value: test.includes };
	if ('answered' in test) return { question: test.question, operator: test.answered !== negated ? 'answered' : 'not-answered', value: null };
	return { kept: condition };
}

/** The values that a question offers to choose from; undefined where they are typed. */
export function valuesOf(question: Question): Json[] | undefined {
	if (question.kind === 'yes-no') return [true, false, ...(question.also ?? [])];
	if (question.kind === 'one-of' || question.kind === 'some-of') return question.options ?? [];
	return undefined;
}

/** What stands in the select of values: the question with the value, since one list serves all questions where no script runs. */
export const valueKey = (question: string, value: Json): string => `${question}|${JSON.stringify(value)}`;

export type ReadRows = { condition: Condition | null } | { fault: { row: number; code: 'condition-question' | 'condition-value' } };

/**
 * Reads `{name}.mode` and `{name}.{n}.(question|operator|value|text)`; a row without a question falls away, and so does one marked `{name}.{n}.drop`.
 * `before` holds what rows cannot show: `{name}.{n}.kept` tells its place there.
 */
export function readRows(form: Form, name: string, fields: FormData, before: Condition | undefined | null): ReadRows {
	const said = (field: string) => typedLine(fields, `${name}.${field}`);
	const kept = rowsOf(before).rows;
	const conditions: Condition[] = [];
	for (let row = 0; fields.has(`${name}.${row}.question`) || fields.has(`${name}.${row}.kept`); row++) {
		if (fields.has(`${name}.${row}.drop`)) continue;
		const old = fields.has(`${name}.${row}.kept`) ? kept[Number(said(`${row}.kept`))] : undefined;
		if (old && 'kept' in old) {
			conditions.push(old.kept);
			continue;
		}
		const id = said(`${row}.question`);
		if (!id) continue;
		const question = questionOf(form, id);
		if (!question) return { fault: { row, code: 'condition-question' } };
		const operator = said(`${row}.operator`);
		if (operator === 'answered' || operator === 'not-answered') {
			conditions.push({ question: id, answered: operator === 'answered' });
			continue;
		}
		const value = readValue(question, said(`${row}.value`), said(`${row}.text`));
		if (value === undefined) return { fault: { row, code: 'condition-value' } };
		const test: Condition = asksSeveral(question) ? { question: id, includes: value } : { question: id, is: value };
		conditions.push(operator === 'is-not' ? { not: test } : test);
	}
	return { condition: joined(conditions, said('mode') === 'any' ? 'any' : 'all', before) };
}

function readValue(question: Question, chosen: string, typed: string): Json | undefined {
	const offered = valuesOf(question);
	// Where no script runs one list serves all questions; who typed an option instead of looking for it there meant it.
	if (offered) return offered.find((value) => (chosen ? valueKey(question.id, value) === chosen : String(value) === typed));
	const value = typed && kindOf({ ...question, many: false }).parse(typed, question);
	return value === '' || value === null ? undefined : value;
}

function joined(conditions: Condition[], mode: 'all' | 'any', before: Condition | undefined | null): Condition | null {
	const [first] = conditions;
	if (!first) return null;
	const made: Condition = conditions.length === 1 ? first : mode === 'all' ? { all: conditions } : { any: conditions };
	// One question that is one of several values is written as it was.
	const [a, b] = [rowsOf(before), rowsOf(made)];
	return before && canonical(a as never) === canonical(b as never) ? before : made;
}

/** Questions that a condition of this place may read: those asked before it. */
export function earlierThan(form: Form, place: { section?: string; question?: string }): Question[] {
	const all = allQuestions(form);
	if (place.section !== undefined) {
		const at = form.sections.findIndex((section) => section.id === place.section);
		return form.sections.slice(0, at).flatMap((section) => section.questions);
	}
	return all.slice(
		0,
		all.findIndex((question) => question.id === place.question)
	);
}
