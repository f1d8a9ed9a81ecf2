// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import type { Form } from '#forms/form.ts';
import { allQuestions } from '#forms/form.ts';
import { figureSources, meet, pillars, proposalOf, rowsOf } from './strategy.ts';

const row = (figure: string, value: number, counted = '2026-11-01') => ({ figure, value, source: 'usage', counted });

describe('figures that are counted anew', () => {
	test('fill an empty report', () => {
		expect(proposalOf({}, {}, { ecosystemFigures: [row('views', 5)], ecosystemText: { en: 'Five.' } })).toMatchObject({
			answers: { ecosystemFigures: [row('views', 5)], ecosystemText: { en: 'Five.' } },
			changes: [
				{ key: 'views', kind: 'new' },
				{ key: 'en', kind: 'new' }
			]
		});
	});

	test('take the place of what nobody touched, and leave alone what people changed, added or deleted', () => {
		const last = [row('visitors', 1), row('views', 5), row('acts', 7), row('searches', 2)];
		const now = [row('other', 9), row('visitors', 1), { ...row('views', 5), note: { en: 'without June' } }, row('searches', 2)];
		const fresh = [row('visitors', 3, '2026-11-09'), row('views', 8, '2026-11-09'), row('acts', 8, '2026-11-09'), row('published', 4, '2026-11-09')];
		const { answer, changes } = meet('ecosystemFigures', last, now, fresh);
		expect(answer).toEqual([
			row('visitors', 3, '2026-11-09'),
			{ ...row('views', 5), note: { en: 'without June' } },
			row('published', 4, '2026-11-09'),
			row('other', 9)
		]);
		expect(Object.fromEntries(changes.map(({ key, kind }) => [key, kind]))).toEqual({
			visitors: 'changed',
			views: 'kept',
			searches: 'gone',
			acts: 'left-out',
			published: 'new'
		});
	});

	test('a text stays in the language in which it was edited, and follows in the others', () => {
		const { answer, changes } = meet('ecosystemText', { en: 'one', fr: 'un' }, { en: 'One, we think', fr: 'un' }, { en: 'two', fr: 'deux' });
		expect(answer).toEqual({ en: 'One, we think', fr: 'deux' });
		expect(changes.map(({ key, kind }) => [key, kind])).toEqual([
			['en', 'kept'],
			['fr', 'changed']
		]);
	});

	test('the same figure on a later day is no change', () => {
		expect(meet('x', [row('views', 5)], [row('views', 5)], [row('views', 5, '2026-12-01')]).changes).toEqual([]);
	});

	test('what stood before the first filling in stays', () => {
		expect(meet('x', undefined, [row('views', 4)], [row('views', 5), row('acts', 1)]).answer).toEqual([row('views', 4), row('acts', 1)]);
	});

	test('what cannot be told is no row', () => {
		expect(rowsOf('ecosystem', { views: { value: null, before: 3 }, acts: { value: 0, before: null } }, '2026-11-01')).toEqual([
			{ figure: 'acts', value: 0, source: 'usage', counted: '2026-11-01' }
		]);
	});
});

test('the form asks for every figure that is counted, and no other', () => {
	const { form } = parse(readFileSync('seeds/forms/strategy-report.yaml', 'utf8')) as { form: Form };
	for (const pillar of pillars) {
		const asked = allQuestions(form)
			.find(({ id }) => id === `${pillar}Figures`)
			?.columns?.find(({ id }) => id === 'figure')?.options;
		expect(asked).toEqual([...Object.keys(figureSources[pillar]), 'other']);
	}
});
