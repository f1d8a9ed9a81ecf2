// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { arabicForms, arabicLight, arabicSkeleton, fold, looseForm, tokensOf } from './tokens.ts';

const folded = (text: string) => tokensOf(text).map((token) => token.folded);

describe('one spelling on both sides', () => {
	test.each([
		['Emisión', 'emision'],
		['ŒUVRE', 'oeuvre'],
		['учёт', 'учет'],
		['йод', 'йод'],
		['مُرَكَّبات', 'مركبات'],
		['الزئـــبق', 'الزيبق'],
		['أسماك', 'اسماك'],
		['٢٠٢٥', '2025']
	])('%s', (text, one) => expect(fold(text)).toBe(one));

	test('composed and decomposed letters are one', () => expect(fold('e\u0301tude')).toBe(fold('étude')));
});

describe('tokens', () => {
	test('apostrophes, hyphens and signs part words', () =>
		expect(folded('l’or – mercury-added (Hg0)')).toEqual(['l', 'or', 'mercury', 'added', 'hg0']));
	test('each Chinese character is one, with its neighbour', () => {
		expect(tokensOf('含汞a灯').map(({ folded: character, pair }) => [character, pair])).toEqual([
			['含', '含汞'],
			['汞', undefined],
			['a', undefined],
			['灯', undefined]
		]);
	});
	test('a place is that of the text as it was given', () => {
		const text = '𠮷 Émission';
		for (const token of tokensOf(text)) expect(text.slice(token.at, token.at + token.raw.length)).toBe(token.raw);
	});
	test('what is no word gives none', () => expect(tokensOf(' ?!… \u200f')).toEqual([]));
});

describe('Arabic', () => {
	test('the article goes where a word is left', () => {
		expect(arabicForms('الزيبق')).toContain('زيبق');
		expect(arabicForms('الي')).toEqual(['الي']);
	});
	test('a singular and its plural in -at have a light stem in common', () => expect(arabicLight('بطارية')).toBe(arabicLight('البطاريات')));
	test('a broken plural has the consonants of its singular', () => {
		expect(arabicSkeleton('اسماك')).toBe(arabicSkeleton('سمك'));
		expect(arabicSkeleton('حوامل')).toBe(arabicSkeleton('للحامل'));
	});
});

test('a word that finds nothing is tried by its beginning, a short one is not', () => {
	const [long, short] = tokensOf('recycler vert');
	expect(long && looseForm(long)).toEqual({ lexeme: 'recyc', prefix: true });
	expect(short && looseForm(short)).toBeUndefined();
});
