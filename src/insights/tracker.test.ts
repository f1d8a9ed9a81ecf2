// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { conventionOf } from '#convention/convention.ts';
import { readSeeds } from '#convention/server/seed.ts';
import { boundBy, type Cycle, type Standing } from '#reporting/cycle.ts';
import { byRegion, totalsOf, trackedFor, trackedIn, trackerAsked } from './tracker.ts';

const convention = conventionOf(await readSeeds());
const cycle = convention.cycle('2021-2024') as Cycle;
const past = convention.cycle('2017-2020') as Cycle;
const standing = (party: string, more: Partial<Standing> = {}) => ({
	cycle: cycle.id,
	party,
	due: '2025-12-31',
	extended: false,
	progress: 'not-begun' as const,
	submitted: null,
	showsProgress: false,
	record: null,
	...more
});
const standings = [
	standing('GHA', { progress: 'published', submitted: '2025-12-30', record: 'MC-REPORT-GH-0001' }),
	standing('KEN', { progress: 'submitted', submitted: '2026-02-01', record: 'MC-REPORT-KE-0001' }),
	standing('CHE', { progress: 'begun', record: 'MC-REPORT-CH-0001' }),
	standing('SWE', { progress: 'begun', showsProgress: true, due: '2026-12-31', extended: true }),
	standing('EU')
];
const known = (today: string, open = true) => ({
	convention,
	standings: open ? standings : [],
	open: new Set(open ? [cycle.id] : []),
	reports: [{ cycle: cycle.id, party: 'GHA', record: 'MC-REPORT-GH-0001', on: '2026-01-05', demo: true }],
	today
});

test('a stranger sees what was submitted and published, and of the rest what the Party lets be seen', () => {
	const tracked = trackedIn(cycle, known('2026-01-31'));
	const of = (party: string) => tracked.find((each) => each.party === party);
	expect(of('GHA')).toMatchObject({ state: 'published', late: false, published: '2026-01-05', record: 'MC-REPORT-GH-0001', demo: true });
	expect(of('KEN')).toMatchObject({ state: 'submitted', late: true, record: null });
	expect(of('CHE')).toMatchObject({ state: 'not-begun', late: true, record: null });
	expect(of('SWE')).toMatchObject({ state: 'begun', late: false, extended: true });
	expect(totalsOf(cycle, tracked, true)).toEqual({
		bound: 5,
		from: 'frozen',
		open: true,
		submitted: 2,
		onTime: 1,
		published: 1,
		demo: true
	});
	expect(byRegion(tracked).map(({ region, bound, submitted, late }) => [region, bound, submitted, late])).toEqual([
		['africa', 2, 2, 1],
		['weog', 2, 0, 1],
		['none', 1, 0, 1]
	]);
});

test('nobody is late before the due day', () =>
	expect(
		trackedIn(cycle, known('2025-12-31'))
			.filter(({ late }) => late)
			.map(({ party }) => party)
	).toEqual(['KEN']));

test('of a cycle that was not opened here only what is published is known', () => {
	const tracked = trackedIn(cycle, known('2030-01-01', false));
	expect(tracked.map(({ party }) => party)).toEqual(boundBy(convention, cycle));
	expect([...new Set(tracked.map(({ state }) => state))].sort()).toEqual(['not-here', 'published']);
	expect(tracked.some(({ late }) => late)).toBe(false);
	expect(totalsOf(cycle, tracked, false)).toMatchObject({ from: 'computed', submitted: null, onTime: null, published: 1 });
	expect(totalsOf(past, trackedIn(past, known('2030-01-01', false)), false)).toMatchObject({ bound: past.bound, from: 'source', published: 0 });
});

test('a question from an address narrows the list, and what is not understood does not', () => {
	const tracked = trackedIn(cycle, known('2026-01-31'));
	const shown = (query: string) => trackedFor(tracked, trackerAsked(new URLSearchParams(query))).map(({ party }) => party);
	expect(shown('region=weog').sort()).toEqual(['CHE', 'SWE']);
	expect(shown('region=none')).toEqual(['EU']);
	expect(shown('state=late').sort()).toEqual(['CHE', 'EU', 'KEN']);
	expect(shown('region=africa&state=published')).toEqual(['GHA']);
	expect(shown('region=atlantis&state=asleep')).toHaveLength(5);
});
