// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import { allQuestions, type Answers, type Form } from '#forms/form.ts';
import { type Convention, conventionOf } from '#convention/convention.ts';
import { readSeeds } from '#convention/server/seed.ts';
import { readSeededDefinitions } from '#records/server/definitions.ts';
import type { Cycle } from './cycle.ts';
import { elsewhereTypes, ruleIds, rules, saidElsewhere } from './elsewhere.ts';
import type { Told } from './report.ts';
import { readStatements, type StatedRow, type Statement, statedIn } from './statement.ts';

let full: Form;
let forms: Map<string, Form>;
let convention: Convention;
beforeAll(async () => {
	const seeded = await readSeededDefinitions();
	forms = new Map(seeded.filter(({ earlier }) => !earlier).map(({ definition }) => [definition.form.id, definition.form]));
	full = forms.get('art21-full') as Form;
	convention = conventionOf(await readSeeds());
});
const cycle = { id: '2021-2024', start: '2021-01-01', end: '2024-12-31' } as Cycle;
const told = (type: string, answers: Answers, id = 'MC-X-GH-0001'): Told => ({ id, type, owner: 'GHA', answers, on: '2024-05-01' });
const said = (records: Told[], statements: Statement[] = []) => saidElsewhere({ cycle, elsewhere: { records, statements } });

describe('rules', () => {
	test('name questions of the report and types that there are, each once', () => {
		const questions = new Set(allQuestions(full).map(({ id }) => id));
		for (const rule of rules) {
			expect(questions, rule.id).toContain(rule.question);
			expect(forms.has(rule.type), rule.type).toBe(true);
		}
		expect(rules.map(({ id }) => id).toSorted()).toEqual([...ruleIds].toSorted());
		expect(elsewhereTypes).toContain('art12-contaminated-sites');
	});
	test('propose what a record says, with its origin and day, the first record of each', () => {
		const sites = [told('art12-contaminated-sites', { strategy: false }, 'MC-SITES-GH-0002'), told('art12-contaminated-sites', { strategy: true })];
		expect(said(sites)).toEqual([{ question: 'q12-1', answer: false, rule: 'sites', record: 'MC-SITES-GH-0002', on: '2024-05-01' }]);
		expect(said([told('art17-exchange-record', { kind: 'scientific' })]).map(({ question }) => question)).toEqual(['q17-1', 'q19-1']);
		expect(said([told('art17-exchange-record', { kind: 'legal' })]).map(({ question }) => question)).toEqual(['q17-1']);
	});
	test('say nothing of a record that is silent or confidential', () => {
		expect(said([told('art12-contaminated-sites', {}), told('art13-resources', { supportGiven: [] })])).toEqual([]);
		expect(said([told('art17-exchange-record', { kind: 'scientific', confidential: true })])).toEqual([]);
	});
	test('take the lines of the years of the cycle only', () => {
		const line = (year: number) => ({ year, countryOfOrigin: 'CHE', quantityTonnes: { amount: '1', unit: 't' } });
		const [, imports] = said([told('art3-9-notification', { imports: [line(2019), line(2022)] })]);
		expect(imports?.answer).toEqual([{ year: 2022, origin: 'CHE', quantity: { amount: '1', unit: 't' } }]);
	});
});

