// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { labelsOf, longestOf, spansIn } from './labels.ts';
import { mark, partsOf, quoted, read, vectorText } from './vector.ts';
import { tokensOf } from './tokens.ts';

const asIs = (token: { folded: string }) => [token.folded];
const label = (concept: string, text: string) => {
	const tokens = tokensOf(text);
	return { concept, language: 'en' as const, text, tokens, lexemes: tokens.map(asIs) };
};
const labels = labelsOf([label('mercury', 'mercury'), label('compounds', 'mercury compounds'), label('waste', 'mercury waste')]);

test('weights and places, titles and concepts beside the words', () => {
	const text = vectorText(partsOf({ A: { en: 'Mercury waste' }, B: { en: 'waste' } }), asIs, { labels, concepts: ['asgm'], marks: ['=type:x'] });
	expect(text.split(' ').sort()).toEqual(
		[
			"'#asgm':1A",
			"'#mercury':1A",
			"'#waste':1A",
			"'=type:x'",
			"'^#mercury'",
			"'^#waste'",
			"'^mercury'",
			"'^waste'",
			"'mercury':1A",
			"'waste':2A,13B"
		].sort()
	);
});
test('no word of a text can be taken for a mark or end the text', () => {
	expect(quoted("it's \\ '")).toBe("'it''s \\\\ '''");
	expect(vectorText(partsOf({ B: { en: "=party:GHA #x @1 ^t '" } }), asIs)).not.toMatch(/'[=#@^]/);
});
test('blocks of numbers and rows of blocks', () => expect(mark.blocks(8192 * 17 + 5)).toEqual(['@17', '@@2']));
test('all labels that occur are seen in a text, the longest in a question', () => {
	const tokens = tokensOf('old mercury compounds');
	const lexemes = read({ tokens, language: 'en' }, asIs);
	expect(spansIn(tokens, lexemes, 'en', labels).map((span) => span.concept)).toEqual(expect.arrayContaining(['mercury', 'compounds']));
	expect(longestOf(spansIn(tokens, lexemes, 'en', labels)).map((span) => span.concept)).toEqual(['compounds']);
});
test('a label of another language is passed over', () => expect(spansIn(tokensOf('mercury'), [['mercury']], 'fr', labels)).toEqual([]));
test('two words with one stem are not one label', () => {
	const stem = (token: { folded: string }) => [token.folded.slice(0, 6)];
	const poisoning = labelsOf([{ ...label('poisoning', 'mercurialism'), lexemes: [['mercur']] }]);
	expect(spansIn(tokensOf('mercury'), tokensOf('mercury').map(stem), 'en', poisoning)).toEqual([]);
});
