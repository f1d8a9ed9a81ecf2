// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { applyChanges, type Change, designFrom } from './designing.ts';
import type { Form, FormRule } from './form.ts';
import { faultsOfRule } from './rule.ts';
import { faultsIn } from './sound.ts';

const form: Form = {
	id: 'trial',
	version: '1',
	article: '21',
	decision: null,
	status: 'sourced',
	source: 'a test',
	sections: [
		{
			id: 'all',
			questions: [
				{ id: 'sure', kind: 'yes-no', also: ['unknown'] },
				{ id: 'list', kind: 'some-of', options: ['a', 'b', 'none'] },
				{ id: 'from', kind: 'day' },
				{ id: 'to', kind: 'day' },
				{ id: 'since', kind: 'year' },
				{ id: 'total', kind: 'quantity' },
				{
					id: 'lines',
					kind: 'table',
					columns: [
						{ id: 'what', kind: 'one-of', options: ['x', 'y'] },
						{ id: 'amount', kind: 'quantity' },
						{ id: 'done', kind: 'yes-no' }
					]
				},
				{ id: 'grid', kind: 'matrix', rows: ['r'], columns: [{ id: 'taken', kind: 'yes-no' }] },
				{ id: 'state', kind: 'one-of', options: ['now', 'later'], due: { years: 5, unless: 'later' } }
			]
		}
	],
	rules: [],
	checklist: ['whole'],
	words: {}
};

const right: FormRule[] = [
	{ rule: 'at-least-one', questions: ['sure', 'list'], when: { question: 'lines', column: 'done', is: true } },
	{ rule: 'alone', question: 'list', option: 'none' },
	{ rule: 'adds-up', total: 'total', table: 'lines', column: 'amount' },
	{ rule: 'enough', question: 'grid', column: 'taken', is: true, least: 2 },
	{ rule: 'no-line-twice', question: 'lines', columns: ['what', 'amount'] },
	{ rule: 'must-be', question: 'sure', is: 'unknown' },
	{ rule: 'in-order', questions: ['from', 'to'] }
];

test('a rule that fits has no fault, one that does not says what', () => {
	for (const rule of right) expect(faultsOfRule(form, rule), rule.rule).toEqual([]);
	const wrong: [FormRule, string][] = [
		[{ rule: 'at-least-one', questions: ['sure'] }, 'rule-too-few'],
		[{ rule: 'at-least-one', questions: ['sure', 'sure'] }, 'rule-question-twice'],
		[{ rule: 'at-least-one', questions: ['sure', 'nobody'] }, 'rule-unknown-question'],
		[{ rule: 'alone', question: 'list', option: 'c' }, 'rule-unknown-value'],
		[{ rule: 'alone', question: 'sure', option: 'none' }, 'rule-wrong-kind'],
		[{ rule: 'adds-up', total: 'total', table: 'lines', column: 'what' }, 'rule-wrong-kind'],
		[{ rule: 'adds-up', total: 'sure', table: 'lines', column: 'amount' }, 'rule-wrong-kind'],
		[{ rule: 'adds-up', total: 'total', table: 'lines', column: 'none' }, 'rule-unknown-column'],
		[{ rule: 'enough', question: 'grid', column: 'taken', is: 'maybe', least: 1 }, 'rule-unknown-value'],
		[{ rule: 'enough', question: 'grid', column: 'taken', is: true, least: 0 }, 'rule-not-a-count'],
		[{ rule: 'no-line-twice', question: 'lines', columns: [] }, 'rule-too-few'],
		[{ rule: 'no-line-twice', question: 'grid', columns: ['taken'] }, 'rule-wrong-kind'],
		[{ rule: 'must-be', question: 'sure', is: 'x' }, 'rule-unknown-value'],
		[{ rule: 'in-order', questions: ['from', 'since'] }, 'rule-wrong-kind'],
		[{ rule: 'in-order', questions: ['from', 'from'] }, 'rule-question-twice']
	];
	for (const [rule, code] of wrong) {
		expect(
			faultsOfRule(form, rule).map((fault) => fault.code),
			JSON.stringify(rule)
		).toEqual([code]);
		expect(faultsIn({ ...form, rules: [rule] }).map((fault) => fault.code)).toContain(code);
	}
});

