// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import type { Form } from '#forms/form.ts';
import { fingerprint } from './fingerprint.ts';
import { glossaryIn } from './glossary.ts';
import { coverageOf, type Known, mayLeave, shareOf, sourceFor, sourceOf, stateOf, unitsOf } from './unit.ts';

const form: Form = {
	id: 'page',
	version: '1',
	article: '17',
	decision: null,
	status: 'to-verify',
	source: '',
	sections: [
		{
			id: 'text',
			questions: [
				{ id: 'title', kind: 'words', longest: 20 },
				{ id: 'body', kind: 'words' },
				{ id: 'many', kind: 'words', many: true },
				{ id: 'note', kind: 'words', private: true },
				{ id: 'hidden', kind: 'words', when: { question: 'day', is: '2026-01-01' } },
				{ id: 'day', kind: 'day' },
				{ id: 'secret', kind: 'yes-no' }
			]
		}
	],
	rules: [{ rule: 'confidentiality', mark: 'secret', ground: 'note', subjects: 'day', never: [] }],
	checklist: [],
	words: {}
};
const known = (more: Partial<Known>): Known => ({
	question: 'title',
	language: 'fr',
	text: fingerprint('Le mercure'),
	state: 'reviewed',
	sourceLanguage: 'en',
	source: fingerprint('Mercury'),
	by: 'edith',
	at: new Date('2026-11-01'),
	...more
});

describe('where a text stands', () => {
	test.each([
		['missing', null, undefined],
		['draft', 'b', undefined],
		['draft', 'b', { state: 'draft', source: 'a' }],
		['reviewed', 'b', { state: 'reviewed', source: 'a' }],
		['stale', 'b', { state: 'reviewed', source: 'older' }],
		['stale', 'b', { state: 'draft', source: 'older' }],
		['machine', 'b', { state: 'machine', source: 'a' }],
		['machine', 'b', { state: 'machine', source: 'older' }]
	] as const)('%s', (state, text, said) => {
		expect(stateOf(text, 'a', said)).toBe(state);
	});

	test('a text is known by its mark: line ends and composed letters are no change, words are', () => {
		expect(fingerprint('é\r\nx')).toBe(fingerprint('e\u0301\nx'));
		expect(fingerprint('a')).not.toBe(fingerprint('a '));
	});
});

describe('units of a record', () => {
	const answers = {
		title: { en: 'Mercury', fr: 'Le mercure' },
		body: { en: 'One.\n\nTwo.' },
		many: [{ en: 'x' }],
		note: { en: 'inside' },
		hidden: { en: 'hidden' },
		day: '2026-02-02'
	};

	test('in the order of the form, of what is relevant and a text in several languages', () => {
		const units = unitsOf(form, answers, 'fr', 'en', [known({})]);
		expect(units.map(({ question, state, private: inside }) => [question, state, inside])).toEqual([
			['title', 'reviewed', false],
			['body', 'missing', false],
			['note', 'missing', true]
		]);
		expect(units[0]).toMatchObject({ source: 'Mercury', text: 'Le mercure', longest: 20, sourceLanguage: 'en' });
	});

	test('a source that changed leaves the translation stale; changed back, it is not', () => {
		const changed = { ...answers, title: { en: 'Mercury and its compounds', fr: 'Le mercure' } };
		expect(unitsOf(form, changed, 'fr', 'en', [known({})])[0]?.state).toBe('stale');
		expect(unitsOf(form, answers, 'fr', 'en', [known({})])[0]?.state).toBe('reviewed');
	});

	test('what was said of another text says nothing of this one', () => {
		const typed = { ...answers, title: { en: 'Mercury', fr: 'Mercure' } };
		expect(unitsOf(form, typed, 'fr', 'en', [known({})])[0]?.state).toBe('draft');
	});

	test('a text that is missing in the source language is translated from another', () => {
		const units = unitsOf(form, { title: { es: 'Mercurio' }, body: { en: 'Text' } }, 'en', 'en', []);
		expect(units.map(({ question, sourceLanguage }) => [question, sourceLanguage])).toEqual([['title', 'es']]);
		expect(unitsOf(form, {}, 'fr', 'en', [])).toEqual([]);
	});
});

describe('the language that a record is translated from', () => {
	test('the one that was written first, else the one in which most is said', () => {
		expect(sourceOf([{ en: 'a', fr: 'b' }, { fr: 'c' }], ['en'])).toBe('en');
		expect(sourceOf([{ en: 'a', fr: 'b' }, { fr: 'c' }])).toBe('fr');
		expect(sourceOf([{ ar: 'a', ru: 'b' }])).toBe('ru');
		expect(sourceOf([])).toBe('en');
		expect(sourceFor({ ar: 'a', zh: 'b' }, 'fr')).toBe('ar');
		expect(sourceFor({}, 'fr')).toBeNull();
	});
});

test('coverage counts states; the share is what a reader can use', () => {
	const coverage = coverageOf(['missing', 'stale', 'machine', 'draft', 'reviewed', 'reviewed']);
	expect(coverage).toEqual({ missing: 1, stale: 1, machine: 1, draft: 1, reviewed: 2, all: 6 });
	expect(shareOf(coverage)).toBe(0.5);
	expect(shareOf(coverageOf([]))).toBeNull();
});

test('texts that are not meant for the public never leave the platform', () => {
	expect(mayLeave('public', form, {})).toBe(true);
	expect(mayLeave('restricted', form, {})).toBe(false);
	expect(mayLeave('bilateral', form, {})).toBe(false);
	expect(mayLeave('public', form, { secret: true })).toBe(false);
});

describe('the glossary', () => {
	const concepts = [
		{ id: 'mercury', prefLabel: { en: 'mercury', fr: 'mercure', ar: 'الزئبق', ru: 'ртуть', zh: '汞' }, altLabel: { en: ['Hg'] } },
		{
			id: 'mercury-added-products',
			prefLabel: { en: 'mercury-added product', fr: 'produit contenant du mercure ajouté', zh: '添汞产品', ar: 'منتج مضاف إليه الزئبق' },
			altLabel: {}
		},
		{ id: 'untranslated', prefLabel: { en: 'lamp' }, altLabel: {} }
	];
	const found = (text: string, from: 'en' | 'zh' | 'ru' | 'fr', to: 'fr' | 'ar' | 'en') =>
		glossaryIn(text, from, to, concepts).map((hit) => hit.concept);

	test('finds labels in the text, the longest first, each once, in the order of the text', () => {
		expect(glossaryIn('Mercury-added products hold mercury; a lamp does.', 'en', 'fr', concepts)).toEqual([
			{
				concept: 'mercury-added-products',
				found: 'Mercury-added products',
				source: 'mercury-added product',
				target: 'produit contenant du mercure ajouté'
			},
			{ concept: 'mercury', found: 'mercury', source: 'mercury', target: 'mercure' }
		]);
		expect(found('添汞产品', 'zh', 'ar')).toEqual(['mercury-added-products']);
		expect(found('выбросы ртути', 'ru', 'en')).toEqual(['mercury']);
	});

	test('no part of a word is a label, an abbreviation is written as it is, and signs of patterns are text', () => {
		expect(found('mercurial', 'en', 'fr')).toEqual([]);
		expect(found('Hg in air', 'en', 'fr')).toEqual(['mercury']);
		expect(glossaryIn('a (b', 'en', 'fr', [{ id: 'x', prefLabel: { en: '(b', fr: 'y' }, altLabel: {} }])).toHaveLength(1);
	});
});
