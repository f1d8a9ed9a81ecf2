// SPDX-License-Identifier: Apache-2.0
// Who in a form reads a question, an option or a column: the id of a section or question, or the name of a rule; undefined when nothing does.
import { questionsOf } from './check.ts';
import { reads } from './condition.ts';
import { allQuestions, type Condition, type Form, type FormRule, questionOf } from './form.ts';
import { readsColumn } from './rule.ts';

type Test = Exclude<Condition, { all: Condition[] } | { any: Condition[] } | { not: Condition }>;

/** Whether some test of a condition fits. */
function names(condition: Condition | boolean | undefined, fits: (test: Test) => boolean): boolean {
	if (typeof condition !== 'object') return false;
	if ('all' in condition) return condition.all.some((each) => names(each, fits));
	if ('any' in condition) return condition.any.some((each) => names(each, fits));
	return 'not' in condition ? names(condition.not, fits) : fits(condition);
}

function readerWhere(form: Form, fits: (test: Test) => boolean, inRule: (rule: FormRule) => boolean): string | undefined {
	return (
		form.sections.find((section) => names(section.when, fits))?.id ??
		allQuestions(form).find((question) => names(question.when, fits) || names(question.required, fits))?.id ??
		form.rules.find((rule) => inRule(rule) || ('when' in rule && names(rule.when, fits)))?.rule
	);
}

export const readerOf = (form: Form, id: string): string | undefined =>
	readerWhere(
		form,
		(test) => reads(test).includes(id),
		(rule) => questionsOf(rule).includes(id)
	);

export function readerOfOption(form: Form, question: string, option: string): string | undefined {
	if (questionOf(form, question)?.due?.unless === option) return question;
	return readerWhere(
		form,
		(test) =>
			test.question === question &&
			(('is' in test && !('column' in test) && test.is === option) ||
				('in' in test && test.in.includes(option)) ||
				('includes' in test && test.includes === option)),
		(rule) =>
			(rule.rule === 'confidentiality' && rule.subjects === question && rule.never.includes(option)) ||
			(rule.rule === 'alone' && rule.question === question && rule.option === option) ||
			(rule.rule === 'must-be' && rule.question === question && rule.is === option)
	);
}

export const readerOfColumn = (form: Form, question: string, column: string): string | undefined =>
	readerWhere(
		form,
		(test) => test.question === question && 'column' in test && test.column === column,
		(rule) => readsColumn(rule, question, column)
	);
