// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import type { Answers, Form, Json, Question } from '#forms/form.ts';
import { questionOf } from '#forms/form.ts';
import { type Definitions, definitionsFrom } from '#records/definitions.ts';
import { readSeededDefinitions } from '#records/server/definitions.ts';
import type { Cycle } from '#reporting/cycle.ts';
import { align, type Line } from './alignment.ts';
import { type Compared, compareLine, type GroupSide, type PartySide, tallyOf } from './comparison.ts';
import { matchLines } from './matching.ts';
import { comparisonAsked, comparisonQuery, sideFrom, sideText } from './side.ts';
import { spreads } from './spread.ts';

let definitions: Definitions;
let newer: Form;
let older: Form;
beforeAll(async () => {
	const seeded = await readSeededDefinitions();
	// Versions come oldest first, as the database gives them.
	definitions = definitionsFrom(
		seeded
			.toSorted((a, b) => Number(b.earlier) - Number(a.earlier))
			.map(({ definition, earlier }) => ({ form: definition.form, type: definition.type, current: !earlier }))
	);
	newer = definitions.form('art21-full') as Form;
	older = definitions.form('art21-full', 'mc-1-8') as Form;
});

const cycle = { id: '2021-2024' } as Cycle;
const everything = (form: Form) => new Set(form.sections.flatMap(({ questions }) => questions.map(({ id }) => id)));
const party = (answers: Answers, form = newer, of = 'GHA'): PartySide => ({
	kind: 'party',
	party: of,
	cycle,
	form,
	record: `MC-REPORT-${of}-0001`,
	revision: 1,
	published: '2025-12-01',
	demo: false,
	answers,
	asked: everything(form)
});
const group = (answers: Answers[]): GroupSide => ({
	kind: 'group',
	group: 'world',
	cycle,
	form: newer,
	bound: answers.length,
	demo: false,
	reports: answers.map((each, at) => ({ party: `P${at}`, record: `R${at}`, region: 'africa', answers: each, asked: everything(newer) }))
});

function compared(id: string, left: Json | undefined, right: Json | undefined): Compared {
	const { lines } = align(newer, newer, definitions);
	const line = lines.find((each) => each.id === id) as Line;
	const said = (answer: Json | undefined): Answers => (answer === undefined ? {} : { [id]: answer });
	return compareLine(line, party(said(left)), party(said(right), newer, 'PER'));
}
const t = (amount: string, unit = 't'): Json => ({ amount, unit });

describe('an address', () => {
	const read = (query: string) => comparisonQuery(comparisonAsked(new URLSearchParams(query)));
	test('is read, and written in one way only', () => {
		for (const same of [
			'?left=GHA&right=PER&cycle=2021-2024&question=q3-1',
			'?left=GHA@2017-2020&right=GHA@2021-2024',
			'?left=GHA&right=region:africa&cycle=2021-2024&section=article-3&only=differences'
		])
			expect(read(same)).toBe(same);
		expect(read('?left=gha&right=world&left-cycle=2021-2024&right-cycle=2021-2024&question=')).toBe('?left=GHA&right=world&cycle=2021-2024');
		expect(read('?left=GHA@2021-2024&right=PER@2021-2024')).toBe('?left=GHA&right=PER&cycle=2021-2024');
	});
	test('takes what it does not understand as not said', () => {
		expect(read(`?left=<script>&right=region:mars&cycle=${'9'.repeat(50)}&question=a b&section=../x&only=1`)).toBe('?');
		expect(sideFrom('GHA@2017@2018')).toBeNull();
		expect(sideText(sideFrom('world@2021-2024') as never)).toBe('world@2021-2024');
	});
});

