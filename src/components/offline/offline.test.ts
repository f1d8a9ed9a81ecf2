// SPDX-License-Identifier: Apache-2.0
// The pure parts of working without a line: the copy that stays in step, the checks on the device, what can be taken along.
import { expect, test } from 'vitest';
import type { Form, Json } from '#forms/form.ts';
import { readSeededDefinitions } from '#records/server/definitions.ts';
import type { SaveReply } from '../fill/client.ts';
import { broughtForward, withStored } from './brought.ts';
import type { Whole } from './device.ts';
import { judgeHere } from './judging.ts';
import { linesOf, takenAway } from './take-away.ts';

const definitions = (await readSeededDefinitions()).filter(({ earlier }) => !earlier);
const form = definitions.find(({ definition }) => definition.form.id === 'art21-full')?.definition.form as Form;

const whole = (version: number, answers: Whole['draft']['answers'] = {}): Whole =>
	({
		form,
		draft: { answers, version, clashes: [], changedAt: '2026-01-01T00:00:00.000Z' },
		schemes: {},
		completeness: [],
		files: { ['a'.repeat(64)]: 'application/pdf' },
		today: '2026-11-27'
	}) as unknown as Whole;
const reply = (version: number, answers: SaveReply['answers']): SaveReply => ({
	version,
	answers,
	savedAt: '2026-01-02T00:00:00.000Z',
	clashes: [],
	findings: [],
	completeness: []
});

test('the copy takes what was stored and what others changed, and is fetched where the reply leaves a gap', () => {
	const flight = { version: 4, answers: { 'c-1': 'mine', 'd-1': null } };
	const forward = broughtForward(whole(5, { 'c-1': 'old', 'd-1': 'gone', 'e-3': 'same' }), flight, reply(7, { 'e-4': 'of a colleague' }));
	expect(forward?.draft).toMatchObject({ version: 7, answers: { 'c-1': 'mine', 'e-3': 'same', 'e-4': 'of a colleague' } });
	expect(forward?.draft.answers).not.toHaveProperty('d-1');
	expect(broughtForward(whole(3), flight, reply(7, {}))).toBeUndefined();
	expect(broughtForward(whole(3), { ...flight, from: { 'c-1': 2 } }, reply(7, {}))?.draft.version).toBe(7);
	expect(broughtForward(whole(5), flight, { ...reply(7, {}), renewed: true })).toBeUndefined();
	// A reply that comes late takes nothing back.
	expect(broughtForward(whole(9, { 'c-1': 'newer' }), flight, reply(7, {}))?.draft.answers).toEqual({ 'c-1': 'newer' });
	// Where the server kept another answer, that one stands.
	expect(broughtForward(whole(4), flight, reply(5, { 'c-1': 'theirs' }))?.draft.answers).toEqual({ 'c-1': 'theirs' });
});

test('an answer takes the name and type by which the server knows its file; the language that was chosen stays', () => {
	const answer: Json = [{ file: 'a', name: 'x.csv', mediaType: 'text/csv', size: 1, language: 'fr' }, { file: 'b' }];
	expect(withStored(answer, { file: 'a', name: 'y.csv', mediaType: 'text/plain', size: 1, language: 'en' })).toEqual([
		{ file: 'a', name: 'y.csv', mediaType: 'text/plain', size: 1, language: 'fr' },
		{ file: 'b' }
	]);
});

test('the device judges as the server does, by the day of the server, with files that only wait there', () => {
	const file = (letter: string) => [{ file: letter.repeat(64), name: 'x.pdf', mediaType: 'application/pdf', size: 1, language: 'en' }];
	const found = (answers: Whole['draft']['answers'], files: { sha256: string; mediaType: string }[] = []) =>
		judgeHere(whole(0), answers, files).findings.map(({ at, code }) => `${at} ${code}`);
	expect(found({})).toContain('q3-1 required');
	expect(found({ 'q3-1': true })).toContain('q3-1-c required');
	expect(found({ 'q3-1': false })).not.toContain('q3-1-c required');
	expect(found({ 'a-2': '2026-02-30' })).toContain('a-2 not-a-day');
	expect(found({ 'e-3-files': file('a') }).join()).not.toContain('attachment-missing');
	expect(found({ 'e-3-files': file('b') }).join()).toContain('attachment-missing');
	expect(found({ 'e-3-files': file('b') }, [{ sha256: 'b'.repeat(64), mediaType: 'application/pdf' }]).join()).not.toContain('attachment-missing');
	expect(judgeHere(whole(0), {}, []).completeness.length).toBeGreaterThan(10);
});

test('what is not sent can be read by anybody: question by question, whatever the answer is', () => {
	const text = takenAway(
		'MC-REPORT-GH-0001',
		new Map<string, never>(
			Object.entries({ 'c-1': 'First line\nsecond line', 'q3-1-c': [{ year: '2024', amount: { amount: '5', unit: 't' } }], gone: null }) as never
		),
		form,
		'en'
	);
	expect(text).toContain('First line\r\n  second line');
	expect(text).toContain('amount: 5');
	expect(text).toContain('gone\r\n  –');
	expect(text).toMatch(/3\.1 \(c\) Mercury mined/);
	expect(linesOf(['a', 'b'])).toEqual(['a', 'b']);
});
