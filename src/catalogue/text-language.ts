// SPDX-License-Identifier: Apache-2.0
// In which of the six languages a text is: by its letters, and where three share them by what its owner says or by its commonest words. Pure.
import { isLanguage, type Language } from '#text/languages.ts';
import { type Script, scriptOf } from './tokens.ts';

const byScript: Partial<Record<Script, Language>> = { arabic: 'ar', cyrillic: 'ru', han: 'zh' };

/** Words that stand in nearly every paragraph of one of the three languages and in none of the other two. */
const commonest = {
	en: new Set(['the', 'of', 'and', 'to', 'in', 'is', 'for', 'with', 'by', 'that', 'are']),
	es: new Set(['el', 'los', 'las', 'del', 'y', 'por', 'para', 'con', 'una', 'al', 'se']),
	fr: new Set(['le', 'les', 'des', 'du', 'et', 'dans', 'pour', 'par', 'une', 'au', 'sur'])
};

const enough = 20_000;

/** The language of most of the beginning; null where there is nothing to tell it by. `stated` counts only where the letters allow it. */
export function textLanguage(text: string, stated?: unknown): Language | null {
	const letters: Partial<Record<Script, number>> = {};
	const words: Record<'en' | 'es' | 'fr', number> = { en: 0, es: 0, fr: 0 };
	for (const [word] of text.slice(0, enough).matchAll(/\p{L}+/gu)) {
		const script = scriptOf(word);
		// A Chinese sign says as much as a short word of letters.
		letters[script] = (letters[script] ?? 0) + word.length * (script === 'han' ? 3 : 1);
		for (const language of ['en', 'es', 'fr'] as const) if (commonest[language].has(word.toLowerCase())) words[language] += 1;
	}
	const [script] = (Object.entries(letters) as [Script, number][]).sort((a, b) => b[1] - a[1])[0] ?? [];
	if (script !== 'latin') return (script && byScript[script]) ?? null;
	if (isLanguage(stated) && stated in commonest) return stated;
	const [language, count] = (Object.entries(words) as [Language, number][]).sort((a, b) => b[1] - a[1])[0] ?? [];
	return language && count ? language : null;
}
