// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { day, dayOf, dayRange, languageName, list, moment, momentRange, number, size, typeName } from './intl.ts';

describe('days', () => {
	test('a day is written in the reader’s language and has no zone', () => {
		expect(day('en', '2026-11-24')).toBe('24 November 2026');
		expect(day('fr', '2026-11-24')).toBe('24 novembre 2026');
		expect(day('ru', '2026-11-24')).toBe('24 ноября 2026\u00a0г.');
		expect(day('zh', '2026-11-24')).toBe('2026年11月24日');
	});

	test('Arabic days keep Latin digits', () => {
		expect(day('ar', '2026-11-24')).toMatch(/24.*2026/);
	});

	test('French writes the first of a month as an ordinal, and no other day that ends in one', () => {
		const first = new Date('2026-11-01T09:00:00Z');
		expect(day('fr', '2026-11-01')).toBe('1er novembre 2026');
		expect(dayOf('fr', first)).toBe('1er novembre 2026');
		expect(moment('fr', first)).toMatch(/^1er novembre 2026 à 09:00/);
		expect(momentRange('fr', first, new Date('2026-11-01T10:00:00Z'), 'UTC')).toMatch(/^1er novembre 2026/);
		expect(day('fr', '2026-08-21')).toBe('21 août 2026');
		expect(day('fr', '2026-10-11')).toBe('11 octobre 2026');
		expect(day('en', '2026-11-01')).toBe('1 November 2026');
	});

	test('a month and a year are days with less', () => {
		expect(day('es', '2026-11')).toBe('noviembre de 2026');
		expect(day('en', '2026')).toBe('2026');
	});

	test('what is no day is given back as it came', () => {
		expect(day('en', 'next spring')).toBe('next spring');
		expect(day('en', '2026-77-24')).toBe('2026-77-24');
	});
});

test('from one day to another says once what both share, as the language does', () => {
	expect(dayRange('en', '2025-11-03', '2025-11-07')).toBe('3–7 November 2025');
	expect(dayRange('fr', '2025-11-01', '2025-11-05')).toBe('1er–5 novembre 2025');
	expect(dayRange('ru', '2025-11-03', '2025-11-07')).toBe('3–7 ноября 2025\u00a0г.');
	expect(dayRange('es', '2025-11-03', '2025-11-07')).toBe('3–7 de noviembre de 2025');
	expect(dayRange('ar', '2025-11-03', '2025-11-07')).toMatch(/^3–7 .* 2025$/);
	expect(dayRange('zh', '2025-11-03', '2025-11-07')).toBe('2025年11月3日至7日');
	expect(dayRange('zh', '2023-10-30', '2023-11-03')).toBe('2023年10月30日至11月3日');
	expect(dayRange('zh', '2021-12-31', '2024-12-31')).toBe('2021年12月31日至2024年12月31日');
	expect(dayRange('en', '2023-10-30', '2023-11-03')).toMatch(/^30 October\s–\s3 November 2023$/);
	expect(dayRange('fr', '2021-01-01', '2024-12-31')).toMatch(/^1er janvier 2021\s–\s31 décembre 2024$/);
	expect(dayRange('en', '2025-11-03', '2025-11-03')).toBe('3 November 2025');
	expect(dayRange('en', '2025', '2026-02')).toBe('2025 – February 2026');
});

test('a moment names its zone', () => {
	const at = new Date('2026-11-24T23:05:00Z');
	expect(moment('en', at)).toBe('24 November 2026 at 23:05 UTC');
	expect(moment('en', at, 'Asia/Tokyo')).toContain('25 November 2026');
	expect(dayOf('fr', at)).toBe('24 novembre 2026');
});

test('hours of one day in Chinese keep the signs of the day', () => {
	const from = new Date('2027-03-10T13:00:00Z');
	expect(momentRange('zh', from, new Date('2027-03-10T14:30:00Z'), 'UTC')).toBe('2027年3月10日 UTC 13:00–14:30');
	expect(momentRange('zh', from, new Date('2027-03-11T14:30:00Z'), 'UTC')).toBe('2027年3月10日 UTC 13:00至2027年3月11日 UTC 14:30');
});

test('numbers, lists and names of languages follow the language', () => {
	expect(number('en', 1234567)).toBe('1,234,567');
	expect(number('ar', 1234)).toMatch(/1.?234/);
	expect(list('fr', ['a', 'b', 'c'])).toBe('a, b et c');
	expect(languageName('fr', 'ar')).toBe('arabe');
	expect(languageName('ar', 'en')).toBe('الإنكليزية');
});

test('sizes go in steps of a thousand', () => {
	expect(size('en', 0)).toBe('0 byte');
	expect(size('en', 312_400)).toBe('312 kB');
	expect(size('en', 1_440_000)).toBe('1.4 MB');
	expect(size('fr', 1_440_000)).toMatch(/1,4.Mo/);
});

test('media types have the names that people know', () => {
	expect(typeName('application/pdf')).toBe('PDF');
	expect(typeName('application/x-odd')).toBe('X-ODD');
});
