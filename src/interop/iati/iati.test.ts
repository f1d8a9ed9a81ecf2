// SPDX-License-Identifier: Apache-2.0
// Real projects of the GEF leave as IATI that keeps the order, occurrences, attributes and codes of the standard, as a checker made from its tables finds,
// and come back through our own reader as what they were.
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Convention, conventionOf } from '#convention/convention.ts';
import type { Entry } from '#catalogue/entry.ts';
import type { StateValue } from '#convention/fact.ts';
import { readSeeds } from '#convention/server/seed.ts';
import type { Answers } from '#forms/form.ts';
import { answersOf } from '#projects/answers.ts';
import type { Found } from '#projects/found.ts';
import { harvestTables } from '../harvest/server/tables.ts';
import type { HarvestTables } from '../harvest/tables.ts';
import { readSource } from '../harvest/server/read-source.ts';
import { checkedIati } from '../../../test/ground/check-iati.ts';
import { activityId, activityOf, type Around, type LeftOut, sharesOf } from './activity.ts';

const origin = 'https://exchange.test';
let tables: HarvestTables;
let convention: Convention;
let around: Around;
beforeAll(async () => {
	const facts = await readSeeds();
	convention = conventionOf(facts);
	tables = await harvestTables(facts.filter(({ kind }) => kind === 'state').map(({ id, value }) => ({ id, ...(value as StateValue) })));
	const said = { en: 'Said <here> & there', ar: 'قيل هنا' };
	const notes = { startInferred: said, commitment: said, others: { en: 'Others' }, undescribed: said, inferred: said };
	around = { origin, convention, platform: { en: 'The platform' }, notes, children: new Map(), today: '2026-11-28' };
});

const entryOf = (id: string, answers: Answers): Entry => ({
	recordId: id,
	revision: 1,
	type: 'project',
	ownerKind: 'secretariat',
	owner: 'secretariat',
	state: 'published',
	title: answers.title as never,
	summary: null,
	answers,
	languages: ['en'],
	parties: [],
	areas: ['finance-capacity', 'asgm'],
	articles: [],
	concepts: [],
	region: null,
	year: 2026,
	demo: false,
	firstPublishedAt: new Date('2026-01-01'),
	publishedAt: new Date('2026-01-01'),
	changedAt: new Date('2026-01-01'),
	reason: null,
	supersededBy: null
});

async function found(kind: 'gef' | 'iati', bytes: Uint8Array): Promise<Found[]> {
	const all: Found[] = [];
	for await (const told of readSource({ kind }, bytes, tables)) if ('found' in told) all.push(told.found);
	return all;
}
const fileOf = (activities: string[]) =>
	`<?xml version="1.0" encoding="utf-8"?>\n<iati-activities version="2.03">${activities.join('')}</iati-activities>`;
const made = (entry: Entry, more: Partial<Around> = {}) => {
	const one = activityOf(entry, { ...around, ...more });
	if ('leftOut' in one) throw new Error(one.leftOut);
	return one.activity;
};
const project = (more: Answers = {}): Answers => ({
	title: { en: 'Mercury & gold', fr: 'Mercure et or', ar: 'الزئبق والذهب' },
	identifiers: [{ scheme: 'gef', id: '9697' }],
	parties: ['PER', 'BOL', 'COL'],
	scope: 'regional',
	agencies: ['United Nations Development Programme'],
	status: 'completed',
	start: '2019-02-01',
	end: '2023-12-31',
	funding: [{ source: 'GEF Trust Fund', amount: { amount: '1500000.5', unit: 'USD' } }],
	cofinancing: [{ amount: { amount: '700000', unit: 'EUR' } }],
	...more
});

