// SPDX-License-Identifier: Apache-2.0
// Whether a rule across questions fits the form in which it stands: its questions, columns and values are there, and of kinds that it can read.
import { canonical } from './comparison.ts';
import { type Form, type FormRule, type Json, type KindName, type Question, questionOf } from './form.ts';

export type RuleFaultCode =
	| 'rule-unknown-question'
	| 'rule-wrong-kind'
	| 'rule-unknown-column'
	| 'rule-unknown-value'
	| 'rule-question-twice'
	| 'rule-too-few'
	| 'rule-not-a-count';

/** `at` is the question that the rule is about, or the name of the rule where it names none. */
export interface RuleFault {
	at: string;
	code: RuleFaultCode;
	values: { [name: string]: string };
}

/** Kinds whose answers have an order that `in-order` can compare. */
export const orderedKinds: readonly KindName[] = ['day', 'month', 'year', 'integer'];

/** The values that a question or column offers; undefined where any value can be said. */
export function offeredBy(question: Question): Json[] | undefined {
	if (question.kind === 'yes-no') return [true, false, ...(question.also ?? [])];
	return question.kind === 'one-of' || question.kind === 'some-of' ? (question.options ?? []) : undefined;
}

export function faultsOfRule(form: Form, rule: FormRule): RuleFault[] {
	const faults: RuleFault[] = [];
	const wrong = (code: RuleFaultCode, at: string, values: { [name: string]: string } = {}) =>
		void faults.push({ at, code, values: { ...values, rule: rule.rule } });
	/** The question, where it is there and right; what is wrong with it is said once. */
	const asked = (id: string, fits: (question: Question) => boolean): Question | undefined => {
		const question = questionOf(form, id);
		if (!question) wrong('rule-unknown-question', id, { question: id });
		else if (!fits(question)) wrong('rule-wrong-kind', id, { question: id });
		else return question;
	};
	const any = () => true;
	const hasLines = ({ kind }: Question) => kind === 'table' || kind === 'matrix';
	const columnOf = (question: Question | undefined, id: string, fits: (column: Question) => boolean = any): Question | undefined => {
		const column = question?.columns?.find((each) => each.id === id);
		if (question && !column) wrong('rule-unknown-column', question.id, { question: question.id, column: id });
		else if (column && !fits(column)) wrong('rule-wrong-kind', (question as Question).id, { question: (question as Question).id });
		else return column;
	};
	const offers = (at: string, asked: Question | undefined, value: Json) => {
		if (asked && !(offeredBy(asked) ?? [value]).some((each) => canonical(each) === canonical(value)))
			wrong('rule-unknown-value', at, { question: at, value: String(value) });
	};
	const apart = (at: string, ids: readonly string[]) => {
		if (new Set(ids).size < ids.length) wrong('rule-question-twice', at);
	};
	switch (rule.rule) {
		case 'at-least-one':
			if (rule.questions.length < 2) wrong('rule-too-few', rule.questions[0] ?? rule.rule);
			apart(rule.questions[0] ?? rule.rule, rule.questions);
			for (const id of rule.questions) asked(id, any);
			break;
		case 'alone':
			offers(
				rule.question,
				asked(rule.question, ({ kind }) => kind === 'some-of'),
				rule.option
			);
			break;
		case 'adds-up':
			asked(rule.total, ({ kind, many }) => kind === 'quantity' && !many);
			columnOf(asked(rule.table, hasLines), rule.column, ({ kind }) => kind === 'quantity');
			break;
		case 'enough':
			offers(rule.question, columnOf(asked(rule.question, hasLines), rule.column), rule.is);
			if (!Number.isInteger(rule.least) || rule.least < 1 || rule.least > 1000) wrong('rule-not-a-count', rule.question);
			break;
		case 'no-line-twice': {
			const table = asked(rule.question, ({ kind }) => kind === 'table');
			if (rule.columns.length === 0) wrong('rule-too-few', rule.question);
			apart(rule.question, rule.columns);
			for (const column of rule.columns) columnOf(table, column);
			break;
		}
		case 'must-be':
			offers(rule.question, asked(rule.question, any), rule.is);
			break;
		case 'in-order': {
			apart(rule.questions[0], rule.questions);
			const [first, second] = rule.questions.map((id) => asked(id, ({ kind, many }) => orderedKinds.includes(kind) && !many));
			if (first && second && first.kind !== second.kind) wrong('rule-wrong-kind', second.id, { question: second.id });
			break;
		}
		case 'confidentiality': {
			asked(rule.mark, ({ kind }) => kind === 'yes-no');
			asked(rule.ground, any);
			const subjects = asked(rule.subjects, any);
			for (const option of rule.never) offers(rule.subjects, subjects, option);
		}
	}
	return faults;
}

/** Whether a rule reads this column of a table or matrix. */
export const readsColumn = (rule: FormRule, question: string, column: string): boolean =>
	(rule.rule === 'adds-up' && rule.table === question && rule.column === column) ||
	(rule.rule === 'enough' && rule.question === question && rule.column === column) ||
	(rule.rule === 'no-line-twice' && rule.question === question && rule.columns.includes(column));
