// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { applyChanges, designFrom } from './designing.ts';
import { type Form, questionOf } from './form.ts';
import { alsoIn, asKept, changedWords, questionsWorded, sourcedChanges, textsIn, wordLines, wordsAsChanges } from './wording.ts';

const form = (id: string, words: Form['words']): Form => ({
	id,
	version: '1',
	article: '21',
	decision: null,
	status: 'to-verify',
	source: 'a test',
	sections: [
		{
			id: 'all',
			questions: [
				{ id: 'q', kind: 'text', star: true },
				{ id: 'm', kind: 'table', columns: [{ id: 'c', kind: 'one-of', options: ['x'], status: 'to-verify' }] }
			]
		}
	],
	rules: [],
	checklist: [],
	words
});
const full = form('full', { 'question.q': { en: 'Old', fr: 'Vieux' }, 'question.m.c': { en: 'Column' }, 'form.title': { en: 'Full' } });

test('every key has one line, in the order in which people read', () => {
	expect(wordLines(full).map(({ key, kind }) => `${kind} ${key}`)).toEqual([
		...['form form.title', 'form form.short', 'form form.intro', 'section section.all', 'question question.q', 'help help.q'],
		...['question question.m', 'help help.m', 'column question.m.c', 'help help.m.c', 'option option.m.c.x']
	]);
});

test('an offer changes what differs in keys that are known, and leaves the other languages', () => {
	const offer = {
		'question.q': { en: ' New ', fr: 'Vieux', ru: '' },
		'question.none': { en: 'x' },
		constructor: { en: 'x' },
		'help.q': { en: 'a\r\nb' }
	};
	expect(changedWords(full, offer)).toEqual({ 'question.q': { en: 'New' }, 'help.q': { en: 'a\nb' } });
	expect(wordsAsChanges(full, offer)).toEqual([{ do: 'words', words: { 'question.q': { en: 'New', fr: 'Vieux' }, 'help.q': { en: 'a\nb' } } }]);
	expect(wordsAsChanges(full, { 'question.q': { en: 'Old' } })).toEqual([]);
	expect(textsIn(changedWords(full, offer))).toBe(2);
	expect(asKept('question.q', 'two\n\tlines')).toBe('two lines');
	expect(questionsWorded(full, { 'question.m.c': { en: 'x' }, 'form.title': { en: 'x' } })).toEqual(['m']);
});

test('a sister form takes the same words where it said the same before, language by language', () => {
	const sister = form('short', { 'question.q': { en: 'Old', fr: 'Autre' }, 'question.m.c': { en: 'Column' }, 'form.title': { en: 'Short' } });
	const offer = { 'question.q': { en: 'New', fr: 'Nouveau', es: 'Nuevo' }, 'form.title': { en: 'Official' }, 'question.m.c': { en: 'Column' } };
	expect(alsoIn(sister, full, offer)).toEqual({ 'question.q': { en: 'New' } });
});

test('a question that was compared names its source and keeps all else; its columns follow', () => {
	const changed = applyChanges({ base: full, form: designFrom(full), held: [] }, sourcedChanges(full, ['q', 'm', 'nobody'], 'annex'));
	if (Array.isArray(changed)) throw new Error(JSON.stringify(changed));
	expect(questionOf(changed, 'q')).toEqual({ id: 'q', kind: 'text', star: true, status: 'sourced', source: 'annex' });
	expect(questionOf(changed, 'm')?.columns).toEqual([{ id: 'c', kind: 'one-of', options: ['x'], status: 'sourced' }]);
	expect(sourcedChanges(changed, ['q', 'm'], 'annex')).toEqual([]);
});
