// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, addWorkingDays, addYears, daysBetween, endOfYear, isDay, laterOf, workingDaysBetween } from './day.ts';

describe('a day', () => {
	it('is a date that exists', () => {
		for (const good of ['2024-02-29', '2000-02-29', '2017-08-16', '2025-12-31']) expect(isDay(good), good).toBe(true);
		for (const bad of [
			'2023-02-29',
			'1900-02-29',
			'2023-13-01',
			'2023-00-10',
			'2023-04-31',
			'2023-4-1',
			'0000-00-00',
			'2023-01-01T00:00',
			'',
			' 2023-01-01',
			20230101,
			null,
			undefined
		])
			expect(isDay(bad), String(bad)).toBe(false);
	});

	it('moves by days across leap days and year ends', () => {
		expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
		expect(addDays('2023-02-28', 1)).toBe('2023-03-01');
		expect(addDays('2017-05-18', 90)).toBe('2017-08-16');
		expect(addDays('2024-01-01', -1)).toBe('2023-12-31');
	});

	it('moves by months and years, and stays in a shorter month', () => {
		expect(addMonths('2025-11-03', -6)).toBe('2025-05-03');
		expect(addMonths('2024-08-31', -6)).toBe('2024-02-29');
		expect(addMonths('2023-08-31', -6)).toBe('2023-02-28');
		expect(addMonths('2023-10-31', 1)).toBe('2023-11-30');
		expect(addYears('2020-02-29', 1)).toBe('2021-02-28');
		expect(addYears('2020-02-29', 4)).toBe('2024-02-29');
		expect(addYears('2017-08-16', 15)).toBe('2032-08-16');
	});

	it('is not moved by clocks that change', () => {
		// The last Sundays of March and October are 23 and 25 hours long in Europe.
		expect(daysBetween('2025-03-29', '2025-03-31')).toBe(2);
		expect(daysBetween('2025-10-25', '2025-10-27')).toBe(2);
		expect(daysBetween('2024-02-01', '2024-03-01')).toBe(29);
		expect(daysBetween('2025-03-01', '2025-02-01')).toBe(-28);
	});

	it('knows the end of a year and the later of two', () => {
		expect(endOfYear(2025)).toBe('2025-12-31');
		expect(laterOf('2017-08-16', '2020-01-01')).toBe('2020-01-01');
		expect(laterOf('2020-01-01', '2017-08-16')).toBe('2020-01-01');
	});

	it('counts working days from Monday to Friday', () => {
		expect(addWorkingDays('2026-11-20', 1)).toBe('2026-11-23');
		expect(addWorkingDays('2026-11-21', 1)).toBe('2026-11-23');
		expect(addWorkingDays('2026-11-22', 5)).toBe('2026-11-27');
		expect(addWorkingDays('2026-11-24', 30)).toBe('2027-01-05');
		expect(addWorkingDays('2026-11-24', 0)).toBe('2026-11-24');
		// No public holiday is known: 25 December is a day like others.
		expect(addWorkingDays('2026-12-24', 1)).toBe('2026-12-25');
	});

	it('counts working days between two days as it adds them, over a year from every weekday', () => {
		for (let offset = 0; offset < 7; offset += 1) {
			const from = addDays('2026-11-16', offset);
			for (const count of [1, 4, 5, 6, 30, 261]) {
				const to = addWorkingDays(from, count);
				expect(workingDaysBetween(from, to), `${from} + ${count}`).toBe(count);
				expect(workingDaysBetween(from, addDays(to, -1))).toBe(count - 1);
			}
		}
		expect(workingDaysBetween('2026-11-24', '2026-11-24')).toBe(0);
		expect(workingDaysBetween('2026-11-24', '2026-11-20')).toBe(0);
	});

	it('refuses to reckon with what is no day', () => {
		expect(() => addDays('soon', 1)).toThrow('not a day');
	});
});
