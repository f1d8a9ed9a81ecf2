// SPDX-License-Identifier: Apache-2.0
// When a condition holds, and which questions are relevant. A hidden question has no say in the conditions of others.
import { allQuestions, type Answers, type Condition, type Form, type Json, type Question } from './form.ts';
import { isEmpty, isObject } from './kind.ts';

const same = (a: Json | undefined, b: Json): boolean =>
	typeof b === 'object' && b !== null ? JSON.stringify(a ?? null) === JSON.stringify(b) : (a ?? null) === b;

export function holds(condition: Condition, answers: Answers): boolean {
	if ('all' in condition) return condition.all.every((part) => holds(part, answers));
	if ('any' in condition) return condition.any.some((part) => holds(part, answers));
	if ('not' in condition) return !holds(condition.not, answers);
	const answer = answers[condition.question];
	if ('column' in condition) return cellsOf(answer, condition.column).some((cell) => same(cell, condition.is));
	if ('is' in condition) return same(answer, condition.is);
	if ('in' in condition) return condition.in.some((value) => same(answer, value));
	if ('includes' in condition) return Array.isArray(answer) && answer.some((value) => same(value, condition.includes));
	return condition.answered === !isEmpty(answer);
}

/** What stands in one column of a table's lines or a matrix's rows, line by line; undefined where a line leaves it empty. */
export function cellsOf(answer: Json | undefined, column: string): (Json | undefined)[] {
	const lines = Array.isArray(answer) ? answer : isObject(answer) ? Object.values(answer) : [];
	return lines.filter(isObject).map((line) => line[column]);
}

/** The question ids that a condition reads. */
export function reads(condition: Condition): string[] {
	if ('all' in condition) return condition.all.flatMap(reads);
	if ('any' in condition) return condition.any.flatMap(reads);
	if ('not' in condition) return reads(condition.not);
	return [condition.question];
}

/**
 * The ids of the questions that count now. Order of the form: a condition reads earlier questions, and an earlier question
 * that is itself hidden counts as not answered.
 */
export function relevantIds(form: Form, answers: Answers): Set<string> {
	const counted: Answers = {};
	const relevant = new Set<string>();
	for (const section of form.sections) {
		if (section.when && !holds(section.when, counted)) continue;
		for (const question of section.questions) {
			if (question.when && !holds(question.when, counted)) continue;
			relevant.add(question.id);
			const answer = answers[question.id];
			if (answer !== undefined) counted[question.id] = answer;
		}
	}
	return relevant;
}

/** The answers that a submission holds: relevant, and not empty. Hidden branches stay in the draft. */
export function relevantAnswers(form: Form, answers: Answers): Answers {
	const ids = relevantIds(form, answers);
	return Object.fromEntries(
		allQuestions(form)
			.filter((question) => ids.has(question.id) && !isEmpty(answers[question.id]))
			.map((question) => [question.id, answers[question.id] as Json])
	);
}

export const isRequired = (question: Question, answers: Answers): boolean =>
	typeof question.required === 'object' ? holds(question.required, answers) : (question.required ?? false);
