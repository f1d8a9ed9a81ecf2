// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, addYears, daysBetween, endOfYear, isDay, laterOf } from './day.ts';

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

	it('refuses to reckon with what is no day', () => {
		expect(() => addDays('soon', 1)).toThrow('not a day');
	});
});
