// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Standing } from './cycle.ts';
import { kindOfLetter, lettersDue } from './letter.ts';

const cycle = '2021-2024';
const standing = (party: string, more: Partial<Standing> = {}): Standing & { cycle: string } => ({
	cycle,
	party,
	due: '2025-12-31',
	extended: false,
	progress: 'not-begun',
	submitted: null,
	showsProgress: false,
	record: null,
	...more
});
const names = (...of: Parameters<typeof lettersDue>) => lettersDue(...of).map(({ party, letter }) => `${party} ${letter}`);

describe('letters', () => {
	const all = [
		standing('GHA'),
		standing('CHE', { progress: 'begun' }),
		standing('KEN', { progress: 'submitted' }),
		standing('FRA', { progress: 'published' })
	];

	it('invite and remind those who have not submitted', () => {
		expect(names(all, { letters: 'invitations', cycle }, '2025-01-01')).toEqual(['GHA invitation', 'CHE invitation']);
		expect(names(all, { letters: 'reminders' }, '2025-12-01')).toEqual(['GHA before-30', 'CHE before-30']);
		expect(names(all, { letters: 'reminders' }, '2026-01-01')).toEqual(['GHA after-1', 'CHE after-1']);
		expect(names(all, { letters: 'reminders' }, '2025-11-20')).toEqual([]);
		expect(names(all, { letters: 'invitations', cycle: '2017-2020' }, '2025-01-01')).toEqual([]);
	});

	it('remind anew of a later day, and of that alone', () => {
		const later = [standing('GHA', { due: '2026-03-31', extended: true })];
		expect(names(later, { letters: 'reminders' }, '2025-12-31')).toEqual(['GHA before-90 2026-03-31']);
		expect(names(later, { letters: 'reminders' }, '2026-03-01')).toEqual(['GHA before-30 2026-03-31']);
	});

	it('tell one Party of more time, whatever it has done', () => {
		const given = standing('KEN', { due: '2026-03-31', extended: true, progress: 'submitted' });
		expect(names([standing('GHA'), given], { letters: 'extension', cycle, party: 'KEN' }, '2026-01-01')).toEqual(['KEN extension 2026-03-31']);
		expect(names([standing('GHA')], { letters: 'extension', cycle, party: 'GHA' }, '2026-01-01')).toEqual([]);
	});

	it('go again to one Party each time that somebody asks', () => {
		const again = (at: string, party: string) => names(all, { letters: 'again', cycle, party, again: at }, '2025-06-01');
		expect(again('2025-06-01T10:00:00.000Z', 'GHA')).toEqual(['GHA again 2025-06-01T10:00:00.000Z']);
		expect(again('2025-06-01T10:00:00.000Z', 'KEN')).toEqual([]);
	});

	it('are known by their names', () => {
		expect(['invitation', 'before-30', 'after-7 2026-03-31', 'extension 2026-03-31', 'again 2025-06-01T10:00:00.000Z'].map(kindOfLetter)).toEqual([
			'invitation',
			'before',
			'after',
			'extension',
			'again'
		]);
	});
});
