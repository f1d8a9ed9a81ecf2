// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { changeOf, floored, nothing, type UsageRow } from './usage-figures.ts';
import { ownPeriod, periodAround, periodAsked, periodQuery, stepsIn } from './usage-period.ts';
import { exportRows } from './usage-table.ts';

const row = (value: string, views: number, more: Partial<UsageRow['now']> = {}): UsageRow => ({
	value,
	now: { ...nothing, visitors: views, views, ...more },
	before: nothing
});

describe('the floor', () => {
	test('hides what stands for too few, and what it could be reckoned from', () => {
		const rows = floored([row('en', 90), row('fr', 20), row('ar', 3)]);
		// Were only 3 hidden, the whole less 90 and 20 would tell it.
		expect(rows.map(({ value, now }) => [value, now.views])).toEqual([
			['en', 90],
			[null, 25]
		]);
	});
	test('small ones that are enough together stand together', () => {
		expect(floored([row('en', 90), row('a', 3), row('b', 4)]).map(({ value, now, together }) => [value, now.views, together])).toEqual([
			['en', 90, 1],
			[null, 5, 2]
		]);
	});
	test('two times that differ by a day do not tell what happened on it, nor does a whole less its rows', () => {
		const shown = (...views: number[]) => floored(views.map((each, at) => row(String(at), each))).map(({ now }) => now.views);
		for (let week = 10; week < 60; week += 1)
			for (let day = 1; day < 5; day += 1) expect((shown(week + day, 90)[0] as number) - (shown(week, 90)[0] as number)).not.toBe(day);
		expect(shown(41, 88)).toEqual([40, 90]);
	});
	test('what is hidden of a row that is shown by another figure is not left over by those that stand together', () => {
		const rows = floored([row('a', 3, { visitors: 9 }), row('b', 20, { visitors: 2 }), row('c', 90, { visitors: 40 })]);
		const left = 113 - rows.reduce((sum, { now }) => sum + (now.views ?? 0), 0);
		expect(left).not.toBe(3);
		const mixed = floored([
			row('a', 3, { visitors: 9 }),
			row('b', 6, { visitors: 3 }),
			row('c', 90, { visitors: 40 }),
			row('d', 50, { visitors: 3 })
		]);
		expect(mixed.find(({ value }) => value === null)?.now.views ?? null).toBeNull();
	});
	test('few views of few people are not told by anything', () => {
		expect(floored([row('only', 4)])).toEqual([]);
		expect(floored([])).toEqual([]);
		expect(floored([row('en', 40, { visitors: 2 }), row('fr', 30, { visitors: 9 })]).map(({ now }) => [now.views, now.visitors])).toEqual([
			[40, null],
			[30, null]
		]);
	});
	test('no shown figure is below it, and no whole gives a small one away, whatever the figures are', () => {
		let seed = 7;
		const chance = (most: number) => (seed = (seed * 48_271) % 2_147_483_647) % most;
		for (let time = 0; time < 500; time += 1) {
			const rows = Array.from({ length: 1 + chance(8) }, (_, at) => row(String(at), chance(3) ? chance(12) : chance(100)));
			const shown = floored(rows);
			for (const { now } of shown) expect(now.views === null || (now.views >= 5 && now.views % 5 === 0)).toBe(true);
			const told = new Set(shown.flatMap(({ value, now }) => (value !== null && now.views !== null ? [value] : [])));
			const hidden = rows.filter(({ value }) => !told.has(value)).reduce((sum, { now }) => sum + now.views, 0);
			// What is left over is nothing, or of several, or the whole of what there is.
			if (hidden > 0 && hidden < 5) expect(told.size).toBe(0);
		}
	});
});

test('a change needs something to compare with', () => {
	expect(changeOf(150, 100)).toBe(0.5);
	expect(changeOf(150, 0)).toBeNull();
	expect(changeOf(150, 100, false)).toBeNull();
	expect(changeOf(null, 100)).toBeNull();
});

describe('a period', () => {
	const last = '2026-11-24';
	test.each([
		['day', '2026-03-01', ['2026-03-01', '2026-03-01', '2026-02-28', '2026-02-28']],
		['week', '2026-11-15', ['2026-11-09', '2026-11-15', '2026-11-02', '2026-11-08']],
		['month', '2026-03-31', ['2026-03-01', '2026-03-31', '2026-02-01', '2026-02-28']],
		['month', '2026-11-30', ['2026-11-01', '2026-11-24', '2026-10-01', '2026-10-24']],
		['quarter', '2026-05-05', ['2026-04-01', '2026-06-30', '2026-01-01', '2026-03-31']],
		['year', '2026-05-05', ['2026-01-01', '2026-11-24', '2025-01-01', '2025-11-24']]
	] as const)('%s of %s', (kind, on, days) => {
		const { from, to, before } = periodAround(kind, on, last);
		expect([from, to, before.from, before.to]).toEqual(days);
	});
	test('a period of one’s own is compared with as many days before it', () => {
		expect(ownPeriod({ from: '2026-11-11', to: '2026-12-31' }, last)).toMatchObject({
			from: '2026-11-11',
			to: last,
			before: { from: '2026-10-28', to: '2026-11-10' }
		});
	});
	test('goes into an address and back; what cannot be is as if not said', () => {
		for (const query of ['period=week&on=2026-11-02', 'period=own&from=2026-01-05&to=2026-02-01']) {
			const period = periodAsked(new URLSearchParams(query), last);
			expect(periodAsked(new URLSearchParams(periodQuery(period)), last)).toEqual(period);
		}
		for (const query of ['', 'period=x', 'on=2026-02-31', 'period=own', 'from=2026-05-05&to=2026-01-01', 'period=own&from=2030-01-01&to=2030-01-02'])
			expect(periodAsked(new URLSearchParams(query), last)).toMatchObject({ kind: 'month', from: '2026-11-01', to: last });
	});
	test('is drawn in steps that hold every day once', () => {
		for (const [from, to, step] of [
			['2026-11-01', '2026-11-24', 'day'],
			['2026-10-03', '2026-12-31', 'week'],
			['2025-11-24', '2026-11-24', 'month'],
			['2001-01-01', '2026-11-24', 'year']
		] as const) {
			const { step: found, parts } = stepsIn({ from, to });
			expect(found).toBe(step);
			expect([parts[0]?.from, parts.at(-1)?.to]).toEqual([from, to]);
			expect(parts.length).toBeLessThanOrEqual(32);
		}
	});
});

test('an export holds nothing that the page does not show', () => {
	const period = periodAround('day', '2026-11-24', '2026-11-24');
	const totals = { now: nothing, before: nothing };
	const rows = exportRows(
		{
			period,
			since: '2026-11-01',
			comparable: true,
			fromLog: false,
			totals: { people: totals, robots: totals, programs: totals },
			days: [],
			by: { language: [row('en', 90), row('ar', 3), row('fr', 4)], robot: [row('examplebot', 0, { replies: 2 })] }
		},
		['language', 'robot']
	);
	expect(rows.slice(3).map(({ value, views, replies }) => [value, views, replies])).toEqual([
		['en', 90, null],
		[null, 5, null],
		['examplebot', null, 2]
	]);
});
