// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import type { Form, Question } from '#forms/form.ts';
import { approvalsFor, type ApprovalStep, isApproved } from './approval.ts';
import { askedForm, expiryOf, placeIn, questionsMeant, reminderDue, stateOfAsk, whenOf } from './ask.ts';
import { isAutomatic, replyAddress, replyKeyIn, writtenIn } from './reply-letter.ts';
import { carriedSuggestion } from './suggestion.ts';
import { isTypeable, readTyped, type YesNoWords } from './typed.ts';

const form: Form = {
	id: 'report',
	version: '2',
	article: '21',
	decision: null,
	status: 'to-verify',
	source: '',
	sections: [
		{
			id: 'one',
			when: { question: 'a', is: true },
			questions: [
				{ id: 'a', kind: 'yes-no', also: ['unknown'], required: true },
				{ id: 'b', kind: 'one-of', options: ['landfill', 'export', 'export-only'], when: { question: 'a', is: true } },
				{ id: 'c', kind: 'quantity', units: ['t', 'kg'] }
			]
		},
		{
			id: 'two',
			questions: [
				{ id: 'owner', kind: 'party', given: 'owner' },
				{ id: 'd', kind: 'long-text' }
			]
		}
	],
	rules: [{ rule: 'at-least-one', questions: ['a', 'd'] }],
	checklist: ['whole'],
	words: {
		'form.title': { en: 'Report' },
		'section.one': { en: 'One' },
		'section.two': { en: 'Two' },
		'question.a': { en: 'A?' },
		'question.b': { en: 'B?' },
		'question.d': { en: 'D?' },
		'help.d': { en: 'Canary' },
		'option.b.landfill': { en: 'Landfill', fr: 'Décharge', ru: 'Полигон' },
		'option.b.export': { en: 'Export', fr: 'Exportation' },
		'option.b.export-only': { en: 'Export only', fr: 'Exportation seulement' }
	},
	crosswalk: { from: '1', questions: { old: 'd', gone: null } }
};
const question = (id: string) => form.sections.flatMap(({ questions }) => questions).find((each) => each.id === id) as Question;

