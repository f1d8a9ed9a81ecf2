// SPDX-License-Identifier: Apache-2.0
// What dashboards count: trade pair by pair, amounts of each Party, the wholes of a choice, projects and their money.
import { describe, expect, test } from 'vitest';
import type { Answers, Question } from '#forms/form.ts';
import { dashboardAsked, dashboardQuery } from './dashboard.ts';
import { amountsByParty, flowsOf, tradeTable, type TradeTable } from './flows.ts';
import { added, groupsBy, portfolioOf, type Project } from './portfolio.ts';
import { amongReports, type Report, type Reports, statisticIn } from './reports.ts';

const trade: Question = {
	id: 'trade',
	kind: 'table',
	columns: [
		{ id: 'year', kind: 'year' },
		{ id: 'to', kind: 'country' },
		{ id: 'quantity', kind: 'quantity', units: ['t', 'kg'] }
	]
};
const t = (amount: string, unit = 't') => ({ amount, unit });
const report = (party: string, answers: Answers, region: Report['region'] = 'africa'): Report => ({
	record: `R-${party}`,
	party,
	region,
	demo: false,
	asked: new Set(['trade', 'q']),
	answers
});

describe('trade', () => {
	const table = tradeTable(trade) as TradeTable;

	test('is found in a table that names a country and an amount, and nowhere else', () => {
		expect(table.country.id).toBe('to');
		expect(tradeTable({ ...trade, kind: 'matrix' })).toBeUndefined();
		expect(tradeTable({ ...trade, columns: trade.columns?.filter(({ kind }) => kind !== 'country') })).toBeUndefined();
		expect(tradeTable({ ...trade, columns: trade.columns?.map((column) => ({ ...column, private: column.kind === 'country' })) })).toBeUndefined();
	});

	test('is added up exactly, whatever its unit; strange lines have no place', () => {
		const flows = flowsOf(trade, table, [
			report('GHA', {
				trade: [
					{ to: 'CHE', quantity: t('0.1') },
					{ to: 'CHE', quantity: t('200', 'kg') },
					{ to: 'PER', quantity: t('x') },
					{ quantity: t('1') },
					null,
					'x'
				]
			}),
			report('PER', { trade: 'strange' }),
			report('CHE', {})
		]);
		expect(flows).toEqual([{ party: 'GHA', country: 'CHE', unit: 't', amount: '0.3' }]);
	});

	test('what a Party says in all comes the most first', () => {
		const amounts = amountsByParty(trade, [
			report('GHA', { trade: [{ quantity: t('1') }, { quantity: t('500', 'kg') }] }),
			report('PER', { trade: [{ quantity: t('20') }] })
		]);
		expect(amounts.map(({ party, amount }) => [party, amount])).toEqual([
			['PER', '20'],
			['GHA', '1.5']
		]);
	});
});

test('a choice narrows whom a share is of, and a Party that is not bound is no whole', () => {
	const question: Question = { id: 'q', kind: 'yes-no' };
	const all = {
		cycle: { id: 'c' },
		form: {},
		questions: [question],
		bound: [
			{ party: 'GHA', region: 'africa' },
			{ party: 'KEN', region: 'africa' },
			{ party: 'PER', region: 'grulac' }
		],
		boundInAll: 140,
		reports: [report('GHA', { q: true }), report('PER', { q: false }, 'grulac')]
	} as unknown as Reports;
	expect(amongReports(all, { region: null, party: null })).toBe(all);
	expect(statisticIn(all, question).statistic.denominators).toEqual({ bound: 140, reports: 2, asked: 2, answered: 2 });
	const africa = statisticIn(amongReports(all, { region: 'africa', party: null }), question).statistic;
	expect(africa.denominators).toEqual({ bound: 2, reports: 1, asked: 1, answered: 1 });
	expect(statisticIn(amongReports(all, { region: 'weog', party: 'GHA' }), question).statistic.denominators.bound).toBe(0);
});

test('an address is always the same for the same choice, and what is strange is not said', () => {
	const again = (query: string) => dashboardQuery(dashboardAsked(new URLSearchParams(query)));
	expect(again('?chart=answers&region=africa&cycle=2021-2024')).toBe('?cycle=2021-2024&region=africa&chart=answers');
	expect(again('?party=gha&agency=World Bank&period=GEF-6')).toBe('?party=GHA&agency=World+Bank&period=GEF-6');
	expect(again(`?region=mars&party=<b>&cycle=${'9'.repeat(200)}&question=<script>`)).toBe('');
	expect(again('?area==1&status= x')).toBe('');
});

describe('projects', () => {
	const usd = (amount: string) => [{ source: 'GEF Trust Fund', amount: { amount, unit: 'USD' } }];
	const project = (record: string, answers: Answers): Project => ({ record, title: { en: 'Mercury' }, demo: false, answers });
	const regionOf = (party: string) => (party === 'GHA' ? ('africa' as const) : ('grulac' as const));

	test('a programme gives way to its parts; money of several is not divided', () => {
		const all = [
			project('P', { programme: true, parties: ['GHA', 'PER'], funding: usd('100') }),
			project('A', { parent: 'P', parties: ['GHA'], funding: usd('0.1') }),
			project('B', { parent: 'P', parties: ['GHA', 'PER', 'GHA'], funding: usd('0.2') }),
			project('C', {
				parties: [],
				funding: [...usd('1'), { source: '', amount: { amount: 'x', unit: 'USD' } }, { source: 'EU', amount: { amount: '5', unit: 'EUR' } }]
			}),
			project('D', { parties: ['GHA'], funding: [{ source: 'Someone', amount: { amount: '7', unit: 'USD' } }] })
		];
		const found = portfolioOf(all, 'gef', {}, regionOf);
		expect([found.projects.map(({ record }) => record), found.leftOut.map(({ record }) => record)]).toEqual([['A', 'B', 'C'], ['P']]);
		expect(added(found.projects, 'funding')).toEqual({ EUR: '5', USD: '1.3' });
		const groups = groupsBy('party', found.projects, regionOf);
		expect(groups.map(({ value, several, projects, grants }) => [value, several, projects, grants])).toEqual([
			['GHA', false, 2, { USD: '0.1' }],
			['PER', false, 1, {}],
			[null, false, 1, { EUR: '5', USD: '1' }],
			[null, true, 0, { USD: '0.2' }]
		]);
		expect(groupsBy('region', found.projects, regionOf).find(({ value }) => value === 'africa')?.projects).toBe(2);
	});

	test('a programme stands for itself where none of its parts is chosen', () => {
		const all = [project('P', { parties: ['PER'], funding: usd('100') }), project('A', { parent: 'P', parties: ['GHA'], funding: usd('1') })];
		expect(portfolioOf(all, 'gef', { party: 'PER' }, regionOf).projects.map(({ record }) => record)).toEqual(['P']);
		expect(portfolioOf([], 'sip', {}, regionOf)).toEqual({ projects: [], leftOut: [], multiFocal: 0 });
	});
});
