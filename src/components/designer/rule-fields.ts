// SPDX-License-Identifier: Apache-2.0
// From the fields of the page of one rule, and of the checklist, to changes of a design. Knows no page.
import type { Change } from '#forms/designing.ts';
import { allQuestions, type Condition, type Form, type FormRule, type Json, type Question } from '#forms/form.ts';
import { offeredBy, orderedKinds } from '#forms/rule.ts';
import type { Words } from '#text/words.ts';
import { readRows, valueKey } from './condition.ts';
import { type FieldFault, type ReadFields, wordsChange } from './fields.ts';
import { typedLine } from './typed-line.ts';

/** Rules that can be designed. The one on confidentiality is Article 17(5)'s own. */
export const ruleNames = ['at-least-one', 'alone', 'adds-up', 'enough', 'no-line-twice', 'in-order', 'must-be'] as const;
export type RuleName = (typeof ruleNames)[number];
export const isRuleName = (name: string | null): name is RuleName => (ruleNames as readonly (string | null)[]).includes(name);

/** What a column is called in a field: `table.column`. */
export interface ColumnChoice {
	key: string;
	question: Question;
	column: Question;
}

const columnsWhere = (form: Form, fits: (question: Question, column: Question) => boolean): ColumnChoice[] =>
	allQuestions(form).flatMap((question) =>
		(question.columns ?? []).filter((column) => fits(question, column)).map((column) => ({ key: `${question.id}.${column.id}`, question, column }))
	);

/** One value of a column, as a field names it. */
export const cellKey = (key: string, value: Json): string => `${key}|${JSON.stringify(value)}`;

/** What each field of a rule offers to choose from. */
export const choicesIn = (form: Form) => ({
	any: allQuestions(form),
	lists: allQuestions(form).filter(({ kind }) => kind === 'some-of'),
	valued: allQuestions(form).filter(({ kind }) => kind === 'yes-no' || kind === 'one-of'),
	totals: allQuestions(form).filter(({ kind, many }) => kind === 'quantity' && !many),
	ordered: allQuestions(form).filter(({ kind, many }) => orderedKinds.includes(kind) && !many),
	amounts: columnsWhere(form, (_, column) => column.kind === 'quantity'),
	cells: columnsWhere(form, (_, column) => column.kind === 'yes-no' || column.kind === 'one-of'),
	columns: columnsWhere(form, ({ kind }) => kind === 'table')
});

type Read = { rule: FormRule } | { faults: FieldFault[] };
const missing = (...at: string[]): Read => ({ faults: at.map((each) => ({ at: each, code: 'rule-missing' as const })) });

/** `before` is the rule that the page showed, whose condition may hold what its lines cannot show. */
export function ruleFrom(form: Form, name: RuleName, fields: FormData, before: FormRule | undefined): Read {
	const said = (field: string) => typedLine(fields, field);
	const choices = choicesIn(form);
	const [table = '', column = ''] = said('column').split('.');
	const value = choices.valued
		.flatMap((question) => (offeredBy(question) ?? []).map((each) => ({ question: question.id, is: each })))
		.find((each) => valueKey(each.question, each.is) === said('value'));
	switch (name) {
		case 'at-least-one': {
			const questions = [...fields].filter(([field, id]) => /^q\.\d+$/.test(field) && typeof id === 'string' && id).map(([, id]) => String(id));
			return questions.length ? conditioned({ rule: name, questions }, form, fields, before) : missing('q.0');
		}
		case 'alone': {
			const chosen = choices.lists.flatMap(({ id, options = [] }) => options.map((option) => ({ question: id, option })));
			const found = chosen.find(({ question, option }) => valueKey(question, option) === said('value'));
			return found ? { rule: { rule: name, ...found } } : missing('value');
		}
		case 'must-be':
			return value ? { rule: { rule: name, ...value } } : missing('value');
		case 'adds-up':
			return said('total') && column ? { rule: { rule: name, total: said('total'), table, column } } : missing(said('total') ? 'column' : 'total');
		case 'enough': {
			const cells = choices.cells.flatMap((cell) => (offeredBy(cell.column) ?? []).map((is) => ({ cell, is })));
			const found = cells.find(({ cell, is }) => cellKey(cell.key, is) === said('value'));
			if (!found) return missing('value');
			if (!/^[1-9]\d{0,2}$/.test(said('least'))) return { faults: [{ at: 'least', code: 'rule-not-a-count' }] };
			const { cell, is } = found;
			const made = { rule: name, question: cell.question.id, column: cell.column.id, is, least: Number(said('least')) };
			// Which rows are counted is not shown: it stays as it is while the question does.
			const rows = before?.rule === 'enough' && before.question === made.question ? before.rows : undefined;
			return conditioned(rows ? { ...made, rows } : made, form, fields, before);
		}
		case 'no-line-twice': {
			const chosen = fields.getAll('columns').map((each) => String(each).split('.'));
			const [question] = chosen[0] ?? [];
			if (!question) return missing('columns');
			if (chosen.some(([each]) => each !== question)) return { faults: [{ at: 'columns', code: 'rule-two-tables' }] };
			return { rule: { rule: name, question, columns: chosen.map(([, each = '']) => each) } };
		}
		case 'in-order':
			return said('first') && said('second')
				? { rule: { rule: name, questions: [said('first'), said('second')] } }
				: missing(said('first') ? 'second' : 'first');
	}
}

function conditioned(rule: Extract<FormRule, { when?: Condition }>, form: Form, fields: FormData, before: FormRule | undefined): Read {
	const read = readRows(form, 'when', fields, before && 'when' in before ? before.when : null);
	if ('fault' in read) return { faults: [{ at: `when.${read.fault.row}.question`, code: read.fault.code }] };
	return { rule: read.condition ? { ...rule, when: read.condition } : rule };
}

/** The checklist: its words, what is taken away of it, and one more at the end. */
export function checklistChanges(form: Form, fields: FormData): ReadFields {
	const changes: Change[] = wordsChange(form, fields);
	for (const check of form.checklist) if (fields.has(`checks.${check}.remove`)) changes.push({ do: 'remove-check', check });
	const added = typedLine(fields, 'checks.new.id');
	const said = [...fields].filter(([name, text]) => name.startsWith('n.check.') && typeof text === 'string' && text.trim());
	if (!added && said.length) return { changes, faults: [{ at: 'checks.new.id', code: 'id-missing' }] };
	if (added) {
		changes.push({ do: 'add-check', check: added });
		const words = Object.fromEntries(said.map(([name, text]) => [name.slice('n.check.'.length), String(text)])) as Words;
		if (said.length) changes.push({ do: 'words', words: { [`check.${added}`]: words } });
	}
	return { changes, faults: [] };
}
