// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { conventionOf } from '#convention/convention.ts';
import type { Fact } from '#convention/fact.ts';
import type { Answers, Form } from '#forms/form.ts';
import { isRefusal } from '#people/refusal.ts';
import { amendmentRows } from './amendments.ts';
import { extensionsFrom, registerRows, type RegisterEntry, type Seen } from './register.ts';
import { answerOf, askedFrom, endOf, ownersAsked, standsAs } from './register-asked.ts';

const fact = (kind: Fact['kind'], id: string, position: number, value: object): Fact =>
	({ kind, id, position, status: 'sourced', source: 'test', value }) as unknown as Fact;
const state = (id: string, region: string, more: object = {}) =>
	fact('state', id, 0, {
		name: { en: id, ar: id },
		region,
		party: true,
		entryIntoForce: '2017-08-16',
		declaration30_5: { declared: false, day: null },
		nonAcceptances: [],
		amendmentInstruments: [],
		...more
	});
const convention = conventionOf([
	state('GHA', 'africa'),
	state('CHE', 'weog', { declaration30_5: null }),
	fact('annex-a', 'lamps', 0, { title: { en: 'Lamps' }, phaseOutYear: 2020 }),
	fact('amendment', 'original', 0, {
		name: { en: 'Original' },
		adopted: '2013-10-10',
		communicated: null,
		notice: null,
		inForceGenerally: '2017-08-16'
	}),
	fact('amendment', 'cop-4', 1, {
		name: { en: 'COP-4' },
		adopted: '2022-03-25',
		communicated: '2022-09-28',
		notice: 'C.N.313.2022',
		inForceGenerally: '2023-09-28'
	})
]);
const form = {
	id: 'exemption',
	version: '1',
	words: { 'outcome.granted': { en: 'Granted' }, 'form.short': { en: 'Exemption' } },
	sections: [
		{
			id: 's',
			questions: [
				{ id: 'party', kind: 'party', given: 'owner' },
				{ id: 'entry', kind: 'concept', scheme: 'annex-a' },
				{ id: 'durationYears', kind: 'integer' },
				{ id: 'explanation', kind: 'attachment', many: true }
			]
		}
	],
	rules: [],
	checklist: []
} as unknown as Form;
const entry = (id: string, answers: Answers, more: Partial<RegisterEntry> = {}): RegisterEntry => ({
	recordId: id,
	revision: 1,
	type: 'exemption',
	ownerKind: 'party',
	owner: 'GHA',
	state: 'published',
	title: { en: 'Lamps' },
	summary: null,
	answers,
	languages: ['en'],
	parties: ['GHA'],
	areas: [],
	articles: [],
	concepts: [],
	region: 'africa',
	year: 2020,
	demo: false,
	firstPublishedAt: new Date('2020-05-01T10:00:00Z'),
	publishedAt: new Date('2020-05-01T10:00:00Z'),
	changedAt: new Date('2020-05-01T10:00:00Z'),
	reason: null,
	supersededBy: null,
	...more
});
const seen = (day: string, requests: RegisterEntry[] = []): Seen => ({ convention, day, extensions: extensionsFrom(requests) });
const row = (columns: string[], each: RegisterEntry, at: Seen) => registerRows(columns, [each], () => form, at)[0];