describe('an ask', () => {
	test('stands until it is sent, revoked, expired, or the draft is gone', () => {
		const now = new Date('2026-12-01T00:00:00Z');
		const open = { sentAt: null, revokedAt: null, expiresAt: expiryOf('2026-11-20') };
		expect(open.expiresAt.toISOString()).toBe('2026-12-04T23:59:59.000Z');
		expect(stateOfAsk(open, true, now)).toBe('open');
		expect(stateOfAsk(open, true, new Date('2026-12-05T00:00:00Z'))).toBe('expired');
		expect(stateOfAsk(open, false, now)).toBe('closed');
		expect(stateOfAsk({ ...open, revokedAt: now }, true, now)).toBe('revoked');
		expect(stateOfAsk({ ...open, revokedAt: now, sentAt: now }, false, now)).toBe('sent');
		expect(stateOfAsk({ ...open, expiresAt: null }, true, new Date('2030-01-01'))).toBe('open');
	});

	test('is reminded of by its distance from the day, from after it was made', () => {
		const ask = { due: '2026-12-10', askedAt: new Date('2026-11-01T10:00:00Z') };
		expect(reminderDue(ask, '2026-12-02')).toBeNull();
		expect(reminderDue(ask, '2026-12-03')).toBe('before-7 2026-12-10');
		expect(reminderDue(ask, '2026-12-05')).toBe('before-7 2026-12-10');
		expect(reminderDue(ask, '2026-12-10')).toBe('on 2026-12-10');
		expect(reminderDue(ask, '2027-03-01')).toBe('after-14 2026-12-10');
		const late = { due: '2026-12-10', askedAt: new Date('2026-12-04T10:00:00Z') };
		expect(reminderDue(late, '2026-12-05')).toBeNull();
		expect(reminderDue(late, '2026-12-09')).toBe('before-1 2026-12-10');
		expect(reminderDue({ due: '2026-12-10', askedAt: new Date('2026-12-10T10:00:00Z') }, '2026-12-10')).toBeNull();
		expect([whenOf('2026-12-10', '2026-12-09'), whenOf('2026-12-10', '2026-12-10'), whenOf('2026-12-10', '2026-12-11')]).toEqual([
			'before',
			'on',
			'after'
		]);
	});

	test('names questions one by one or by section, in the order of the form, and none that is given', () => {
		expect(questionsMeant(form, { questions: ['d', 'a', 'nothing'], sections: [] })).toEqual(['a', 'd']);
		expect(questionsMeant(form, { questions: ['owner'], sections: ['two'] })).toEqual(['d']);
	});

	test('shows the questions asked, without conditions, rules and other words', () => {
		const asked = askedForm(form, ['b']);
		expect(asked.sections).toEqual([{ id: 'one', questions: [{ id: 'b', kind: 'one-of', options: ['landfill', 'export', 'export-only'] }] }]);
		expect(asked.rules).toEqual([]);
		expect(JSON.stringify(asked)).not.toMatch(/Canary|A\?|"when"|"required"/);
		expect(Object.keys(asked.words)).toContain('option.b.export');
	});

	test('and its suggestions are carried to the form of the draft, or have no place', () => {
		const none = () => undefined;
		expect(placeIn(form, '1', 'old', none)).toBe('d');
		expect(placeIn(form, '1', 'gone', none)).toBeUndefined();
		expect(placeIn(form, '2', 'a', none)).toBe('a');
		expect(carriedSuggestion(form, { formVersion: '1', question: 'old', value: 'Text' }, none)).toEqual({ question: 'd', value: 'Text' });
		expect(carriedSuggestion(form, { formVersion: '1', question: 'gone', value: 'Text' }, none)).toBeUndefined();
	});
});

describe('approval', () => {
	const step = (made: Partial<ApprovalStep>): ApprovalStep => ({
		draftVersion: 3,
		step: 'given',
		about: '',
		reason: '',
		by: 'kofi',
		at: new Date(0),
		...made
	});
	const state = (steps: ApprovalStep[], version = 3) => approvalsFor(['kofi'], steps, version)[0]?.state;

	test('counts for the answers that it was given to', () => {
		expect(state([])).toBe('not-asked');
		expect(state([step({})])).toBe('given');
		expect(state([step({})], 4)).toBe('outdated');
		expect(state([step({}), step({ step: 'asked', about: 'kofi', by: 'ama', draftVersion: 4 })], 4)).toBe('asked');
		expect(state([step({ step: 'declined' })], 4)).toBe('declined');
		expect(state([step({ by: 'ama' })])).toBe('not-asked');
		expect(isApproved(approvalsFor(['kofi', 'ama'], [step({})], 3))).toBe(false);
		expect(isApproved([])).toBe(true);
	});
});