const made = (...changes: Change[]) => applyChanges({ base: form, form: designFrom(form), held: [] }, changes);
const codes = (...changes: Change[]) => {
	const outcome = made(...changes);
	return Array.isArray(outcome) ? outcome.map(({ at, code }) => `${at} ${code}`) : outcome.rules;
};

test('rules are added, changed and taken away as changes of a design', () => {
	const [first, second] = right as [FormRule, FormRule];
	expect(codes(...right.map((rule): Change => ({ do: 'add-rule', rule })))).toEqual(right);
	expect(codes({ do: 'add-rule', rule: first }, { do: 'set-rule', at: 0, was: first, rule: second })).toEqual([second]);
	expect(codes({ do: 'add-rule', rule: first }, { do: 'remove-rule', at: 0, was: first })).toEqual([]);
	expect(codes({ do: 'add-rule', rule: first }, { do: 'add-rule', rule: first })).toEqual(['at-least-one id-taken']);
	expect(codes({ do: 'remove-rule', at: 0, was: first })).toEqual(['at-least-one gone']);
	expect(codes({ do: 'add-rule', rule: first }, { do: 'set-rule', at: 0, was: second, rule: second })).toEqual(['alone gone']);
	expect(codes({ do: 'add-rule', rule: { ...first, when: { question: 'nobody', answered: true } } as FormRule })).toEqual([
		'at-least-one rule-reads-unknown'
	]);
	const confidential: FormRule = { rule: 'confidentiality', mark: 'sure', ground: 'from', subjects: 'list', never: ['a'] };
	expect(codes({ do: 'add-rule', rule: confidential })).toEqual(['confidentiality held']);
	const treaty = { ...form, rules: [confidential] };
	expect(applyChanges({ base: treaty, form: designFrom(treaty), held: [] }, [{ do: 'remove-rule', at: 0, was: confidential }])).toMatchObject([
		{ code: 'held' }
	]);
});

test('what a rule reads is not taken away under it, and is renamed with it', () => {
	const added = right.map((rule): Change => ({ do: 'add-rule', rule }));
	expect(codes(...added, { do: 'remove-part', question: 'lines', part: 'columns', id: 'amount' })).toEqual(['amount read-elsewhere']);
	expect(codes(...added, { do: 'remove-part', question: 'lines', part: 'columns', id: 'done' })).toEqual(['done read-elsewhere']);
	expect(codes({ do: 'remove-part', question: 'state', part: 'options', id: 'later' })).toEqual(['later read-elsewhere']);
	const renamed = made({ do: 'rename-option', question: 'state', id: 'later', to: 'not-yet' });
	expect(Array.isArray(renamed) ? renamed : renamed.sections[0]?.questions.at(-1)?.due).toEqual({ years: 5, unless: 'not-yet' });
});

test('the checklist, and where a question stands in the treaty', () => {
	expect(codes({ do: 'add-check', check: 'whole' })).toEqual(['whole id-taken']);
	expect(codes({ do: 'add-check', check: '1 x' })).toEqual(['1 x not-an-id']);
	expect(codes({ do: 'remove-check', check: 'nothing' }, { do: 'move-check', check: 'whole', by: 1 })).toEqual(['nothing gone', 'whole no-place']);
	const listed = made({ do: 'add-check', check: 'signed' }, { do: 'move-check', check: 'signed', by: -1 }, { do: 'remove-check', check: 'whole' });
	expect(Array.isArray(listed) ? listed : listed.checklist).toEqual(['signed']);
	const set = (settings: object) => codes({ do: 'set-question', question: 'state', settings: { kind: 'one-of', ...settings } as never });
	expect(set({ paragraphs: ['3(5)(a)', '14'], due: { years: 3 }, star: true, supplemental: true, amended: 'MC-5/13', source: 'annex' })).toEqual([]);
	expect(set({ paragraphs: ['Annex'], due: { years: 1.5, unless: 'never' } })).toEqual([
		'state not-a-paragraph',
		'state not-years',
		'state unless-unknown'
	]);
});
