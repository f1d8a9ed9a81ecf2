// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { decisionDocument } from './decision.ts';
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

test('an annex that counts from one again has names of its own', () => {
	const text = '1. Decides;\n2. Thanks.\n\nAnnex\n\n1. First:\n(a) one;\n1. Again;\n2. Second.';
	const decision = {
		id: 'MC-DECISION-SEC-0001',
		revision: 1,
		answers: { text: { en: text }, number: 'MC-5/13', title: { en: 'A decision' } },
		published: '2026-01-01',
		meeting: null,
		subjects: [],
		platform: 'Platform',
		adopter: 'Conference'
	};
	const { document } = decisionDocument(decision, 'en', 'https://exchange.test') ?? { document: '' };
	const names = [...document.matchAll(/ eId="([^"]*)"/g)].map(([, name]) => name);
	expect(names).toEqual([...new Set(names)]);
	expect(names).toEqual(expect.arrayContaining(['para_1', 'para_2', 'para_1-2', 'para_1-3', 'para_2-2']));
});

test('what is referred to is there, and the parts say their language', () => {
	const decision = {
		id: 'MC-DECISION-SEC-0001',
		revision: 1,
		answers: { text: { fr: 'La Conférence,\n\n1. Décide.' }, number: 'MC-5/13', title: { fr: 'Une décision' } },
		published: '2026-01-01',
		meeting: { id: 'COP5', name: { fr: 'COP-5' } },
		subjects: [
			{ id: 'asgm', scheme: 'areas', name: { fr: 'Orpaillage' } },
			{ id: 'mercury', scheme: 'concepts', name: { fr: 'mercure' } },
			{ id: 'nameless', scheme: 'articles', name: { en: '' } }
		],
		platform: 'Platform',
		adopter: 'Conference'
	};
	const { document } = decisionDocument(decision, 'fr', 'https://exchange.test') ?? { document: '' };
	const named = [...document.matchAll(/ eId="([^"]*)"/g)].map(([, name]) => name);
	for (const [, name] of document.matchAll(/="#([^"]*)"/g)) expect(named).toContain(name);
	expect(document).toContain('dictionary="#concepts"');
	expect(document).toContain('href="https://exchange.test/concepts/mercury"');
	expect(document).toContain('<statement name="decision" contains="singleVersion">');
	expect([...document.matchAll(/<(preface|preamble|mainBody) eId="\w+" xml:lang="fr">/g)]).toHaveLength(3);
});
