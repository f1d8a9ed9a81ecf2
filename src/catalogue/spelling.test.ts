// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { distance, mistakesIn, nearest, oneChangeFrom, oneCharacterWrong } from './spelling.ts';

describe('distance', () => {
	test.each([
		['mercury', 'mercury', 0],
		['mercruy', 'mercury', 1],
		['mercry', 'mercury', 1],
		['mercurry', 'mercury', 1],
		['marcury', 'mercury', 1],
		['amalgma', 'amalgam', 1],
		['ртут', 'ртуть', 1],
		['abcd', 'badc', 2]
	])('%s and %s: %i', (a, b, far) => {
		expect(distance(a, b)).toBe(far);
		expect(distance(b, a)).toBe(far);
	});
	test('stops counting where it is of no use', () => expect(distance('mercury', 'governance', 2)).toBe(3));
});

test('every word at distance one is looked up', () => {
	for (const known of ['gold', 'glod', 'old', 'gol', 'bold', 'goold']) if (known !== 'gold') expect(oneChangeFrom('gold', 'latin')).toContain(known);
});

describe('the likeliest word', () => {
	const known = (word: string, frequency = 1, language = 'en') => ({ word, frequency, language });
	test('is the nearest, then the more frequent', () => {
		expect(nearest('mercruy', [known('mercurial', 50), known('mercury', 2), known('mercuy', 1)], 'en')?.word).toBe('mercury');
		expect(nearest('gald', [known('gold', 9), known('gala', 3)], 'en')?.word).toBe('gold');
	});
	test('of two alike is in the language of the reader', () =>
		expect(nearest('mercuro', [known('mercure', 5, 'fr'), known('mercury', 9, 'en')], 'fr')?.word).toBe('mercure'));
	test('may lack a letter and have another wrong', () => expect(nearest('кареные', [known('коренные', 1, 'ru')], 'ru')?.word).toBe('коренные'));
	test('does not count the article of an Arabic word', () => expect(nearest('العقارات', [known('الاطارات', 1, 'ar')], 'ar')).toBeUndefined());
	test('is none for a short word', () => {
		expect(mistakesIn(3)).toBe(0);
		expect(nearest('tin', [known('bin')], 'en')).toBeUndefined();
	});
});

test('one wrong character of a Chinese word', () => expect(oneCharacterWrong('温度计')).toEqual(['_度计', '温_计', '温度_']));