describe('two reports', () => {
	test('say the same or something else, or one of them says nothing', () => {
		expect(compared('q3-1', true, true).verdict).toBe('same');
		expect(compared('q3-1', true, false).verdict).toBe('other');
		expect(compared('q3-1', true, undefined)).toMatchObject({ verdict: 'left-only', left: 'answered', right: 'unanswered' });
		expect(compared('q3-1', undefined, undefined)).toMatchObject({ verdict: 'neither', points: [] });
		expect(compared('q3-5', ['exports-to-parties', 'exports-to-non-parties'], ['exports-to-non-parties', 'exports-to-parties']).verdict).toBe('same');
	});
	test('whose amounts are in other units are reckoned exactly', () => {
		expect(compared('q11-2-a-total', t('0.3'), t('300', 'kg'))).toMatchObject({
			verdict: 'same',
			points: [{ distances: [{ unit: 't', amount: '0', percent: '0' }] }]
		});
		expect(compared('q11-2-a-total', t('0.1'), t('300', 'kg')).points[0]?.distances).toEqual([{ unit: 't', amount: '0.2', percent: '200' }]);
		expect(compared('q11-2-a-total', t('0'), t('5')).points[0]?.distances).toEqual([{ unit: 't', amount: '5', percent: null }]);
		expect(compared('q11-2-a-total', t('3'), t('1')).points[0]?.distances).toEqual([{ unit: 't', amount: '-2', percent: '-66.7' }]);
	});
	test('whose texts have much in common are told by their words, also in Arabic and Chinese', () => {
		const words = (left: string, right: string) =>
			compared('q3-2-a', left, right).points[0]?.segments?.[0]?.segments.filter(({ change }) => change !== 'same');
		expect(words('The mine was closed in 2021 and sealed.', 'The mine was closed in 2023 and sealed.')).toEqual([
			{ text: '2021', change: 'removed' },
			{ text: '2023', change: 'added' }
		]);
		expect(words('أُغلق المنجم في عام 2021', 'أُغلق المنجم في عام 2023')).toEqual([
			{ text: '2021', change: 'removed' },
			{ text: '2023', change: 'added' }
		]);
		expect(words('该矿已于2021年关闭，竖井已回填。', '该矿已于2023年关闭，竖井已回填。')?.map(({ text }) => text)).toEqual(['2021', '2023']);
	});
	test('whose long texts have little in common are not told word by word', () => {
		const point = compared(
			'q3-2-a',
			'Le ministère a adressé un questionnaire à tous les importateurs du pays, puis les douanes ont contrôlé les dépôts un à un pendant l’année.',
			'Laboratories sampled the water twice, and nothing above the threshold was measured at any of the five sites that the plan names so far.'
		).points[0];
		expect(point).toMatchObject({ verdict: 'other', unlike: true });
		expect(point?.segments).toBeUndefined();
	});
	test('are compared line by line in tables', () => {
		const lines = (...rows: [number, string, string][]): Json => rows.map(([year, amount, unit]) => ({ year, quantity: t(amount, unit) }));
		const { verdict, points } = compared(
			'q3-1-c',
			lines([2022, '1', 't'], [2023, '2', 't']),
			lines([2023, '2500', 'kg'], [2022, '1000', 'kg'], [2024, '1', 't'])
		);
		expect(verdict).toBe('other');
		expect(points.map((point) => [point.line?.[0]?.value, point.verdict, point.distances[0]?.amount])).toEqual([
			[2022, 'same', '0'],
			[2023, 'other', '0.5'],
			[2024, 'right-only', undefined]
		]);
	});
	test('are compared row by row in matrices', () => {
		const { points } = compared('q4-3-a', { prevention: { taken: true } }, { prevention: { taken: false, details: 'x' }, bulk: { taken: true } });
		expect(points.map(({ row, column, verdict }) => [row, column, verdict])).toEqual([
			['prevention', 'taken', 'other'],
			['prevention', 'details', 'right-only'],
			['bulk', 'taken', 'right-only']
		]);
	});
	test('stand whatever was stored: an answer of another shape breaks nothing', () => {
		for (const strange of ['text', 3, { x: 1 }, [null, 'x', 2], [[['x']]]] as Json[])
			for (const id of ['q3-1', 'q3-1-c', 'q4-3-a', 'q11-2-a-total', 'a-4', 'q3-3-file', 'q3-5'])
				expect(() => compared(id, strange, true), `${id} ${JSON.stringify(strange)}`).not.toThrow();
	});
});

