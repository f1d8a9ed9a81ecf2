// SPDX-License-Identifier: Apache-2.0
// Checks a whole form at once and returns all findings, relevant questions only. Pure: what it must know of the world is an argument.
import { canonical } from './comparison.ts';
import { cellsOf, holds, isRequired, relevantAnswers, relevantIds } from './condition.ts';
import { allQuestions, type Answers, type Finding, type FindingCode, type Form, type FormRule, type Json, type Question } from './form.ts';
import { finding, isEmpty, isObject, type Known } from './kind.ts';
import { kindOf } from './kinds.ts';
import { Decimal, fromGrams, grams } from './quantity.ts';

/** All findings of a form's answers, in the order of the form. */
export function check(form: Form, answers: Answers, known: Known): Finding[] {
	const ids = relevantIds(form, answers);
	const counted = relevantAnswers(form, answers);
	const single = allQuestions(form)
		.filter((question) => ids.has(question.id))
		.flatMap((question) => checkQuestion(question, counted, known));
	return once([...single, ...form.rules.flatMap((rule) => checkRule(rule, counted))]);
}

/** Two rules may notice the same thing: it is said once. */
const once = (findings: Finding[]): Finding[] =>
	findings.filter((found, index) => findings.findIndex((other) => other.at === found.at && other.code === found.code) === index);

/** Findings of one question: what the browser asks for after each answer. */
export function checkQuestion(question: Question, answers: Answers, known: Known): Finding[] {
	const answer = answers[question.id];
	if (isEmpty(answer)) return isRequired(question, answers) ? [finding('required', question.id)] : [];
	return kindOf(question)
		.check(answer as Json, question, known)
		.map((found) => ({ ...found, at: found.at ? `${question.id}.${found.at}` : question.id }));
}

const rules: { [R in FormRule['rule']]: (rule: Extract<FormRule, { rule: R }>, answers: Answers) => Finding[] } = {
	'at-least-one': (rule, answers) =>
		(!rule.when || holds(rule.when, answers)) && rule.questions.every((id) => isEmpty(answers[id]))
			? [finding('at-least-one-of', rule.questions[0])]
			: [],
	alone: (rule, answers) => {
		const chosen = answers[rule.question];
		return Array.isArray(chosen) && chosen.length > 1 && chosen.includes(rule.option) ? [finding('stands-alone', rule.question)] : [];
	},
	'adds-up': (rule, answers) => {
		const total = grams(answers[rule.total]);
		const parts = cellsOf(answers[rule.table], rule.column).map(grams);
		if (!total || parts.length === 0 || parts.some((part) => !part)) return [];
		const sum = parts.reduce<Decimal>((so, part) => so.plus(part as Decimal), new Decimal(0));
		const unit = (answers[rule.total] as { unit: string }).unit;
		return sum.equals(total) ? [] : [finding('sum-differs', rule.total, { sum: fromGrams(sum, unit), unit }, 'warning')];
	},
	enough: (rule, answers) => {
		if (isEmpty(answers[rule.question]) || (rule.when && !holds(rule.when, answers))) return [];
		const said = answers[rule.question];
		const counted = rule.rows && isObject(said) ? Object.fromEntries(Object.entries(said).filter(([row]) => rule.rows?.includes(row))) : said;
		const count = cellsOf(counted, rule.column).filter((cell) => canonical(cell ?? null) === canonical(rule.is)).length;
		return count >= rule.least ? [] : [finding('not-enough', rule.question, { least: rule.least, count }, 'warning')];
	},
	'no-line-twice': (rule, answers) => {
		const lines = answers[rule.question];
		if (!Array.isArray(lines)) return [];
		const keys = lines.map((line) => canonical(rule.columns.map((column) => (isObject(line) ? (line[column] ?? null) : null))));
		return keys.flatMap((key, line) =>
			keys.indexOf(key) < line ? [finding('line-twice', `${rule.question}.${line}`, { first: keys.indexOf(key) + 1 }, 'warning')] : []
		);
	},
	'must-be': (rule, answers) => {
		const answer = answers[rule.question];
		return isEmpty(answer) || canonical(answer) === canonical(rule.is) ? [] : [finding('must-be-so', rule.question)];
	},
	'in-order': (rule, answers) => {
		const [first, second] = rule.questions.map((id) => answers[id]);
		const comparable = (typeof first === 'string' && typeof second === 'string') || (typeof first === 'number' && typeof second === 'number');
		return comparable && first > second ? [finding('not-in-order', rule.questions[1], { first: String(first) })] : [];
	},
	// Article 17(5): information on the health and safety of humans and the environment is never confidential.
	confidentiality: (rule, answers) => {
		if (answers[rule.mark] !== true) return [];
		const said = answers[rule.subjects];
		const subjects = (Array.isArray(said) ? said : [said]).filter((subject): subject is string => typeof subject === 'string');
		if (subjects.some((subject) => rule.never.includes(subject))) return [finding('never-confidential', rule.mark, { article: '17(5)' })];
		return isEmpty(answers[rule.ground]) ? [finding('ground-missing', rule.ground)] : [];
	}
};

