// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { form } from '../kinds/trial.ts';
import { timeOfDay } from './clock.ts';
import { earlyAnswers } from './early.ts';

const control = (
	name: string,
	type: string,
	value: string,
	before: Partial<{ defaultValue: string; checked: boolean; defaultChecked: boolean }> = {}
) => ({
	name,
	type,
	value,
	disabled: false,
	checked: false,
	defaultValue: value,
	defaultChecked: false,
	...before
});
const select = (name: string, value: string, options: [value: string, before: boolean][]) => ({
	...control(name, 'select-one', value),
	options: options.map(([each, before]) => ({ selected: each === value, defaultSelected: before }))
});

it('finds what was typed before the page was taken over, whole answers of the questions concerned alone', () => {
	const page = [
		control('asked', 'hidden', 'a-text'),
		control('q.a-text', 'text', 'typed early', { defaultValue: '' }),
		control('q.a-long-text', 'textarea', 'as it was'),
		control('q.a-yes-no', 'radio', 'yes', { checked: true, defaultChecked: false }),
		control('q.a-yes-no', 'radio', 'no', { checked: false, defaultChecked: true }),
		control('q.a-quantity.amount', 'text', '12'),
		select('q.a-quantity.unit', 'kg', [
			['', false],
			['t', true],
			['kg', false]
		]),
		select('q.a-country', '', [
			['', false],
			['GHA', false]
		])
	];
	expect(earlyAnswers(form, page)).toEqual({ 'a-text': 'typed early', 'a-yes-no': true, 'a-quantity': { amount: '12', unit: 'kg' } });
	expect(earlyAnswers(form, page.slice(2, 3))).toEqual({});
});

it('says the time of a moment with its zone', () => {
	expect(timeOfDay('en', '2026-01-01T14:02:00.000Z', 'UTC')).toBe('14:02 UTC');
	expect(timeOfDay('en', 'soon', 'UTC')).toBe('soon');
});