describe('an exemption', () => {
	const lamps = entry('MC-EXEMPTION-GH-0001', { entry: 'lamps' });
	const request = (outcome: string, years = 3, at = '2024-01-01') =>
		entry(
			'MC-EXTENSION-GH-0001',
			{ exemption: lamps.recordId, requestedYears: years },
			{ register: { outcome }, firstPublishedAt: new Date(`${at}T00:00:00Z`) }
		);

	it.each([
		['five years after the phase-out date', {}, [], '2025-12-31'],
		['earlier as registered', { durationYears: 2 }, [], '2022-12-31'],
		['extended as granted', {}, [request('granted')], '2028-12-31'],
		['not extended by a request that was refused', {}, [request('refused')], '2025-12-31'],
		['never beyond ten years', {}, [request('granted', 9)], '2030-12-31']
	])('runs out %s', (_, more, requests, day) => {
		expect(row(['expiry'], { ...lamps, answers: { entry: 'lamps', ...more } }, seen('2021-01-01', requests as RegisterEntry[]))?.cells).toMatchObject(
			[{ is: 'day', day, past: false }]
		);
	});

	it('is in force to its last day and expired on the next, as the day of the register says', () => {
		expect(row(['expiry'], lamps, seen('2025-12-31'))).toMatchObject({ standing: 'in-force', cells: [{ past: false }] });
		expect(row(['expiry'], lamps, seen('2026-01-01'))).toMatchObject({ standing: 'expired', cells: [{ past: true }] });
		expect(row(['expiry', 'extension'], lamps, seen('2026-01-01', [request('granted')]))).toMatchObject({
			standing: 'in-force',
			cells: [
				{ day: '2028-12-31', extendedBy: 'MC-EXTENSION-GH-0001' },
				{ day: '2028-12-31', past: false }
			]
		});
	});

	it('that was taken back holds until the day that the notice names, and says why it ends', () => {
		const back = { ...lamps, answers: { entry: 'lamps', withdrawnFrom: '2023-03-01' } };
		expect(row(['expiry'], back, seen('2023-02-28'))).toMatchObject({
			standing: 'in-force',
			cells: [{ day: '2023-03-01', past: false, withdrawal: true }]
		});
		expect(row(['expiry'], back, seen('2023-03-01'))).toMatchObject({ standing: 'expired', cells: [{ past: true }] });
		// It had ended before.
		const late = { ...lamps, answers: { entry: 'lamps', withdrawnFrom: '2027-01-01' } };
		const [cell] = row(['expiry'], late, seen('2026-01-01'))?.cells ?? [];
		expect([cell, cell && 'withdrawal' in cell]).toMatchObject([{ day: '2025-12-31', past: true }, false]);
	});

	it('that was registered more than five years after the date ends ten years after it', () => {
		const late = { ...lamps, answers: { entry: 'lamps', durationYears: 1, signature: { date: '2026-02-01' } } };
		expect(row(['expiry'], late, seen('2026-03-01'))).toMatchObject({ standing: 'in-force', cells: [{ day: '2030-12-31' }] });
		// Brought in late, but told in time.
		const old = { ...late, answers: { ...late.answers, signature: { date: '2019-02-01' } }, firstPublishedAt: new Date('2026-02-02T00:00:00Z') };
		expect(row(['expiry'], old, seen('2026-03-01'))).toMatchObject({ standing: 'expired', cells: [{ day: '2021-12-31' }] });
	});

	it('granted in part says that the decision knows until when, and guesses nothing', () => {
		expect(row(['expiry'], lamps, seen('2026-01-01', [request('granted-in-part')]))).toMatchObject({
			standing: 'unknown',
			cells: [{ day: '2025-12-31', partly: true }]
		});
	});

	it('is extended once: the first grant counts, and one that was withdrawn does not', () => {
		const first = { ...request('granted', 2, '2023-01-01'), recordId: 'MC-EXTENSION-GH-0002' };
		expect(extensionsFrom([request('granted', 3), first]).get(lamps.recordId)).toEqual({ record: 'MC-EXTENSION-GH-0002', years: 2 });
		expect(extensionsFrom([{ ...first, state: 'withdrawn' }]).size).toBe(0);
	});
});

describe('what holds between two days that were said', () => {
	const columns = ['validFrom', 'validTo'];
	const days = (answers: Answers, day: string, more: string[] = columns) => row(more, entry('MC-CONSENT-GH-0001', answers), seen(day));

	it.each([
		['2021-12-31', 'not-in-force'],
		['2022-01-01', 'in-force'],
		['2023-06-30', 'in-force'],
		['2023-07-01', 'expired']
	])('stands on %s as %s', (day, standing) => {
		expect(days({ validFrom: '2022-01-01', validTo: '2023-06-30' }, day)?.standing).toBe(standing);
		expect(days({ start: '2022-01-01', end: '2023-06-30' }, day, ['since', 'end'])?.standing).toBe(standing);
	});

	it('holds until it is withdrawn where no last day was said, and says which last day has passed', () => {
		expect(days({ validFrom: '2022-01-01' }, '2026-01-01')).toMatchObject({ standing: 'in-force', cells: [{}, { is: 'nothing' }] });
		expect(days({ validTo: '2023-06-30' }, '2026-01-01')?.cells[1]).toEqual({ is: 'day', day: '2023-06-30', past: true });
	});
});

describe('a row', () => {
	it('says its outcome, its type, and the files that no column holds', () => {
		const file = { file: 'a'.repeat(64), name: 'why.pdf', language: 'en', mediaType: 'application/pdf', size: 1 };
		const made = row(
			['outcome', 'declaration', 'since'],
			entry('MC-X-GH-0001', { explanation: [file] }, { register: { outcome: 'granted' } }),
			seen('2021-01-01')
		);
		expect(made?.cells).toEqual([{ is: 'options', options: [{ en: 'Granted' }] }, { is: 'words', words: { en: 'Exemption' } }, { is: 'nothing' }]);
		expect(made?.files).toEqual([{ file: file.file, name: 'why.pdf', language: 'en' }]);
		expect(row(['document'], entry('MC-X-GH-0001', { explanation: [file] }), seen('2021-01-01'))?.files).toEqual([]);
	});

	it('of what was withdrawn afterwards computes no day from answers that are gone', () => {
		const gone = entry('MC-EXEMPTION-GH-0001', {}, { withdrawnSince: '2022-01-01' });
		expect(row(['party', 'expiry', 'reviewDue'], gone, seen('2021-01-01'))).toMatchObject({
			standing: 'published',
			cells: [{ is: 'owner', id: 'GHA' }, { is: 'nothing' }, { is: 'nothing' }]
		});
	});
});

