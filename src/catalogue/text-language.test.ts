// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { textLanguage } from './text-language.ts';

test('letters tell Arabic, Chinese and Russian, whatever is said', () => {
	expect(textLanguage('الإخطار بشأن تعدين الذهب (Annex A)', 'en')).toBe('ar');
	expect(textLanguage('关于汞的水俣公约 Hg', 'fr')).toBe('zh');
	expect(textLanguage('План действий по ртути, 2026', 'es')).toBe('ru');
});

test('where three languages share their letters, the owner is believed', () => {
	expect(textLanguage('Mercurio', 'es')).toBe('es');
	expect(textLanguage('Retorts', 'fr')).toBe('fr');
});

test('else the commonest words tell', () => {
	expect(textLanguage('The use of mercury in the mining of gold')).toBe('en');
	expect(textLanguage('El uso del mercurio por los mineros', 'ru')).toBe('es');
	expect(textLanguage('Les usages du mercure dans les mines', 'unknown')).toBe('fr');
});

test('nothing tells nothing', () => {
	expect(textLanguage('')).toBeNull();
	expect(textLanguage('12 345', 'en')).toBeNull();
	expect(textLanguage('Hg')).toBeNull();
	expect(textLanguage('Υδράργυρος', 'en')).toBeNull();
});
