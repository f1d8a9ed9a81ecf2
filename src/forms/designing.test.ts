// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { languages } from '#text/languages.ts';
import type { Words } from '#text/words.ts';
import { check } from './check.ts';
import { canShow, carryOver } from './crosswalk.ts';
import { aroundDifferences, carryAlong, differencesBetween, faultsOfDesign, toVerify, wordsOf } from './designed.ts';
import { applyChange, applyChanges, type Change, designFrom } from './designing.ts';
import { type Form, type Json, type KindName, type Question, questionOf } from './form.ts';
import { neededWords } from './sound.ts';

const six = (text: string): Words => Object.fromEntries(languages.map((language) => [language, `${text} ${language}`]));
const worded = (form: Form): Form => ({
	...form,
	words: { ...Object.fromEntries(neededWords(form).map((key) => [key, six(key)])), ...form.words }
});

const base: Form = worded({
	id: 'trial',
	version: '1',
	article: '17',
	decision: null,
	status: 'sourced',
	source: 'a test',
	sections: [
		{
			id: 'about',
			questions: [
				{ id: 'party', kind: 'party', required: true, given: 'owner' },
				{ id: 'kind', kind: 'one-of', options: ['plan', 'report'], required: true },
				{ id: 'day', kind: 'day' }
			]
		},
		{
			id: 'more',
			when: { question: 'kind', is: 'plan' },
			questions: [
				{ id: 'detail', kind: 'long-text', when: { question: 'kind', is: 'plan' }, status: 'to-verify' },
				{ id: 'amounts', kind: 'table', columns: [{ id: 'substance', kind: 'text' }] }
			]
		}
	],
	rules: [{ rule: 'at-least-one', questions: ['day', 'detail'] }],
	checklist: [],
	titleFrom: 'detail',
	words: {}
});

const held = ['kind'];
const design = (form = designFrom(base)) => ({ base, form, held });
const made = (...changes: Change[]): Form => {
	const form = applyChanges(design(), changes);
	if (Array.isArray(form)) throw new Error(JSON.stringify(form));
	return form;
};
const refused = (...changes: Change[]) => {
	const faults = applyChanges(design(), changes);
	return Array.isArray(faults) ? faults.map(({ at, code }) => `${at} ${code}`) : [];
};

test('a design begins as the version in use and says no difference', () => {
	const form = designFrom(base);
	expect(differencesBetween(base, form)).toEqual([]);
	expect(aroundDifferences(base, form)).toEqual([]);
	expect(faultsOfDesign(form)).toEqual([]);
	expect(form.crosswalk).toEqual({ from: '1', questions: {}, options: {} });
});

