// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { conventionOf } from '#convention/convention.ts';
import { readSeeds } from '#convention/server/seed.ts';
import { articlesCited, byDay, type DeadlineRow, deadlinesAsked, deadlinesFor, daysAsked, placeOf, rowsFrom } from './deadlines.ts';
import type { Obligation } from './obligation.ts';

const convention = conventionOf(await readSeeds());
const today = '2026-11-24';
const asked = (query = '') => deadlinesAsked(new URLSearchParams(query));

const obligation = (more: Partial<Obligation> = {}): Obligation => ({
	id: 'emission-inventory',
	title: { en: 'Inventory' },
	article: '8(7)',
	nature: 'duty',
	due: '2027-01-01',
	next: null,
	state: 'due',
	days: 38,
	soon: true,
	records: [],
	about: null,
	types: ['art8-inventory'],
	every: null,
	demo: false,
	standing: 'sourced',
	source: 'Convention text',
	...more
});
const rows = (party: string, ...obligations: Partial<Obligation>[]): DeadlineRow[] => rowsFrom(party, obligations.map(obligation), today);

describe('the question', () => {
	it('is for two years from today unless it says otherwise', () => {
		expect(asked()).toEqual({ party: null, region: null, article: null, nature: null, period: '2-years', from: null, page: 1 });
		expect(daysAsked(asked(), today)).toEqual({ from: today, until: '2028-11-24' });
		expect(daysAsked(asked('period=6-months&from=2030-08-31'), today)).toEqual({ from: '2030-08-31', until: '2031-02-28' });
		expect(daysAsked(asked('period=overdue'), today)).toEqual({ from: null, until: '2026-11-23' });
	});
	it('takes what it understands, and the rest as if it were not said', () => {
		expect(asked('party= gha &article=8&nature=duty&page=3')).toMatchObject({ party: 'GHA', article: '8', nature: 'duty', page: 3 });
		expect(asked('period=for-ever&from=2026-02-30&article=0&nature=x&page=-1')).toEqual(asked());
	});
});

describe('rows', () => {
	it('are those that have a day', () => {
		expect(rows('GHA', { due: null, state: 'on-event' })).toEqual([]);
		expect(rows('GHA', {})).toMatchObject([{ key: 'emission-inventory.GHA', party: 'GHA', due: '2027-01-01' }]);
	});
	it('keep their name when a day is put right, and differ by what they are about', () => {
		expect(rows('GHA', { due: '2029-09-09' })[0]?.key).toBe(rows('GHA', {})[0]?.key);
		const about = [{ about: { amendment: 'cop4' } }, { about: { amendment: 'cop5' } }, { about: { record: 'MC-EXEMPTION-GH-0001' } }];
		expect(new Set(rows('GHA', ...about).map(({ key }) => key)).size).toBe(3);
	});
	it('tell the rounds to come of what repeats, and claim no record for them', () => {
		const told = rows('GHA', { due: '2025-12-31', every: 4, state: 'published', days: 328, records: [{ id: 'MC-X-GH-0001', day: '2025-11-01' }] });
		expect(told.map(({ due, state, records, key }) => [due, state, records.length, key.split('.').at(-1)])).toEqual([
			['2025-12-31', 'published', 1, '2025'],
			['2029-12-31', 'due', 0, '2029'],
			['2033-12-31', 'due', 0, '2033']
		]);
		expect(told[1]).toMatchObject({ days: 1133, soon: false });
	});
	it('stand by day, then by deadline and State, in the order of their places', () => {
		const all = [...rows('ZMB', {}, { id: 'asgm-plan' }), ...rows('GHA', {}, { due: '2026-12-01' })].toSorted(byDay);
		expect(all.map(({ due, id, party }) => `${due} ${id} ${party}`)).toEqual([
			'2026-12-01 emission-inventory GHA',
			'2027-01-01 asgm-plan ZMB',
			'2027-01-01 emission-inventory GHA',
			'2027-01-01 emission-inventory ZMB'
		]);
		const places = all.map(placeOf);
		expect(places).toEqual([...places].sort());
	});
});

describe('the answer', () => {
	const all = rows(
		'GHA',
		{ due: '2026-11-23', state: 'passed' },
		{ id: 'a', due: '2020-01-01', state: 'published' },
		{ id: 'b', due: '2020-01-01', state: 'open', nature: 'if-chosen' },
		{ id: 'c', due: '2026-11-24' },
		{ id: 'd', due: '2028-11-24', nature: 'from-then-on', article: '8(2)(c), 9(2)(c)' },
		{ id: 'e', due: '2028-11-25' }
	);
	const found = (query: string) => deadlinesFor(all, asked(query), today, convention).map(({ id }) => id);
	it('has both ends of the period', () => {
		expect(found('')).toEqual(['c', 'd']);
		expect(found('from=2020-01-01&period=6-months')).toEqual(['a', 'b']);
	});
	it('calls overdue only a duty whose day is past and of which nothing is here', () => {
		expect(found('period=overdue')).toEqual(['emission-inventory']);
		expect(found('period=overdue&from=2026-11-24')).toEqual([]);
	});
	it('is narrowed by article and nature', () => {
		expect(found('article=9')).toEqual(['d']);
		expect(found('nature=from-then-on')).toEqual(['d']);
		expect(found('nature=joining-state')).toEqual([]);
	});
});

it('a citation names articles, and an annex those that it belongs to', () => {
	expect(articlesCited('8(2)(c), 9(2)(c)', convention)).toEqual(['8', '9']);
	expect(articlesCited('6(5), 6(6), 6(9)', convention)).toEqual(['6']);
	expect(articlesCited('21', convention)).toEqual(['21']);
	expect(articlesCited('Annex A, Part II', convention)).toEqual(['4', '6']);
	expect(articlesCited('', convention)).toEqual([]);
});