describe('lines of tables', () => {
	const columns: Question[] = [
		{ id: 'year', kind: 'year' },
		{ id: 'country', kind: 'country' },
		{ id: 'amount', kind: 'quantity', units: ['t'] }
	];
	const line = (year: number, amount: string) => ({ year, country: 'PER', amount: t(amount) });
	test('of one key are matched with their like first, then in their order', () => {
		const matched = matchLines(columns, [line(2022, '1'), line(2022, '2')], [line(2022, '2'), line(2022, '3')]);
		expect(matched.map(({ left, right, turn }) => [left?.amount, right?.amount, turn])).toEqual([
			[t('1'), t('3'), 0],
			[t('2'), t('2'), 1]
		]);
	});
	test('without anything to choose are told apart by their first text', () =>
		expect(
			matchLines(
				[
					{ id: 'name', kind: 'text' },
					{ id: 'size', kind: 'integer' }
				],
				[{ name: 'A', size: 1 }],
				[{ name: 'B', size: 1 }]
			)
		).toHaveLength(2));
});

describe('two editions of the form', () => {
	test('are brought together by the crosswalk, and what was asked otherwise is told', () => {
		const { base, lines, carry } = align(older, newer, definitions);
		expect(base.version).toBe('mc-5-13');
		const line = (id: string) => lines.find((each) => each.id === id);
		expect(line('q4-3-text')).toMatchObject({ left: { id: 'q4-3-b' }, right: { id: 'q4-3-text' } });
		expect(carry(older, { 'q4-3-b': 'Measures.' })['q4-3-text']).toBe('Measures.');
		expect(line('q3-1')).toMatchObject({ otherwise: false, comparable: true });
		expect(line('q3-1-c')).toMatchObject({ otherwise: true, comparable: false, left: { kind: 'quantity' }, right: { kind: 'table' } });
		expect(line('q4-3-a')).toMatchObject({ left: null });
		expect(line('q11-2-a-method')).toMatchObject({ left: { id: 'q11-2-a-method' }, right: null });
		expect(line('cycle')).toBeUndefined();
	});
	test('of which one asked a question in another kind stand side by side, never as the same', () => {
		const { lines } = align(older, newer, definitions);
		const line = lines.find(({ id }) => id === 'q3-1-c') as Line;
		const found = compareLine(line, party({ 'q3-1-c': t('3') }, older), party({ 'q3-1-c': [{ year: 2022, quantity: t('3') }] }));
		expect(found).toMatchObject({ verdict: 'apart', points: [{ verdict: 'apart' }] });
	});
	test('a short report has nothing to say where it does not ask', () => {
		const short = definitions.form('art21-short') as Form;
		const { base, lines } = align(short, newer, definitions);
		expect(base.id).toBe('art21-full');
		const line = lines.find(({ id }) => id === 'q7-1') as Line;
		expect(compareLine(line, party({}, short), party({ 'q7-1': 'no' }))).toMatchObject({ left: 'not-in-form', verdict: 'right-only' });
	});
	test('of which one alone asks a question are told by its rows', () => {
		const { lines } = align(older, newer, definitions);
		const line = lines.find(({ id }) => id === 'q4-3-a') as Line;
		const found = compareLine(line, party({}, older), party({ 'q4-3-a': { bulk: { taken: true } } }));
		expect(found).toMatchObject({ left: 'not-in-form', verdict: 'right-only', points: [{ row: 'bulk', column: 'taken', verdict: 'right-only' }] });
	});
	test('the same two forms in the other order find the same questions', () => {
		const ids = (a: Form, b: Form) => align(a, b, definitions).lines.map(({ id }) => id);
		expect(ids(newer, older)).toEqual(ids(older, newer));
		expect(new Set(ids(older, newer)).size).toBe(ids(older, newer).length);
	});
	test('two earlier reports are compared in their own edition', () => {
		const { lines } = align(older, older, definitions);
		expect(lines.find(({ id }) => id === 'q11-2-a-method')).toMatchObject({ comparable: true });
		expect(questionOf(newer, 'q11-2-a-method')).toBeUndefined();
	});
});

