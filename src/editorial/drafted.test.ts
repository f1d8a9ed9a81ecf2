// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { FactFinding } from '#convention/check-fact.ts';
import { conventionOf } from '#convention/convention.ts';
import type { Fact } from '#convention/fact.ts';
import { canBeShown, carriedOver, dayToShow, standsAsBegun, withDraft } from './drafted.ts';

const said = (value: object, status = 'sourced', source = 'One') => ({ value, status, source });

test('a draft carried over follows the fact where it left it alone, and keeps what it says itself', () => {
	const base = said({ words: { en: 'a', fr: 'b' }, until: '2026-01-01', link: null, list: [1, 2] });
	const now = said({ words: { en: 'a', fr: 'B' }, until: '2026-02-02', link: '/news', list: [1, 2, 3] }, 'to-verify');
	const mine = said({ words: { en: 'A', fr: 'b' }, until: '2026-03-03', link: null, list: [9] }, 'sourced', 'Two');
	expect(carriedOver({ ...mine, base }, now)).toEqual({
		value: { words: { en: 'A', fr: 'B' }, until: '2026-03-03', link: '/news', list: [9] },
		status: 'to-verify',
		source: 'Two'
	});
	// What the draft took out stays out, and what the fact lost goes.
	expect(carriedOver({ ...said({ a: 1 }), base: said({ a: 1, b: 2 }) }, said({ a: 1, b: 2 })).value).toEqual({ a: 1 });
	expect(carriedOver({ ...said({ a: 2, b: 2 }), base: said({ a: 1, b: 2 }) }, said({ a: 1 })).value).toEqual({ a: 2 });
	// One that was begun as new says all itself, but for what it does not know.
	expect(carriedOver({ ...said({ a: 2 }), base: null }, said({ a: 1, b: 3 })).value).toEqual({ a: 2, b: 3 });
});

test('a fact stands as it did when nothing in it differs, in whatever order it is kept', () => {
	const base = said({ b: 1, a: { d: 1, c: 2 } });
	expect(standsAsBegun({ base }, said({ a: { c: 2, d: 1 }, b: 1 }))).toBe(true);
	expect(standsAsBegun({ base }, said({ a: { c: 2, d: 1 }, b: 1 }, 'to-verify'))).toBe(false);
	expect(standsAsBegun({ base }, said({ a: { c: 3, d: 1 }, b: 1 }))).toBe(false);
	expect(standsAsBegun({ base: null }, null)).toBe(true);
	expect(standsAsBegun({ base: null }, base)).toBe(false);
});

test('the draft stands in the place of its fact, or last of its kind, and the facts themselves are as before', () => {
	const fact = (id: string, position: number) =>
		({ kind: 'banner', id, position, ...said({ words: { en: id }, severity: 'note', from: '2026-01-01', until: '2026-12-31', link: null }) }) as Fact;
	const convention = conventionOf([fact('a', 0), fact('b', 1)]);
	const draft = (id: string) => ({ kind: 'banner' as const, fact: id, ...said({ words: { en: 'draft' } }) });
	const shown = (id: string) => withDraft(convention, draft(id)).all('banner');
	expect(shown('a').map(({ id, words }) => [id, words.en])).toEqual([
		['a', 'draft'],
		['b', 'b']
	]);
	expect(shown('c').map(({ id }) => id)).toEqual(['a', 'b', 'c']);
	expect(withDraft(convention, draft('a')).all('menu-item')).toBe(convention.all('menu-item'));
	expect(convention.one('banner', 'a')?.words.en).toBe('a');
});

test('words may be missing in a language for a preview, and nothing else of what it shows', () => {
	const found = (at: string, code: FactFinding['code']): FactFinding => ({ at, code, severity: 'error' });
	expect(canBeShown([found('words.fr', 'language-missing'), found('source', 'required'), found('status', 'not-an-option')])).toBe(true);
	expect(canBeShown([found('words', 'required')])).toBe(false);
	expect(canBeShown([found('from', 'not-a-day')])).toBe(false);
});

test('a banner is shown on a day that it has', () => {
	const banner = { kind: 'banner' as const, value: { from: '2026-02-01', until: '2026-02-28' } };
	expect(['2026-01-01', '2026-02-14', '2026-03-01'].map((today) => dayToShow(banner, today))).toEqual(['2026-02-01', '2026-02-14', '2026-02-28']);
	expect(dayToShow({ kind: 'menu-item', value: {} }, '2026-01-01')).toBe('2026-01-01');
});