describe('adding', () => {
	const added = () =>
		made({ do: 'add-question', section: 'more', question: 'link', settings: { kind: 'url', when: { question: 'kind', is: 'plan' } } });
	test('a question asks for words in six languages before it can be published', () => {
		const form = added();
		expect(faultsOfDesign(form)).toEqual([{ at: 'question.link', code: 'words-missing', values: { languages: languages.join(', ') } }]);
		const whole = applyChange(design(form), { do: 'words', words: { 'question.link': six('Link') } }) as Form;
		expect(faultsOfDesign(whole)).toEqual([]);
		expect(wordsOf(whole).find(({ key }) => key === 'question.link')).toEqual({ key: 'question.link', needed: true, there: 6 });
		expect(differencesBetween(base, whole)).toEqual([{ before: null, after: 'link', differs: [] }]);
	});
	test('what cannot be is refused, and nothing is half done', () => {
		const before = designFrom(base);
		expect(refused({ do: 'add-question', section: 'more', question: 'day', settings: { kind: 'text' } })).toEqual(['day id-taken']);
		expect(refused({ do: 'add-question', section: 'more', question: '1x', settings: { kind: 'text' } })).toEqual(['1x not-an-id']);
		expect(refused({ do: 'add-question', section: 'none', question: 'x', settings: { kind: 'text' } })).toEqual(['none gone']);
		expect(refused({ do: 'add-question', section: 'more', question: 'x', settings: { kind: 'text', units: ['t'] } })).toEqual(['x not-a-limit']);
		expect(refused({ do: 'add-question', section: 'more', question: 'x', settings: { kind: 'riddle' as never } })).toEqual(['x unknown-kind']);
		expect(refused({ do: 'add-section', section: 'about' })).toEqual(['about id-taken']);
		expect(
			applyChanges({ base, form: before, held }, [
				{ do: 'add-section', section: 'third' },
				{ do: 'remove-question', question: 'kind' }
			])
		).toEqual([{ at: 'kind', code: 'held' }]);
		expect(before).toEqual(designFrom(base));
	});
	test('names that every object has, limits that no page could offer, and strange words are refused', () => {
		const settings = (more: object) => ({ kind: 'text', ...more }) as never;
		expect(refused({ do: 'add-question', section: 'more', question: 'constructor', settings: { kind: 'text' } })).toEqual(['constructor not-an-id']);
		expect(refused({ do: 'add-part', question: 'kind', part: 'options', id: 'toString' })).toEqual(['toString not-an-id']);
		expect(refused({ do: 'add-question', section: 'more', question: 'x', settings: settings({ kind: 'constructor' }) })).toEqual(['x unknown-kind']);
		expect(refused({ do: 'add-question', section: 'more', question: 'x', settings: settings({ kind: 'yes-no', also: ['perhaps'] }) })).toEqual([
			'x not-a-limit'
		]);
		expect(refused({ do: 'add-question', section: 'more', question: 'x', settings: settings({ kind: 'concept', scheme: 'nothing' }) })).toEqual([
			'x not-a-limit'
		]);
		expect(refused({ do: 'add-question', section: 'more', question: 'x', settings: settings({ kind: 'words', languages: ['xx'] }) })).toEqual([
			'x not-a-limit'
		]);
		expect(refused({ do: 'move-part', question: 'kind', part: 'id' as never, id: 'k', by: 1 })).toEqual(['k gone']);
		expect(refused({ do: 'words', words: { __proto__x: { en: 'x' } } })).toEqual(['__proto__x gone']);
	});
	test('a condition reads earlier questions only', () => {
		expect(refused({ do: 'set-question', question: 'day', settings: { kind: 'day', when: { question: 'detail', answered: true } } })).toEqual([
			'day reads-later'
		]);
		expect(refused({ do: 'move-section', section: 'more', by: -1 })).toEqual(['more reads-later']);
		expect(refused({ do: 'set-section', section: 'about', when: { question: 'nobody', answered: true } })).toEqual(['about reads-later']);
	});
	test('options, rows and columns', () => {
		const form = made(
			{ do: 'add-part', question: 'kind', part: 'options', id: 'both' },
			{ do: 'move-part', question: 'kind', part: 'options', id: 'both', by: -1 },
			{ do: 'add-part', question: 'amounts', part: 'columns', id: 'amount', settings: { kind: 'quantity', units: ['t'] } },
			{ do: 'set-column', question: 'amounts', id: 'substance', settings: { kind: 'one-of', required: true }, options: ['mercury'] }
		);
		expect(questionOf(form, 'kind')?.options).toEqual(['plan', 'both', 'report']);
		expect(questionOf(form, 'amounts')?.columns).toEqual([
			{ id: 'substance', kind: 'one-of', required: true, options: ['mercury'] },
			{ id: 'amount', kind: 'quantity', units: ['t'] }
		]);
		expect(refused({ do: 'add-part', question: 'day', part: 'options', id: 'x' })).toEqual(['day not-a-limit']);
		expect(refused({ do: 'remove-part', question: 'kind', part: 'options', id: 'plan' })).toEqual(['plan read-elsewhere']);
		expect(refused({ do: 'move-part', question: 'kind', part: 'options', id: 'plan', by: -1 })).toEqual(['plan no-place']);
	});
});

describe('moving', () => {
	test('a question passes from section to section', () => {
		const form = made({ do: 'move-question', question: 'day', by: 1 });
		expect(form.sections.map((section) => section.questions.map(({ id }) => id))).toEqual([
			['party', 'kind'],
			['day', 'detail', 'amounts']
		]);
		expect(differencesBetween(base, form)).toEqual([{ before: 'day', after: 'day', differs: ['section'] }]);
		expect(refused({ do: 'move-question', question: 'party', by: -1 })).toEqual(['party no-place']);
	});
});

