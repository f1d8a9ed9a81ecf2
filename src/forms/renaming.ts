// SPDX-License-Identifier: Apache-2.0
// Gives a question or an option of a form another id wherever the form names it: conditions, rules, words. Works on a copy that the caller made.
import { allQuestions, type Condition, type Form, type FormRule, type Json, type Question } from './form.ts';

export function renamedQuestion(form: Form, from: string, to: string): void {
	for (const question of allQuestions(form)) if (question.id === from) question.id = to;
	inConditions(form, (test) => (test.question === from ? { ...test, question: to } : test));
	const one = (id: string) => (id === from ? to : id);
	form.rules = form.rules.map((rule): FormRule => {
		if (rule.rule === 'at-least-one') return { ...rule, questions: rule.questions.map(one) };
		if (rule.rule === 'in-order') return { ...rule, questions: [one(rule.questions[0]), one(rule.questions[1])] };
		if ('question' in rule) return { ...rule, question: one(rule.question) };
		if (rule.rule === 'adds-up') return { ...rule, total: one(rule.total), table: one(rule.table) };
		return { ...rule, mark: one(rule.mark), ground: one(rule.ground), subjects: one(rule.subjects) };
	});
	if (form.titleFrom === from) form.titleFrom = to;
	if (form.titleAfter === from) form.titleAfter = to;
	form.words = Object.fromEntries(
		Object.entries(form.words).map(([key, words]) => {
			const [sort = '', id, ...rest] = key.split('.');
			return [/^(question|help|option|row)$/.test(sort) && id === from ? [sort, to, ...rest].join('.') : key, words];
		})
	);
}

export function renamedOption(form: Form, question: string, from: string, to: string): void {
	const one = (value: Json): Json => (value === from ? to : value);
	for (const each of allQuestions(form)) {
		if (each.id !== question) continue;
		each.options = each.options?.map((option) => (option === from ? to : option));
		if (each.due?.unless === from) each.due.unless = to;
	}
	inConditions(form, (test) => {
		if (test.question !== question) return test;
		if ('is' in test && !('column' in test)) return { ...test, is: one(test.is) };
		if ('in' in test) return { ...test, in: test.in.map(one) };
		return 'includes' in test ? { ...test, includes: one(test.includes) } : test;
	});
	form.rules = form.rules.map((rule): FormRule => {
		if (rule.rule === 'confidentiality' && rule.subjects === question)
			return { ...rule, never: rule.never.map((option) => (option === from ? to : option)) };
		if (rule.rule === 'alone' && rule.question === question) return { ...rule, option: rule.option === from ? to : rule.option };
		return rule.rule === 'must-be' && rule.question === question ? { ...rule, is: one(rule.is) } : rule;
	});
	form.words = Object.fromEntries(
		Object.entries(form.words).map(([key, words]) => [key === `option.${question}.${from}` ? `option.${question}.${to}` : key, words])
	);
}

export function withoutWords(form: Form, which: (key: string) => boolean): void {
	form.words = Object.fromEntries(Object.entries(form.words).filter(([key]) => !which(key)));
}

type Test = Extract<Condition, { question: string }>;

function inConditions(form: Form, change: (test: Test) => Test): void {
	const inOne = (condition: Condition): Condition => {
		if ('all' in condition) return { all: condition.all.map(inOne) };
		if ('any' in condition) return { any: condition.any.map(inOne) };
		return 'not' in condition ? { not: inOne(condition.not) } : change(condition);
	};
	for (const rule of form.rules) if ('when' in rule && rule.when) rule.when = inOne(rule.when);
	for (const section of form.sections) {
		if (section.when) section.when = inOne(section.when);
		for (const question of section.questions as Question[]) {
			if (question.when) question.when = inOne(question.when);
			if (typeof question.required === 'object') question.required = inOne(question.required);
			if (question.openWhen) question.openWhen = inOne(question.openWhen);
		}
	}
}
