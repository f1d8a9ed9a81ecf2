// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { languages } from '#text/languages.ts';
import { citationText } from './citation.ts';

test('a part of an annex is cited in the reader’s language, an article by its number', () => {
	expect(citationText('Annex A, Part II', 'en')).toBe('Annex A, Part II');
	expect(citationText('Annex A, Part II', 'ru')).toBe('приложение A, часть II');
	expect(citationText('Annex A, Part II', 'ar')).toBe('المرفق ألف، الجزء الثاني');
	for (const language of languages) expect(citationText('7(3)(b)', language)).toBe('7(3)(b)');
});

test('no deadline is cited in English words to readers of other languages', () => {
	const cited = [...readFileSync('seeds/convention/deadline.yaml', 'utf8').matchAll(/^ {4}article: '?([^'\n]+)'?$/gm)].map(([, said]) => said ?? '');
	expect(cited.length).toBeGreaterThan(15);
	for (const citation of cited) expect(citationText(citation, 'zh'), citation).not.toMatch(/[A-Za-z]{3}/);
});