describe('a question', () => {
	it('takes a day that exists and is not to come, and reads the rest of an address with patience', () => {
		const asked = askedFrom(new URLSearchParams('on=2021-02-28&party=gha&standing=nonsense&sort=-expiry&page=x'), '2026-11-24');
		expect(asked).toEqual({ on: '2021-02-28', party: 'GHA', region: null, standing: null, sort: { column: 'expiry', descending: true }, page: 1 });
		for (const on of ['2021-02-30', '0000-01-01', 'yesterday', '\u202e2021', '2021-1-1', "'; drop table x"])
			expect(askedFrom(new URLSearchParams({ on }), '2026-11-24'), on).toMatchObject({ refusal: 'not-a-day' });
		expect(askedFrom(new URLSearchParams('on=2026-11-25'), '2026-11-24')).toMatchObject({ refusal: 'day-to-come', values: { day: '2026-11-25' } });
		expect(isRefusal(askedFrom(new URLSearchParams('on=2026-11-24'), '2026-11-24'))).toBe(false);
		expect(askedFrom(new URLSearchParams('party=%00gha&region=%00'), '2026-11-24')).toMatchObject({ party: 'GHA', region: null });
	});

	it('means the end of the day', () => {
		expect(endOf('2026-02-28').toISOString()).toBe('2026-03-01T00:00:00.000Z');
		expect(endOf('1000-01-01').toISOString()).toBe('1900-01-02T00:00:00.000Z');
	});

	it('for a Party outside the region asked for is a question for nobody', () => {
		expect(ownersAsked({ party: 'GHA', region: null }, convention)).toEqual(['GHA']);
		expect(ownersAsked({ party: null, region: 'africa' }, convention)).toEqual(['GHA']);
		expect(ownersAsked({ party: 'GHA', region: 'weog' }, convention)).toEqual([]);
		expect(ownersAsked({ party: null, region: null }, convention)).toBeNull();
	});

	it('for what is current leaves out what was taken back or replaced', () => {
		expect((['in-force', 'expired', 'published', 'withdrawn', 'superseded'] as const).map((standing) => standsAs(standing, 'current'))).toEqual([
			true,
			true,
			true,
			false,
			false
		]);
	});

	it('orders by any column both ways, with what is empty last, and counts before it narrows', () => {
		const rows = registerRows(
			['expiry'],
			[
				entry('A', { entry: 'lamps' }, { owner: 'GHA' }),
				entry('B', { entry: 'lamps', durationYears: 1 }, { owner: 'CHE' }),
				entry('C', {}, { owner: 'CHE', state: 'withdrawn' })
			],
			() => form,
			seen('2023-01-01')
		);
		const naming = { language: 'en' as const, columns: [{ id: 'expiry' }], nameOf: ({ id }: { id: string }) => ({ en: id }) };
		const ids = (sort: { column: string; descending: boolean } | null) => answerOf(rows, { standing: null, sort }, naming).rows.map(({ id }) => id);
		expect(ids(null)).toEqual(['B', 'C', 'A']);
		expect(ids({ column: 'expiry', descending: false })).toEqual(['B', 'A', 'C']);
		expect(ids({ column: 'expiry', descending: true })).toEqual(['A', 'B', 'C']);
		expect(ids({ column: 'record', descending: true })).toEqual(['C', 'B', 'A']);
		expect(ids({ column: 'nonsense', descending: true })).toEqual(['B', 'C', 'A']);
		const narrowed = answerOf(rows, { standing: 'in-force', sort: null }, naming);
		expect([narrowed.counts, narrowed.rows.map(({ id }) => id)]).toEqual([{ 'in-force': 1, expired: 1, withdrawn: 1 }, ['A']]);
	});
});

describe('amendments in force', () => {
	const on = (day: string) => amendmentRows(convention, day).map(({ id, standing }) => `${id} ${standing}`);
	it('are those of the day: nothing before the Convention, no amendment before its adoption', () => {
		expect(on('2016-01-01')).toEqual([]);
		expect(on('2018-01-01')).toEqual(['CHE original in-force', 'GHA original in-force']);
		expect(on('2023-09-27')).toContain('GHA cop-4 not-in-force');
		expect(on('2023-09-28')).toEqual(expect.arrayContaining(['GHA cop-4 in-force', 'CHE cop-4 unknown']));
	});
	it('say since when, why, and by which notification', () => {
		const made = amendmentRows(convention, '2024-01-01').find(({ id }) => id === 'GHA cop-4');
		expect(made?.cells.slice(2)).toEqual([
			{ is: 'yes-no', yes: true },
			{ is: 'day', day: '2023-09-28' },
			{ is: 'message', id: 'party.because.general-rule' },
			{ is: 'day', day: '2023-09-28' },
			{ is: 'text', text: 'C.N.313.2022' }
		]);
	});
});
