// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { conventionOf } from '#convention/convention.ts';
import { readSeeds } from '#convention/server/seed.ts';
import {
	boundBy,
	counted,
	cycleBefore,
	type Cycle,
	isLate,
	leavesFree,
	publicStanding,
	reminderDays,
	reminderOn,
	type Standing,
	yearsOf
} from './cycle.ts';

const convention = conventionOf(await readSeeds());
const cycle = (id: string) => convention.cycle(id) as Cycle;

const standing = (more: Partial<Standing>): Standing => ({
	party: 'GHA',
	due: '2025-12-31',
	extended: false,
	progress: 'not-begun',
	submitted: null,
	showsProgress: false,
	record: null,
	...more
});

describe('a cycle', () => {
	it('binds the Parties for which the Convention was in force at the end of its period', () => {
		const bound = boundBy(convention, cycle('2021-2024'));
		expect(bound).toContain('GHA');
		for (const party of bound) expect(convention.state(party)?.entryIntoForce ?? '2017-08-16' <= '2024-12-31').toBeTruthy();
		expect(boundBy(convention, cycle('2017-2020')).length).toBeLessThanOrEqual(bound.length);
	});

	it('knows its years and the cycle of its kind before it', () => {
		expect(yearsOf(cycle('2021-2024'))).toEqual([2021, 2022, 2023, 2024]);
		expect(cycleBefore(convention.cycles, cycle('2021-2024'))?.id).toBe('2017-2020');
		expect(cycleBefore(convention.cycles, cycle('2021-2022'))?.id).toBe('2017-2018');
		expect(cycleBefore(convention.cycles, cycle('2017-2018'))).toBeUndefined();
	});
});

describe('what the public sees of a Party', () => {
	it('says that it has begun only where the Party lets it', () => {
		const begun = standing({ progress: 'begun', record: 'MC-REPORT-GH-0001' });
		expect(publicStanding(begun)).toMatchObject({ progress: 'not-begun', record: null });
		expect(publicStanding({ ...begun, showsProgress: true })).toMatchObject({ progress: 'begun', record: null });
	});

	it('names the report from its publication on', () => {
		expect(publicStanding(standing({ progress: 'submitted', record: 'MC-REPORT-GH-0001' })).record).toBeNull();
		expect(publicStanding(standing({ progress: 'published', record: 'MC-REPORT-GH-0001' })).record).toBe('MC-REPORT-GH-0001');
	});

	it('is counted over the Parties bound', () => {
		const count = counted(
			[
				standing({ progress: 'published', submitted: '2025-12-31' }),
				standing({ progress: 'submitted', submitted: '2026-01-01' }),
				standing({ progress: 'begun' }),
				standing({})
			],
			123
		);
		expect(count).toEqual({ bound: 123, begun: 1, submitted: 2, onTime: 1, published: 1 });
	});

	it('is late after its own due day', () => {
		expect(isLate(standing({}), '2025-12-31')).toBe(false);
		expect(isLate(standing({}), '2026-01-01')).toBe(true);
		expect(isLate(standing({ due: '2026-03-31', submitted: '2026-03-31' }), '2026-11-01')).toBe(false);
	});
});

describe('the place of a report', () => {
	it('is free again when the report was given up, declined or withdrawn, and only then', () => {
		expect(leavesFree({ stage: 'done', state: 'unpublished' })).toBe(true);
		expect(leavesFree({ stage: 'declined', state: 'unpublished' })).toBe(true);
		expect(leavesFree({ stage: 'done', state: 'withdrawn' })).toBe(true);
		for (const stage of ['draft', 'submitted', 'returned']) expect(leavesFree({ stage, state: 'unpublished' })).toBe(false);
		for (const state of ['published', 'superseded']) expect(leavesFree({ stage: 'done', state })).toBe(false);
	});
});

describe('reminders', () => {
	it('come at their distances from the due day, each once', () => {
		expect(reminderOn('2025-12-31', '2025-07-03')).toBeNull();
		expect(reminderOn('2025-12-31', '2025-07-04')).toBe('before-180');
		expect(reminderOn('2025-12-31', '2025-12-24')).toBe('before-7');
		expect(reminderOn('2025-12-31', '2025-12-31')).toBe('before-7');
		expect(reminderOn('2025-12-31', '2026-01-01')).toBe('after-1');
	});

	it('are not made up for when nobody wrote them in time', () => {
		expect(reminderOn('2025-12-31', '2025-08-01')).toBeNull();
		expect(reminderOn('2025-12-31', '2026-11-27')).toBeNull();
		expect([...reminderDays]).toEqual(reminderDays.toSorted((a, b) => a - b));
	});
});
