// SPDX-License-Identifier: Apache-2.0
// Kinds whose answer is a day, a month or a year. No clock, no time zone.
import type { FindingCode, Json, Question } from '../form.ts';
import { finding, type JsonSchema, type Kind, oneText } from '../kind.ts';

/** A day that the calendar has, written YYYY-MM-DD. */
export function isDay(text: string): boolean {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
	const date = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The bound `today` stands for the day of the check. */
const bound = (limit: string | number | undefined, today: string, length: number): string | undefined =>
	limit === undefined ? undefined : String(limit) === 'today' ? today.slice(0, length) : String(limit);

function within(answer: string, question: Question, today: string, fallback: [string, string]) {
	const least = bound(question.least, today, answer.length) ?? fallback[0];
	const most = bound(question.most, today, answer.length) ?? fallback[1];
	if (answer < least) return [finding('day-too-early', '', { least })];
	if (answer > most) return [finding('day-too-late', '', { most })];
	return [];
}

function timeKind(isRight: (text: string) => boolean, code: FindingCode, pattern: string, fallback: [string, string]): Kind {
	return {
		parse: (raw) => oneText(raw) || null,
		check: (answer, question, known) =>
			typeof answer === 'string' && isRight(answer) ? within(answer, question, known.today, fallback) : [finding(code)],
		codes: [code, 'day-too-early', 'day-too-late'],
		columns: () => [''],
		flatten: (answer) => [typeof answer === 'string' ? answer : JSON.stringify(answer)],
		schema: (): JsonSchema => (pattern === 'date' ? { type: 'string', format: 'date' } : { type: 'string', pattern }),
		texts: () => [],
		limits: ['least', 'most']
	};
}

export const day = timeKind(isDay, 'not-a-day', 'date', ['1900-01-01', '2200-12-31']);
export const month = timeKind((text) => isDay(`${text}-01`), 'not-a-month', '^\\d{4}-\\d{2}$', ['1900-01', '2200-12']);

/** As a schema says it, which has no clock: `today` is no bound there. */
const fixedYear = (limit: string | number | undefined, otherwise: number): number =>
	limit === undefined || String(limit) === 'today' ? otherwise : Number(limit);

/** A number, not text: 2026. */
export const year: Kind = {
	...timeKind((text) => /^\d{4}$/.test(text), 'not-a-year', '', ['1900', '2200']),
	parse(raw) {
		const typed = oneText(raw);
		return /^\d{4}$/.test(typed) ? Number(typed) : typed || null;
	},
	check(answer: Json, question, known) {
		if (typeof answer !== 'number' || !Number.isInteger(answer) || answer < 1000 || answer > 9999) return [finding('not-a-year')];
		return within(String(answer), question, known.today, ['1900', '2200']);
	},
	flatten: (answer) => [typeof answer === 'number' ? answer : JSON.stringify(answer)],
	schema: (question) => ({ type: 'integer', minimum: fixedYear(question.least, 1900), maximum: fixedYear(question.most, 2200) })
};