const checkRule = (rule: FormRule, answers: Answers): Finding[] =>
	(rules[rule.rule] as (rule: FormRule, answers: Answers) => Finding[])(rule, answers);

const ruleCodes: Record<FormRule['rule'], FindingCode[]> = {
	'at-least-one': ['at-least-one-of'],
	alone: ['stands-alone'],
	'adds-up': ['sum-differs'],
	enough: ['not-enough'],
	'no-line-twice': ['line-twice'],
	'must-be': ['must-be-so'],
	'in-order': ['not-in-order'],
	confidentiality: ['never-confidential', 'ground-missing']
};

/** The questions that a rule reads; a finding of it stands at the first. */
export const questionsOf = (rule: FormRule): string[] =>
	'questions' in rule
		? rule.questions
		: 'question' in rule
			? [rule.question]
			: rule.rule === 'adds-up'
				? [rule.total, rule.table]
				: [rule.mark, rule.ground, rule.subjects];

/** Every finding that a form can ever make, by question and column: what its designer previews. */
export function possibleFindings(form: Form): { at: string; code: FindingCode }[] {
	const codesAt = (question: Question, at: string): { at: string; code: FindingCode }[] => [
		...kindOf(question).codes.map((code) => ({ at, code })),
		...(question.columns ?? []).flatMap((column) => codesAt(column, `${at}.${column.id}`))
	];
	const single = allQuestions(form)
		.filter((question) => !question.given)
		.flatMap((question) => [...(question.required ? [{ at: question.id, code: 'required' as const }] : []), ...codesAt(question, question.id)]);
	const across = form.rules.flatMap((rule) => ruleCodes[rule.rule].map((code) => ({ at: questionsOf(rule)[0] as string, code })));
	return [...single, ...across];
}

export interface Completeness {
	section: string;
	/** Relevant questions, and how many of them have an answer without an error. */
	asked: number;
	answered: number;
	/** Required and still missing or wrong. */
	missing: number;
}

/** How far each relevant section is. */
export function completeness(form: Form, answers: Answers, findings: Finding[]): Completeness[] {
	const ids = relevantIds(form, answers);
	const wrong = new Set(findings.filter((found) => found.severity === 'error').map((found) => found.at.split('.')[0]));
	return form.sections
		.map((section) => {
			const asked = section.questions.filter((question) => ids.has(question.id) && !question.given);
			return {
				section: section.id,
				asked: asked.length,
				answered: asked.filter((question) => !isEmpty(answers[question.id]) && !wrong.has(question.id)).length,
				missing: asked.filter((question) => wrong.has(question.id)).length
			};
		})
		.filter((section) => section.asked > 0);
}