describe('the crosswalk', () => {
	const answers = { kind: 'plan', day: '2026-01-01', detail: 'as planned' };
	test('follows a renamed question through conditions, rules, words and titles', () => {
		const form = made({ do: 'rename-question', question: 'detail', to: 'account' });
		expect(form.crosswalk?.questions).toEqual({ detail: 'account' });
		expect(form.rules).toEqual([{ rule: 'at-least-one', questions: ['day', 'account'] }]);
		expect(form.titleFrom).toBe('account');
		expect(form.words['question.account']).toEqual(base.words['question.detail']);
		expect(form.words['question.detail']).toBeUndefined();
		expect(carryOver({ ...form, version: '2' }, '1', answers)).toEqual({
			answers: { kind: 'plan', day: '2026-01-01', account: 'as planned' },
			dropped: {}
		});
		// Twice renamed is renamed once; renamed back is as before.
		const again = applyChange(design(form), { do: 'rename-question', question: 'account', to: 'story' }) as Form;
		expect(again.crosswalk?.questions).toEqual({ detail: 'story' });
		const back = applyChange(design(again), { do: 'rename-question', question: 'story', to: 'detail' }) as Form;
		expect(back.crosswalk?.questions).toEqual({});
		expect(differencesBetween(base, back)).toEqual([]);
	});
	test('a removed question leaves its answer to be listed, also when its id is used anew', () => {
		const form = made(
			{ do: 'rename-question', question: 'amounts', to: 'quantities' },
			{ do: 'remove-question', question: 'quantities' },
			{ do: 'add-question', section: 'about', question: 'amounts', settings: { kind: 'text' } }
		);
		expect(form.crosswalk?.questions).toEqual({ amounts: null });
		const rows = [{ substance: 'mercury' }];
		expect(carryOver({ ...form, version: '2' }, '1', { ...answers, amounts: rows })).toEqual({ answers, dropped: { amounts: rows } });
		expect(differencesBetween(base, form)).toEqual([
			{ before: null, after: 'amounts', differs: [] },
			{ before: 'amounts', after: null, differs: [] }
		]);
		// Unless the secretariat says that the new question takes the old answers.
		const taken = applyChange(design(form), { do: 'carry', from: 'amounts', to: 'amounts' }) as Form;
		expect(carryOver({ ...taken, version: '2' }, '1', { amounts: 'x' })).toEqual({ answers: { amounts: 'x' }, dropped: {} });
		expect(applyChange(design(form), { do: 'carry', from: 'amounts', to: 'day' })).toEqual([
			{ at: 'amounts', code: 'carried-twice', values: { question: 'day' } }
		]);
	});
	test('follows renamed options, in conditions too', () => {
		const form = made({ do: 'rename-option', question: 'kind', id: 'plan', to: 'national-plan' });
		expect(form.crosswalk?.options).toEqual({ kind: { plan: 'national-plan' } });
		expect(form.sections[1]?.when).toEqual({ question: 'kind', is: 'national-plan' });
		expect(form.words['option.kind.national-plan']).toEqual(base.words['option.kind.plan']);
		expect(carryOver({ ...form, version: '2' }, '1', answers).answers).toMatchObject({ kind: 'national-plan' });
		const back = applyChange(design(form), { do: 'rename-option', question: 'kind', id: 'national-plan', to: 'plan' }) as Form;
		expect(back.crosswalk?.options).toEqual({});
	});
	test('what is read elsewhere, is held, or comes from the owner cannot be taken away', () => {
		expect(refused({ do: 'remove-question', question: 'kind' })).toEqual(['kind held']);
		expect(refused({ do: 'rename-question', question: 'kind', to: 'sort' })).toEqual(['kind held']);
		expect(refused({ do: 'remove-question', question: 'party' })).toEqual(['party held']);
		expect(refused({ do: 'remove-question', question: 'detail' })).toEqual(['detail read-elsewhere']);
	});
	test('leads over several versions', () => {
		const second = { ...made({ do: 'rename-question', question: 'detail', to: 'account' }), version: '2' };
		const third = applyChanges({ base: second, form: designFrom(second), held }, [
			{ do: 'rename-question', question: 'account', to: 'story' },
			{ do: 'remove-question', question: 'amounts' }
		]) as Form;
		const versions: { [version: string]: Form } = { '1': base, '2': second };
		expect(carryAlong({ ...third, version: '3' }, '1', { detail: 'as planned', amounts: 'some' }, (version) => versions[version])).toEqual({
			answers: { story: 'as planned' },
			dropped: { amounts: 'some' }
		});
	});
});

