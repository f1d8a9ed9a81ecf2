// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import type { Form, Json, Question } from '#forms/form.ts';
import { isCounted, narrowed, type RegionKey, share, statisticOf, type Told } from './statistic.ts';

const told = (answer: Json | undefined, region: RegionKey = 'africa', asked = answer !== undefined): Told => ({ region, asked, answer });
const counts = (question: Question, reports: Told[]) =>
	statisticOf(question, reports, []).parts.map(({ row, column, answered, choices }) => [
		[row, column].filter(Boolean).join('.'),
		answered,
		Object.fromEntries(choices.map(({ option, count }) => [option, count]))
	]);

describe('denominators', () => {
	const question: Question = { id: 'q', kind: 'yes-no' };
	test('keep apart who is bound, who reported, who was asked and who answered', () => {
		const reports = [told(true), told(false, 'weog'), told(undefined, 'weog', true), told(undefined, 'weog')];
		const { denominators, regions } = statisticOf(question, reports, ['africa', 'africa', 'weog', 'weog', 'weog', 'none']);
		expect(denominators).toEqual({ bound: 6, reports: 4, asked: 3, answered: 2 });
		expect(regions).toEqual([
			{ region: 'africa', bound: 2, reports: 1, asked: 1, answered: 1 },
			{ region: 'weog', bound: 3, reports: 3, asked: 2, answered: 1 },
			{ region: 'none', bound: 1, reports: 0, asked: 0, answered: 0 }
		]);
	});
	test('take the number of a source before the list', () => expect(statisticOf(question, [], ['africa'], 123).denominators.bound).toBe(123));
	test('give no share of nothing', () => expect([share(1, 4), share(0, 0)]).toEqual([0.25, null]));
});

describe('choices', () => {
	test('are counted in the order of the form, those that nobody chose too', () => {
		expect(counts({ id: 'q', kind: 'yes-no', also: ['unknown'] }, [told(true), told(true), told('unknown')])).toEqual([
			['', 3, { yes: 2, no: 0, unknown: 1 }]
		]);
		expect(counts({ id: 'q', kind: 'some-of', options: ['a', 'b', 'c'] }, [told(['a', 'b']), told(['b'])])).toEqual([['', 2, { a: 1, b: 2, c: 0 }]]);
	});
	test('keep an answer that the form no longer offers', () =>
		expect(counts({ id: 'q', kind: 'one-of', options: ['a'] }, [told('old')])).toEqual([['', 1, { a: 0, old: 1 }]]));
	test('of entries come by how often they are named, once for each report', () =>
		expect(counts({ id: 'q', kind: 'concept', many: true }, [told(['x', 'y']), told(['y', 'y'])])).toEqual([['', 2, { y: 2, x: 1 }]]));
	test('of a matrix are those of each row in each column', () => {
		const columns: Question[] = [
			{ id: 'taken', kind: 'yes-no' },
			{ id: 'details', kind: 'text' }
		];
		const said = [told({ one: { taken: true, details: 'x' }, two: { taken: false } }), told({ one: { taken: false } })];
		expect(counts({ id: 'q', kind: 'matrix', rows: ['one', 'two'], columns }, said)).toEqual([
			['one.taken', 2, { yes: 1, no: 1 }],
			['one.details', 1, {}],
			['two.taken', 1, { yes: 0, no: 1 }],
			['two.details', 0, {}]
		]);
	});
	test('are told by region', () => {
		const [part] = statisticOf({ id: 'q', kind: 'yes-no' }, [told(true), told(true, 'weog'), told(true, 'weog')], []).parts;
		expect(part?.choices[0]?.regions).toEqual({ africa: 1, 'asia-pacific': 0, 'eastern-europe': 0, grulac: 0, weog: 2, none: 0 });
	});
});