describe('an answer typed into a letter', () => {
	const words: YesNoWords = {
		yes: ['Yes', 'Oui', 'Да', 'نعم', '是'],
		no: ['No', 'Non', 'Нет', 'لا', '否'],
		unknown: ['Not known', 'Inconnu'],
		'not-applicable': ['Not applicable']
	};
	const read = (id: string, text: string) => readTyped(form, question(id), text, 'fr', words);

	test('is read where it can be typed', () => {
		expect(['a', 'b', 'c', 'd', 'owner'].map((id) => isTypeable(question(id)))).toEqual([true, true, true, true, false]);
		expect(isTypeable({ ...question('d'), many: true })).toBe(false);
	});

	test.each([
		['a', 'OUI !', true],
		['a', 'Да, с 2019 года', true],
		['a', 'لا', false],
		['a', '是', true],
		['a', 'Not known', 'unknown'],
		['a', '2', false],
		['a', '\n\n3.\n', 'unknown'],
		['b', 'décharge', 'landfill'],
		['b', 'Decharge.', 'landfill'],
		['b', 'Export only', 'export-only'],
		['b', 'Export, since 2020', 'export'],
		['b', 'export-only', 'export-only'],
		['c', '12,5 t', { amount: '12.5', unit: 't' }],
		['c', '1 234,5 KG.', { amount: '1234.5', unit: 'kg' }],
		['c', '٣٫٥ t', { amount: '3.5', unit: 't' }],
		['d', 'Two lines\nof text', 'Two lines\nof text']
	])('%s: %s', (id, text, value) => expect(read(id, text)).toEqual({ value }));

	test.each([
		['a', 'Perhaps'],
		['a', '9'],
		['a', 'Not'],
		['b', 'Incineration'],
		['c', '12.5'],
		['c', '1,234 t'],
		['c', 'twelve t'],
		['c', '12 lb']
	])('is not guessed: %s: %s', (id, text) => expect(read(id, text)).toEqual({ problem: 'not-understood' }));

	test('may be nothing at all', () => expect(read('d', ' \n ')).toEqual({ problem: 'nothing' }));
});

describe('a letter that comes in', () => {
	test('is for one ask by its address', () => {
		const key = 'ab'.repeat(16);
		expect(replyKeyIn(['x@y.example', replyAddress(key, 'reply.example.org').toUpperCase()], 'reply.example.org')).toBe(key);
		expect(replyKeyIn([replyAddress(key, 'reply.example.org')], 'other.example.org')).toBeUndefined();
		expect(replyKeyIn(['answer+zz@reply.example.org', 'answer@reply.example.org', ''], 'reply.example.org')).toBeUndefined();
	});

	test('is written by a person or by a machine', () => {
		expect(isAutomatic(new Map([['auto-submitted', 'no']]), 'sophie@institute.example')).toBe(false);
		expect(isAutomatic(new Map([['auto-submitted', 'auto-replied']]), 'sophie@institute.example')).toBe(true);
		expect(isAutomatic(new Map(), 'noreply@institute.example')).toBe(true);
		expect(isAutomatic(new Map(), '')).toBe(true);
	});

	test.each([
		['Yes\n\nOn 24 Nov 2026, at 10:00, Platform <noreply@x.example> wrote:\n> No', 'Yes'],
		['Yes\n\nOn Tue, 24 Nov 2026 at 10:00 Minamata Exchange Platform\n<noreply@x.example> wrote:\n> No', 'Yes'],
		['Oui\n\nLe mar. 24 nov. 2026 à 10:00, Plateforme a écrit :\n> Non', 'Oui'],
		['Sí\n\nEl mar, 24 nov 2026 a las 10:00, Plataforma escribió:\n> No', 'Sí'],
		['Да\n\nвт, 24 нояб. 2026 г. в 10:00, Platform <a@b.example> пишет:\n> Нет', 'Да'],
		['是\n\nPlatform <a@b.example> 于2026年11月24日周二 10:00写道：\n> 否', '是'],
		['نعم\n\nفي الثلاثاء، 24 نوفمبر 2026 كتب Platform <a@b.example>:\n> لا', 'نعم'],
		['5 t\n\n-- \nDr Laurent', '5 t'],
		['5 t\n\nSent from my phone', '5 t'],
		['5 t\r\n\r\n________________________________\r\nFrom: Platform', '5 t'],
		['5 t\n\nDe : Platform <a@b.example>\nEnvoyé : mardi', '5 t'],
		['5 t\n\n-- >8 -- Write your answer above this line.\nDear', '5 t'],
		['> all of it is quoted\n> No', ''],
		['On the whole, yes.\nEl Salvador as well.', 'On the whole, yes.\nEl Salvador as well.'],
		['', '']
	])('%j', (text, own) => expect(writtenIn(text)).toBe(own));
});
