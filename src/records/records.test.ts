// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import type { Answers, Json } from '#forms/form.ts';
import { applyAnswers, merge } from './merging.ts';
import { fits, moveNames, moves } from './move.ts';
import { identifier, identifierPrefix, isIdentifier } from './record.ts';
import { seal } from './seal.ts';

describe('two people edit one draft', () => {
	test('different questions and different languages of one text merge', () => {
		const saved = applyAnswers({ title: { en: 'A' } }, { title: { en: 'A', fr: 'B' }, year: 2025 }, { title: { en: 'A', es: 'C' } }, 'me', 'now', 0);
		expect(saved).toEqual({ answers: { title: { en: 'A', fr: 'B', es: 'C' }, year: 2025 }, changed: ['title'], clashes: [] });
	});
	test('a real clash keeps theirs and holds mine', () => {
		const saved = applyAnswers({ year: 2024 }, { year: 2025 }, { year: 2026 }, 'me', 'now', 0);
		expect(saved.answers.year).toBe(2025);
		expect(saved.clashes).toEqual([{ question: 'year', value: 2026, by: 'me', at: 'now', from: 0 }]);
	});
	test('the same change twice is no clash, and sending back what one started from changes nothing', () => {
		expect(merge('a', 'b', 'b')).toEqual({ value: 'b', clash: false });
		expect(merge('a', 'b', 'a')).toEqual({ value: 'b', clash: false });
	});
	test('an answer taken away against one changed is a clash', () => {
		expect(merge('a', 'b', null)).toEqual({ value: 'b', clash: true });
	});
	test('in a thousand random interleavings no acknowledged answer is lost', () => {
		let seed = 7;
		const random = (most: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % most;
		for (let round = 0; round < 1000; round += 1) {
			const history: Answers[] = [{}];
			const held: Json[] = [];
			const said: { question: string; value: Json }[] = [];
			for (let step = 0; step < 12; step += 1) {
				const from = random(history.length);
				const question = `q${random(4)}`;
				const value = `${round}-${step}`;
				const saved = applyAnswers(history[from] as Answers, history.at(-1) as Answers, { [question]: value }, 'someone', 'now', from);
				history.push(saved.answers);
				said.push({ question, value });
				held.push(...saved.clashes.map((clash) => clash.value));
			}
			// Each value stood in the draft at some version, or waits as a clash.
			for (const { question, value } of said) expect(held.includes(value) || history.some((answers) => answers[question] === value)).toBe(true);
		}
	});
});

test('identifiers are short, readable and recognised', () => {
	expect(identifier(identifierPrefix('EXEMPTION', 'CH'), 3)).toBe('MC-EXEMPTION-CH-0003');
	expect(isIdentifier('MC-EXEMPTION-CH-0003')).toBe(true);
	expect(isIdentifier('mc-exemption-ch-3')).toBe(false);
});

test('a seal depends on every part and joins the one before', () => {
	const first = {
		record: 'MC-NAP-GH-0001',
		number: 1,
		form: 'art7-nap',
		formVersion: '1',
		answers: { a: 1, b: { c: [true, null] } },
		submittedAt: '2026-01-01T00:00:00.000Z',
		salt: 'x',
		previous: null
	};
	expect(seal(first)).toMatch(/^[0-9a-f]{64}$/);
	expect(seal({ ...first, answers: { b: { c: [true, null] }, a: 1 } })).toBe(seal(first));
	for (const change of [{ number: 2 }, { previous: 'x' }, { salt: 'y' }, { submittedAt: '2026-01-01T00:00:00.001Z' }, { answers: { a: 2 } }])
		expect(seal({ ...first, ...change })).not.toBe(seal(first));
});

test('moves start only where the table says', () => {
	expect(fits('submit', { stage: 'draft', state: 'unpublished', ownerKind: 'party' })).toBe(true);
	expect(fits('insist', { stage: 'returned', state: 'unpublished', ownerKind: 'party' })).toBe(true);
	expect(fits('insist', { stage: 'returned', state: 'unpublished', ownerKind: 'organisation' })).toBe(false);
	expect(fits('decline', { stage: 'submitted', state: 'unpublished', ownerKind: 'party' })).toBe(false);
	expect(fits('withdraw', { stage: 'draft', state: 'published', ownerKind: 'party' })).toBe(false);
	for (const name of moveNames) expect(moves[name].from.stages.length, name).toBeGreaterThan(0);
});