describe('the whole export of the GEF', () => {
	test('each project that has what is asked for is an activity by the rules, and comes back as it was', async () => {
		const projects = (await found('gef', await readFile('test/files/gef-export-2020-03-08.csv'))).filter((_, at) => at % 5 === 0);
		const states = new Map(convention.states.map(({ id, name }) => [id, name]));
		const left: Partial<Record<LeftOut, number>> = {};
		const activities: string[] = [];
		const kept = new Map<string, Found>();
		for (const [at, one] of projects.entries()) {
			const id = `MC-PROJECT-SEC-${String(at).padStart(4, '0')}`;
			const outcome = activityOf(entryOf(id, answersOf(one, { states, parent: null }) as Answers), around);
			if ('leftOut' in outcome) left[outcome.leftOut] = (left[outcome.leftOut] ?? 0) + 1;
			else {
				activities.push(outcome.activity);
				kept.set(activityId(origin, id), one);
			}
		}
		expect(kept.size).toBeGreaterThan(700);
		// The pilot phase and what names no period have no day; a few rows name no state.
		expect(Object.keys(left).toSorted()).toEqual(['no-day', 'no-state']);
		const file = fileOf(activities);
		expect(await checkedIati(file)).toEqual([]);
		const back = await found('iati', Buffer.from(file));
		expect(back).toHaveLength(kept.size);
		for (const one of back) {
			const before = kept.get(one.identifier.id) as Found;
			const places = before.parties.filter((id) => convention.state(id)?.kind === 'state');
			expect(one.parties.toSorted(), one.identifier.id).toEqual(places.toSorted());
			expect(one.title, one.identifier.id).toEqual({ en: before.title.en?.replace(/\s+/g, ' ').trim() });
			expect(one.others).toContainEqual(before.identifier);
			const sums = (each: Found) =>
				each.fundings.filter(({ amount }) => amount !== '0').map(({ amount, currency, kind }) => [kind, amount, currency]);
			expect(sums(one), one.identifier.id).toEqual(sums(before));
		}
	}, 60_000);
});

describe('an activity', () => {
	test('has what is known, in its languages, with shares of exactly a hundred', async () => {
		const activity = made(entryOf('MC-PROJECT-SEC-0001', project()));
		expect(await checkedIati(fileOf([activity]))).toEqual([]);
		expect(activity).toContain('<narrative xml:lang="ar">الزئبق والذهب</narrative>');
		expect([...activity.matchAll(/recipient-country code="(\w+)" percentage="([\d.]+)"/g)].map(([, code, share]) => [code, share])).toEqual([
			['PE', '33.34'],
			['BO', '33.33'],
			['CO', '33.33']
		]);
		expect(activity).toContain('<activity-date type="2" iso-date="2019-02-01"/><activity-date type="4" iso-date="2023-12-31"/>');
		expect(activity).not.toContain('default-currency');
		const [back] = await found('iati', Buffer.from(fileOf([activity])));
		expect(back).toMatchObject({
			start: '2019-02-01',
			end: '2023-12-31',
			state: 'completed',
			fundings: [
				{ source: 'GEF Trust Fund', amount: '1500000.5', currency: 'USD', kind: 'grant' },
				{ amount: '700000', currency: 'EUR', kind: 'cofinancing' }
			]
		});
		expect(back?.tags).toEqual(expect.arrayContaining(['tag-99:minamata', 'tag-3:12.4', 'marker-99:minamata']));
	});

	test('of a programme names its parts and leaves the money to them', async () => {
		const children = new Map([['MC-PROJECT-SEC-0001', ['MC-PROJECT-SEC-0002']]]);
		const programme = made(entryOf('MC-PROJECT-SEC-0001', project({ programme: true })), { children });
		const part = made(entryOf('MC-PROJECT-SEC-0002', project({ parent: 'MC-PROJECT-SEC-0001' })), { children });
		expect(await checkedIati(fileOf([programme, part]))).toEqual([]);
		expect(programme).not.toContain('<transaction>');
		expect(programme).toContain('<related-activity ref="exchange.test-MC-PROJECT-SEC-0002" type="2"/>');
		expect(part).toContain('<related-activity ref="exchange.test-MC-PROJECT-SEC-0001" type="1"/>');
	});

	test('is not made of what lacks a day, a participant or a state', () => {
		const without = (more: Answers) => activityOf(entryOf('MC-PROJECT-SEC-0001', project(more)), around);
		expect(without({ start: null, end: null })).toEqual({ leftOut: 'no-day' });
		expect(without({ status: null })).toEqual({ leftOut: 'no-state' });
		expect(without({ agencies: [], funding: [], identifiers: [] })).toEqual({ leftOut: 'no-participant' });
	});

	test('holds markup and control characters as text', async () => {
		const activity = made(
			entryOf('MC-PROJECT-SEC-0001', project({ title: { en: '</title><b a="1">\u0001 & ]]>' }, parties: ['EU'], scope: 'global' }))
		);
		expect(await checkedIati(fileOf([activity]))).toEqual([]);
		expect(activity).toContain('recipient-region code="998"');
	});
});

test('shares', () => {
	expect(sharesOf(1)).toEqual(['100']);
	for (const count of [2, 3, 6, 7, 11, 130]) expect(sharesOf(count).reduce((sum, share) => sum + Math.round(Number(share) * 100), 0)).toBe(10_000);
});
