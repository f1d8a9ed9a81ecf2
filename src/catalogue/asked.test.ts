// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { asked } from './asked.ts';

const shape = (words: string) => ({
	wanted: asked(words).wanted.map((group) =>
		group.map(({ text, together, quoted }) => `${quoted ? 'quoted ' : ''}${together ? 'together ' : ''}${text}`)
	),
	unwanted: asked(words).unwanted.map(({ text }) => text)
});

test('words, phrases, words to leave out, and choices', () => {
	expect(shape('mercury "dental amalgam" -waste gold OR silver')).toEqual({
		wanted: [['mercury'], ['quoted together dental amalgam'], ['gold', 'silver']],
		unwanted: ['waste']
	});
});
test('quotation marks of other languages, and one that was never closed', () => {
	expect(shape('«déchets de mercure» “gold mining').wanted).toEqual([['quoted together déchets de mercure'], ['quoted together gold mining']]);
});
test('a code is kept together, a compound word is two', () => {
	expect(shape('MC-NAP-GH-0002 MC-5/13 mercury-added').wanted).toEqual([['together MC-NAP-GH-0002'], ['together MC-5/13'], ['mercury-added']]);
});
test('a symbol is read in the language it was typed in, and as it is written', () => {
	expect(shape('PNUE/MC/COP.5/9 ЮНЕП/MC/COP.6/4/add1 unep/mc/cop5/inf/3').wanted).toEqual([
		['together UNEP/MC/COP.5/9'],
		['together UNEP/MC/COP.6/4/Add.1'],
		['together UNEP/MC/COP.5/INF/3']
	]);
	expect(shape('Hg 2025 7.4').wanted).toEqual([['Hg'], ['2025'], ['7.4']]);
});
test('"or" is a word: it is gold in French', () => expect(shape('mine or').wanted).toEqual([['mine'], ['or']]));
test('signs alone ask for nothing, and what is long is cut', () => {
	expect(shape('?? -- "" OR')).toEqual({ wanted: [], unwanted: [] });
	expect(asked('word '.repeat(500)).wanted.length).toBeLessThanOrEqual(24);
});
