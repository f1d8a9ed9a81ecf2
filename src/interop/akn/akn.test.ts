// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { partsOf } from './parts.ts';

test('numbered paragraphs, what stands before them, and points', () => {
	expect(partsOf('The Conference,\nof the Parties,\n\n1. Decides;\n2. Requests:\n(a) one;\n(b) two\nlines;\n\nand so on.\n\n3. Thanks.')).toEqual({
		preamble: ['The Conference, of the Parties,'],
		paragraphs: [
			{ num: '1.', text: 'Decides;', points: [], after: [] },
			{
				num: '2.',
				text: 'Requests:',
				points: [
					{ num: '(a)', text: 'one;' },
					{ num: '(b)', text: 'two lines;' }
				],
				after: ['and so on.']
			},
			{ num: '3.', text: 'Thanks.', points: [], after: [] }
		]
	});
});

test('Arabic digits and letters, Chinese commas', () => {
	expect(partsOf('١. يقرر:\n(أ) أن يعمل').paragraphs).toEqual([{ num: '١.', text: 'يقرر:', points: [{ num: '(أ)', text: 'أن يعمل' }], after: [] }]);
	expect(partsOf('缔约方大会，\n1、决定；').paragraphs[0]).toMatchObject({ num: '1、', text: '决定；' });
});

test('a text without numbers is paragraphs, and nothing of it is lost', () => {
	expect(partsOf('One.\n\nTwo.\n\n(a) Three.')).toEqual({
		preamble: [],
		paragraphs: ['One.', 'Two.', '(a) Three.'].map((text) => ({ num: null, text, points: [], after: [] }))
	});
	expect(partsOf('')).toEqual({ preamble: [], paragraphs: [] });
});