describe('sums', () => {
	const table: Question = {
		id: 'q',
		kind: 'table',
		columns: [
			{ id: 'country', kind: 'country' },
			{ id: 'year', kind: 'year' },
			{ id: 'quantity', kind: 'quantity', units: ['t', 'kg'] }
		]
	};
	const line = (amount: string, unit: string, year: number | null = 2021) => ({ country: 'PER', year, quantity: { amount, unit } });
	const sumsOf = (question: Question, reports: Told[]) => statisticOf(question, reports, []).parts.find(({ sums }) => sums.length)?.sums ?? [];

	test('are exact over tonnes and kilograms, year by year', () => {
		const reports = [told([line('0.1', 't'), line('200', 'kg'), line('1', 't', 2022)]), told([line('0.0000001', 'kg')], 'grulac')];
		expect(sumsOf(table, reports)).toEqual([
			{ unit: 't', year: '2021', amount: '0.3000000001', reports: 2, regions: { africa: '0.3', grulac: '0.0000000001' } },
			{ unit: 't', year: '2022', amount: '1', reports: 1, regions: { africa: '1' } }
		]);
	});
	test('leave out what is no number', () => expect(sumsOf(table, [told([line('about 3', 't'), line('2', 'mg/kg')])])).toEqual([]));
	test('stand without a year where the line has none', () =>
		expect(sumsOf(table, [told([line('3', 't', null)])])).toMatchObject([{ year: null, amount: '3' }]));
	test('are there for a total, a whole number and money', () => {
		expect(sumsOf({ id: 'q', kind: 'quantity' }, [told({ amount: '1.5', unit: 't' }), told({ amount: '500', unit: 'kg' })])).toMatchObject([
			{ unit: 't', amount: '2', reports: 2 }
		]);
		expect(sumsOf({ id: 'q', kind: 'integer' }, [told(3), told(4)])).toMatchObject([{ unit: '', amount: '7' }]);
		expect(sumsOf({ id: 'q', kind: 'money' }, [told({ amount: '10.10', unit: 'CHF' }), told({ amount: '1', unit: 'USD' })])).toMatchObject([
			{ unit: 'CHF', amount: '10.1' },
			{ unit: 'USD', amount: '1' }
		]);
	});
	test('do not hide the other columns of the table', () =>
		expect(counts(table, [told([line('1', 't'), line('2', 't')])])).toEqual([
			['country', 1, { PER: 1 }],
			['year', 1, { '2021': 1 }],
			['quantity', 1, {}]
		]));
});

test('of a text only the number of answers is told', () =>
	expect(statisticOf({ id: 'q', kind: 'long-text' }, [told('secret of many words'), told('')], []).parts).toEqual([
		{ row: null, column: null, kind: 'long-text', answered: 1, choices: [], sums: [] }
	]));

test('nothing private is counted, and nothing that nobody is asked', () => {
	expect(isCounted({ id: 'q', kind: 'text', private: true })).toBe(false);
	expect(isCounted({ id: 'q', kind: 'concept', given: 'beginning' })).toBe(false);
	expect(isCounted({ id: 'q', kind: 'text' })).toBe(true);
	const columns: Question[] = [
		{ id: 'open', kind: 'yes-no' },
		{ id: 'closed', kind: 'yes-no', private: true }
	];
	expect(counts({ id: 'q', kind: 'table', columns }, [told([{ open: true, closed: true }])])).toEqual([['open', 1, { yes: 1, no: 0 }]]);
});

test('a form is narrowed to what decides whether a question is asked', () => {
	const form = {
		sections: [
			{ id: 's', questions: [{ id: 'a' }, { id: 'b', when: { question: 'a', is: true } }, { id: 'x' }] },
			{ id: 'u', when: { question: 'b', is: 'yes' }, questions: [{ id: 'c' }, { id: 'y' }] }
		]
	} as unknown as Form;
	expect(narrowed(form, 'c').sections.map(({ questions }) => questions.map(({ id }) => id))).toEqual([['a', 'b'], ['c']]);
	expect(narrowed(form, 'x').sections.map(({ questions }) => questions.map(({ id }) => id))).toEqual([['x']]);
});