test('words are trimmed and normal, and hide nothing', () => {
	const form = made({ do: 'words', words: { 'question.day': { en: '  Day \r\n of it ', fr: '' } } });
	expect(form.words['question.day']).toEqual({ en: 'Day \n of it' });
	expect(faultsOfDesign(form)).toEqual([{ at: 'question.day', code: 'words-missing', values: { languages: 'ar, es, fr, ru, zh' } }]);
	expect(refused({ do: 'words', words: { 'question.day': { en: 'a\u202eb' } } })).toEqual(['question.day hidden-characters']);
	expect(refused({ do: 'words', words: { 'question.day': { en: 'x'.repeat(6001) } } })).toEqual(['question.day too-long']);
});

test('a list without entries, a table without columns and an empty section stand in the way of publishing', () => {
	const form = made(
		{ do: 'add-section', section: 'third' },
		{ do: 'add-question', section: 'about', question: 'choice', settings: { kind: 'some-of' } },
		{ do: 'add-question', section: 'about', question: 'grid', settings: { kind: 'matrix' } },
		{ do: 'set-column', question: 'amounts', id: 'substance', settings: { kind: 'one-of' } }
	);
	const codes = faultsOfDesign(form)
		.filter(({ code }) => code !== 'words-missing')
		.map(({ at, code }) => `${at} ${code}`);
	expect(codes).toEqual([
		'third section-empty',
		'choice nothing-to-choose',
		'grid no-columns',
		'grid no-rows',
		'amounts.substance nothing-to-choose'
	]);
});

test('bounds that leave no answer stand in the way of publishing; those that move with the day do not', () => {
	const crossed = (kind: 'integer' | 'year' | 'quantity' | 'day' | 'month', least: string | number, most: string | number) =>
		faultsOfDesign(made({ do: 'add-question', section: 'about', question: 'bounded', settings: { kind, least, most } }))
			.filter(({ code }) => code === 'bounds-crossed')
			.map(({ at, values }) => [at, values]);
	expect(crossed('integer', 10, 1)).toEqual([['bounded', { least: '10', most: '1' }]]);
	expect(crossed('quantity', '10.5', '9.75')).toHaveLength(1);
	expect(crossed('day', '2026-03-02', '2026-03-01')).toHaveLength(1);
	expect(crossed('month', '2026-03', '2025-12')).toHaveLength(1);
	for (const [kind, least, most] of [
		['integer', 1, 1],
		['quantity', '9.75', '10.5'],
		['year', 1999, 2026],
		['day', 'today', '2020-01-01']
	] as const)
		expect([kind, crossed(kind, least, most)]).toEqual([kind, []]);
});

test('a changed kind drops the lists that it does not know, and its answers are found, not lost', () => {
	const form = made({ do: 'set-question', question: 'day', settings: { kind: 'year' } });
	const { answers } = carryOver({ ...form, version: '2' }, '1', { kind: 'report', day: '2026-01-01' });
	const found = check(form, answers, { today: '2026-11-24', has: () => true, file: () => undefined, record: () => undefined });
	expect(answers.day).toBe('2026-01-01');
	expect(found.map(({ at, code }) => `${at} ${code}`)).toContain('day not-a-year');
	expect(toVerify(form).map(({ id }) => id)).toEqual(['detail']);
});

test('which answers a question can show at all after its kind was changed', () => {
	const can = (kind: KindName, answer: Json, more: object = {}) => canShow({ id: 'day', kind, ...more } as Question, answer);
	for (const [kind, answer] of [
		['text', true],
		['long-text', [{ c: 1 }]],
		['text', { en: 'Words' }],
		['words', 'A text'],
		['integer', ['a', 'b']],
		['yes-no', [1]],
		['some-of', 'a'],
		['table', 'a']
	] as const)
		expect([kind, can(kind, answer as Json)]).toEqual([kind, false]);
	for (const [kind, answer] of [
		['text', '2026'],
		['text', 7],
		['integer', 'seven'],
		['yes-no', false],
		['some-of', ['gone']],
		['words', { en: 'Words' }],
		['contact', { name: 'A' }],
		['text', null]
	] as const)
		expect([kind, can(kind, answer as Json)]).toEqual([kind, true]);
	expect([can('text', ['a'], { many: true }), can('text', 'a', { many: true }), can('yes-no', 'unknown', { also: ['unknown'] })]).toEqual([
		true,
		false,
		true
	]);
});
