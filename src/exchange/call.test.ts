// SPDX-License-Identifier: Apache-2.0
import { languages } from '#text/languages.ts';
import { describe, expect, test } from 'vitest';
import type { Answers, Json } from '#forms/form.ts';
import { faultsIn } from '#forms/sound.ts';
import { readSeededDefinitions } from '#records/server/definitions.ts';
import { callFrom, closesAt, isAsked, isLate, lastDay, reminderDue, seatsOf, startOf, stateOf, takesAnswers } from './call.ts';
import { formForCall } from './call-form.ts';

const answers: Answers = {
	kind: 'information',
	title: { en: 'Call' },
	asked: { en: 'Tell us.' },
	opens: '2026-03-01',
	deadline: '2026-03-31',
	zone: 'geneva',
	late: true,
	who: ['all'],
	reminders: ['14', '7'],
	questions: [
		{ label: { en: 'What is used?', fr: 'Qu’est-ce qui est utilisé ?' }, kind: 'long-text', required: true },
		{ label: { en: 'Who may be reached?' }, kind: 'text', private: true },
		{ label: { en: 'Nonsense' }, kind: 'matrix' }
	]
};
const call = (more = {}) => callFrom({ ...answers, ...more }) as NonNullable<ReturnType<typeof callFrom>>;

describe('the days of a call', () => {
	test('a day ends at midnight where the call says, summer time included', () => {
		// Summer time began on 29 March: midnight at the end of the 31st is two hours before that of UTC.
		expect(closesAt(call()).toISOString()).toBe('2026-03-31T22:00:00.000Z');
		expect(closesAt(call({ zone: 'utc' })).toISOString()).toBe('2026-04-01T00:00:00.000Z');
		expect(closesAt(call({ zone: 'anywhere' })).toISOString()).toBe('2026-04-01T12:00:00.000Z');
		expect(startOf('2026-03-01', 'geneva').toISOString()).toBe('2026-02-28T23:00:00.000Z');
		expect(startOf('2026-03-29', 'geneva').toISOString()).toBe('2026-03-28T23:00:00.000Z');
	});

	test('announced, open, extended, closed, compiled', () => {
		const on = (at: string, more = {}, outcome: string | null = null) => stateOf(call(more), outcome, new Date(at));
		const extended = { extensions: [{ deadline: '2026-04-15', reason: 'Asked for', on: '2026-03-20' }] };
		expect(on('2026-02-28T22:59:00Z')).toBe('announced');
		expect(on('2026-02-28T23:00:00Z')).toBe('open');
		expect(on('2026-03-31T21:59:00Z')).toBe('open');
		expect(on('2026-03-31T22:00:00Z')).toBe('closed');
		expect(on('2026-03-31T22:00:00Z', extended)).toBe('extended');
		expect(on('2026-05-01T00:00:00Z', extended, 'compiled')).toBe('compiled');
		expect(lastDay(call({ extensions: [...extended.extensions, { deadline: '2026-04-01', reason: 'Less', on: '2026-03-21' }] }))).toBe('2026-04-15');
	});

	test('what is late is marked, or refused where the call says so', () => {
		expect(isLate(call(), new Date('2026-03-31T21:59:59Z'))).toBe(false);
		expect(isLate(call(), new Date('2026-03-31T22:00:00Z'))).toBe(true);
		expect(takesAnswers(call(), 'closed')).toBe(true);
		expect(takesAnswers(call({ late: false }), 'closed')).toBe(false);
		expect(takesAnswers(call(), 'compiled')).toBe(false);
	});

	test('a reminder of a day on which nothing ran is made up for by the nearest one', () => {
		expect(reminderDue(call(), '2026-03-16')).toBe(null);
		expect(reminderDue(call(), '2026-03-17')).toBe(14);
		expect(reminderDue(call(), '2026-03-20')).toBe(14);
		expect(reminderDue(call(), '2026-03-25')).toBe(7);
		expect(reminderDue(call(), '2026-04-01')).toBe(null);
	});

	test('who is asked', () => {
		expect(isAsked(call(), 'party')).toBe(true);
		expect(isAsked(call({ who: ['parties'] }), 'organisation')).toBe(false);
		expect(isAsked(call(), 'secretariat')).toBe(false);
	});

	test('a draft without days is no call yet', () => expect(callFrom({ title: { en: 'x' }, deadline: 'soon' })).toBe(null));
});

describe('the form that answers a call', async () => {
	const seeded = await readSeededDefinitions();
	const form = (id: string) => seeded.find(({ definition, earlier }) => !earlier && definition.form.id === id)?.definition.form as never;

	test('is sound but for languages that the call does not speak, and asks its questions', () => {
		const made = formForCall(form('call-response'), form('call'), 'MC-CALL-SEC-0001', call({ decision: 'MC-5/9' }));
		expect(faultsIn(made).filter(({ code }) => code !== 'words-missing')).toEqual([]);
		const asked = made.sections.find(({ id }) => id === 'asked');
		expect(asked?.questions).toMatchObject([
			{ id: 'asked1', kind: 'long-text', required: true },
			{ id: 'asked2', private: true }
		]);
		expect(made.version).toMatch(/^mc-call-sec-0001-[0-9a-f]{8}$/);
		expect(made.rules).toContainEqual({ rule: 'at-least-one', questions: ['files', 'comments', 'asked1', 'asked2'] });
	});

	test('is the same as long as the questions are, and another when one is changed', () => {
		const version = (more = {}) => formForCall(form('call-response'), form('call'), 'MC-CALL-SEC-0001', call(more)).version;
		expect(version({ deadline: '2026-06-30', title: { en: 'Another title' } })).toBe(version());
		expect(version({ questions: (answers.questions as Json[]).slice(0, 1) })).not.toBe(version());
	});

	test('of nominations asks for the consent and not for the body', () => {
		const made = formForCall(form('nomination'), form('call'), 'MC-CALL-SEC-0002', call({ kind: 'nominations', body: 'eeg' }));
		expect(faultsIn(made).filter(({ code }) => code !== 'words-missing')).toEqual([]);
		const questions = made.sections.flatMap((section) => section.questions);
		expect(questions.find(({ id }) => id === 'body')).toMatchObject({ given: 'beginning', options: ['eeg'] });
		expect(questions.find(({ id }) => id === 'publicConsent')).toMatchObject({ required: true });
		// Each question has a name that people read, that of the call too.
		for (const { id } of questions) expect(Object.keys(made.words[`question.${id}`] ?? {}), id).toEqual(expect.arrayContaining([...languages]));
	});
});

test('seats are those of the region; observers have none of a region, and a call without seats leaves it open', () => {
	const seats = [
		{ region: 'africa', seats: 2 },
		{ region: 'africa', seats: 1 }
	];
	expect(seatsOf({ seats }, { region: 'africa', seat: 'member' })).toBe(3);
	expect(seatsOf({ seats }, { region: 'grulac', seat: 'member' })).toBe(0);
	expect(seatsOf({ seats }, { seat: 'member' })).toBe(0);
	expect(seatsOf({ seats }, { region: 'grulac', seat: 'observer' })).toBeNull();
	expect(seatsOf({ seats: [] }, { region: 'grulac' })).toBeNull();
});