describe('a file of statements', () => {
	const heads = ['Party', 'question', 'Year', 'value', 'unit', 'source', 'source_name', 'address', 'retrieved', 'demonstration'];
	const row = (...cells: StatedRow['cells']): StatedRow['cells'] => cells;
	const right = row('gha', 'q11-2-a-total', '2023', '12.5', 'kg', 'BRS', 'Report to another convention', 'https://example.org/r', '2025-01-31', '');
	const read = (...rows: StatedRow['cells'][]) =>
		readStatements(
			[heads, ...rows].map((cells, at) => ({ number: at + 1, cells })),
			{ form: full, convention, today: '2026-01-01' }
		);
	const changed = (at: number, cell: StatedRow['cells'][number]) => right.map((each, place) => (place === at ? cell : each));

	test('is read as the question asks', () => {
		expect(read(right)).toEqual({
			faults: [],
			statements: [
				{
					id: 'BRS:GHA:q11-2-a-total:2023',
					party: 'GHA',
					question: 'q11-2-a-total',
					year: 2023,
					answer: { amount: '12.5', unit: 'kg' },
					source: 'BRS',
					sourceName: 'Report to another convention',
					address: 'https://example.org/r',
					retrieved: '2025-01-31',
					demo: false
				}
			]
		});
		const answer = (question: string, value: string) =>
			read(right.map((each, at) => (at === 1 ? question : at === 3 ? value : at === 4 ? '' : each)))?.statements[0]?.answer;
		expect(answer('q11-2', 'YES')).toBe(true);
		expect(answer('q11-2', 'unknown')).toBe('unknown');
		expect(answer('q3-6', 'paragraph-9')).toBe('paragraph-9');
		expect(answer('q3-5', 'exports-to-parties; exports-to-non-parties')).toEqual(['exports-to-parties', 'exports-to-non-parties']);
		expect(answer('q8-3-a-url', 'https://example.org/a')).toEqual(['https://example.org/a']);
		expect(answer('q11-1-a', '=SUM(A1) <b>')).toBe('=SUM(A1) <b>');
	});
	test('tells every fault by its row and column, and keeps what is right', () => {
		const faults = (cells: StatedRow['cells']) => read(right, cells)?.faults.map(({ row: number, column, code }) => [number, column, code]);
		expect(faults(changed(0, 'Atlantis'))).toEqual([[3, 'party', 'party']]);
		expect(faults(changed(1, 'q99'))).toEqual([[3, 'question', 'question']]);
		expect(faults(changed(1, 'q3-1-c'))).toEqual([[3, 'question', 'kind']]);
		expect(faults(changed(2, '2199'))).toEqual([[3, 'year', 'year']]);
		expect(faults(changed(3, 'much'))).toEqual([[3, 'value', 'value']]);
		expect(faults(changed(4, 'pounds'))).toEqual([[3, 'unit', 'unit']]);
		expect(faults(changed(7, 'javascript:alert(1)'))).toEqual([[3, 'address', 'address']]);
		expect(faults(changed(8, '31.1.2025'))).toEqual([[3, 'retrieved', 'day']]);
		expect(faults(changed(3, { error: '#REF!' }))).toEqual([[3, 'value', 'cell']]);
		expect(faults(right)).toEqual([[3, 'question', 'twice']]);
		expect(read(right, changed(0, ''), changed(0, 'CHE'))?.statements.map(({ party }) => party)).toEqual(['GHA', 'CHE']);
		expect(read(row('', '', '', 'x'))?.faults.map(({ column }) => column)).toEqual(
			expect.arrayContaining(['party', 'question', 'source', 'source name', 'address', 'retrieved'])
		);
	});
	test('without a line of heads is not read', () =>
		expect(readStatements([{ number: 1, cells: right }], { form: full, convention, today: '2026-01-01' })).toBeUndefined());
});

test('of several statements the newest of the period is offered', () => {
	const statement = (year: number | null, retrieved: string) =>
		({ id: `${year} ${retrieved}`, question: 'q11-2', year, retrieved, answer: true }) as Statement;
	const years = [2021, 2022, 2023, 2024];
	expect(
		statedIn([statement(2025, '2026-01-01'), statement(2022, '2024-01-01'), statement(2023, '2024-01-01'), statement(null, '2025-01-01')], years)
	).toMatchObject([{ year: 2023 }]);
	expect(statedIn([statement(2023, '2024-01-01'), statement(2023, '2025-01-01')], years)).toMatchObject([{ retrieved: '2025-01-01' }]);
	expect(saidElsewhere({ cycle, elsewhere: { records: [], statements: [statement(2023, '2024-01-01')] } })).toMatchObject([
		{ rule: 'stated', on: '2024-01-01' }
	]);
	expect(saidElsewhere({ cycle })).toEqual([]);
});
