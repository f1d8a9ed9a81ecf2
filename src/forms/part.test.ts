// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { relevantIds } from './condition.ts';
import type { Form } from './form.ts';
import { answersOf, isPaged, sectionAt, worded } from './part.ts';

const form: Form = {
	id: 'long',
	version: '1',
	article: '21',
	decision: null,
	status: 'sourced',
	source: 'test',
	sections: [
		{
			id: 'one',
			questions: [
				{ id: 'first', kind: 'yes-no' },
				{ id: 'text', kind: 'long-text' }
			]
		},
		{ id: 'two', questions: [{ id: 'second', kind: 'text', when: { question: 'first', is: true } }] }
	],
	rules: [],
	checklist: [],
	words: {
		'form.title': { en: 'A form', fr: 'Un formulaire' },
		'section.one': { en: 'One', fr: 'Un' },
		'question.first': { en: 'First?', fr: 'Premier ?' },
		'question.second': { en: 'Second?' }
	}
};

test('a page of a long form has the words of its section in the reader’s language, and all titles', () => {
	expect(worded(form, 'fr', 'two').words).toEqual({
		'form.title': { fr: 'Un formulaire' },
		'section.one': { fr: 'Un' },
		'question.second': { en: 'Second?' }
	});
	expect(Object.keys(worded(form, 'en').words)).toHaveLength(4);
});

test('it has the answers that decide what is relevant in it, and its own', () => {
	const answers = { first: true, text: 'long', second: 'yes' };
	const part = answersOf(form, 'two', answers);
	expect(part).toEqual({ first: true, second: 'yes' });
	expect(relevantIds(form, part)).toEqual(relevantIds(form, answers));
});

test('a place in an answer leads to its section; a form of few questions has one page', () => {
	expect(sectionAt(form, 'second.0.year')?.id).toBe('two');
	expect(sectionAt(form, 'nowhere')).toBeUndefined();
	expect(isPaged(form)).toBe(false);
});
