// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { excerpt, marked, type Sought } from './marked.ts';

const sought = (...lexemes: string[]): Sought => ({ lexemes: new Set(lexemes), beginnings: [], concepts: new Set() });
const said = (text: string, what: Sought) =>
	marked(text, 'en', (token) => [token.folded], what, null)
		.map((piece) => (piece.found ? `[${piece.text}]` : piece.text))
		.join('');

test('words are marked as they stand, whatever their accents', () =>
	expect(said('L’Émission, émission.', sought('emission'))).toBe('L’[Émission], [émission].'));
test('Chinese pairs that overlap are one mark', () => expect(said('用含汞灯具', sought('含汞', '汞灯', '灯具'))).toBe('用[含汞灯具]'));
test('markup in a text stays text', () => expect(said('<b>gold</b>', sought('gold'))).toBe('<b>[gold]</b>'));
test('nothing of a text is lost', () => {
	const text = 'Gold, silver &  mercury\n– and tin';
	expect(
		marked(text, 'en', (token) => [token.folded], sought('silver', 'tin'), null)
			.map((piece) => piece.text)
			.join('')
	).toBe(text);
});
test('an excerpt stands around the first thing found', () => {
	const pieces = marked(`${'before '.repeat(60)}gold${' after'.repeat(90)}`, 'en', (token) => [token.folded], sought('gold'), null);
	const cut =
		excerpt(pieces)
			?.map((piece) => piece.text)
			.join('') ?? '';
	expect(cut).toMatch(/^….*gold.*…$/s);
	expect(cut.length).toBeLessThan(400);
	expect(excerpt(marked('nothing here', 'en', (token) => [token.folded], sought('gold'), null))).toBeNull();
});