describe('a report beside a group', () => {
	const line = (id: string) => align(newer, newer, definitions).lines.find((each) => each.id === id) as Line;
	test('stands beside the counts of what is chosen', () => {
		const [point] = compareLine(line('q3-1'), party({ 'q3-1': true }), group([{ 'q3-1': true }, { 'q3-1': false }, {}])).points;
		expect(point).toMatchObject({ left: true, verdict: 'apart', counted: { right: { reports: 3, asked: 3, answered: 2 } } });
		expect(point?.counted?.right?.choices).toEqual([
			{ option: 'yes', count: 1 },
			{ option: 'no', count: 1 }
		]);
	});
	test('stands beside the spread of amounts, and is held against the median', () => {
		const amounts = group([{ 'q11-2-a-total': t('1') }, { 'q11-2-a-total': t('2000', 'kg') }, { 'q11-2-a-total': t('4') }, {}]);
		const [point] = compareLine(line('q11-2-a-total'), party({ 'q11-2-a-total': t('1') }), amounts).points;
		expect(point?.counted?.right?.spreads).toEqual([
			{ unit: 't', reports: 3, sum: '7', least: '1', lower: '1.5', median: '2', upper: '3', most: '4' }
		]);
		expect(point?.distances).toEqual([{ unit: 't', amount: '1', percent: '100' }]);
	});
	test('takes a table as what all its lines say, report by report', () => {
		const said = (...all: string[]): Answers => ({ 'q3-1-c': all.map((amount, at) => ({ year: 2021 + at, quantity: t(amount) })) });
		const { points } = compareLine(line('q3-1-c'), party(said('1', '2')), group([said('1', '1'), said('10')]));
		expect(points.find(({ column }) => column === 'quantity')).toMatchObject({
			counted: { right: { spreads: [{ reports: 2, sum: '12', median: '6' }] } },
			distances: [{ amount: '3', percent: '100' }]
		});
	});
	test('of texts tells whose they are', () => {
		const { points } = compareLine(line('q3-2-a'), party({}), group([{ 'q3-2-a': 'x' }, {}]));
		expect(points[0]?.counted?.right?.said).toEqual([{ party: 'P0', record: 'R0' }]);
	});
	test('that nobody answers says nothing', () =>
		expect(compareLine(line('q3-1'), party({}), group([{}, {}]))).toMatchObject({ verdict: 'neither', points: [] }));
});

test('what is private in a form is never compared', () => {
	const [first] = align(newer, newer, definitions).lines;
	const question = { ...(first as Line).question, private: true };
	const line = { ...(first as Line), question, left: question, right: question };
	expect(compareLine(line, party({ [question.id]: 'secret' }), party({ [question.id]: 'hidden' }))).toMatchObject({
		left: 'not-public',
		right: 'not-public',
		points: []
	});
});

test('quartiles lie on the line between neighbours, exactly, and units never mix', () => {
	const question: Question = { id: 'q', kind: 'money', units: ['USD', 'EUR'] };
	const money = (amount: string, unit: string) => [{ amount, unit }];
	expect(spreads(question, [money('0.1', 'USD'), money('0.2', 'USD'), money('5', 'EUR'), []])).toEqual([
		{ unit: 'EUR', reports: 1, sum: '5', least: '5', lower: '5', median: '5', upper: '5', most: '5' },
		{ unit: 'USD', reports: 2, sum: '0.3', least: '0.1', lower: '0.125', median: '0.15', upper: '0.175', most: '0.2' }
	]);
});

test('verdicts are counted', () =>
	expect(tallyOf([compared('q3-1', true, true), compared('q3-1', true, false), compared('q3-1', true, undefined)])).toEqual({
		same: 1,
		other: 1,
		oneOnly: 1,
		neither: 0,
		apart: 0
	}));
