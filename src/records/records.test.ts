// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import type { Answers, Json } from '#forms/form.ts';
import { applyAnswers, merge } from './merging.ts';
import { fitting, fittingMoves, moveNames, movesFor } from './move.ts';
import { identifier, identifierPrefix, isIdentifier } from './record.ts';
import { replyClock } from './reply.ts';
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

describe('moves', () => {
	const plain = { outcomes: undefined };
	const at = (
		stage: 'draft' | 'submitted' | 'returned' | 'done',
		state: 'unpublished' | 'published',
		visibility: 'public' | 'restricted' | 'bilateral',
		ownerKind: 'party' | 'organisation' = 'party'
	) => ({ stage, state, visibility, ownerKind }) as const;

	test('start only where the table says', () => {
		expect(fitting('submit', at('draft', 'unpublished', 'public'), plain)?.event).toBe('submitted');
		expect(fitting('insist', at('returned', 'unpublished', 'public'), plain)).toBeDefined();
		expect(fitting('insist', at('returned', 'unpublished', 'public', 'organisation'), plain)).toBeUndefined();
		expect(fitting('decline', at('submitted', 'unpublished', 'public'), plain)).toBeUndefined();
		expect(fitting('withdraw', at('draft', 'published', 'public'), plain)).toBeUndefined();
	});
	test('of public and restricted records are the same; only the event says that a restricted one is registered', () => {
		const [open, closed] = [movesFor({ visibility: 'public' }, plain), movesFor({ visibility: 'restricted' }, plain)];
		expect(Object.keys(closed)).toEqual(Object.keys(open));
		expect([open.publish?.event, closed.publish?.event, closed.insist?.event]).toEqual(['published', 'registered', 'registered']);
		expect({ ...closed.publish, event: 'published' }).toEqual(open.publish);
	});
	test('of bilateral records pass the secretariat by: submitting sends', () => {
		const table = movesFor({ visibility: 'bilateral' }, { outcomes: ['consented'], decides: 'other-party' });
		expect(Object.keys(table).toSorted()).toEqual(['decide', 'discard', 'revise', 'submit', 'withdraw']);
		expect(table.submit).toMatchObject({ event: 'sent', to: { stage: 'done', state: 'published' } });
		expect(fittingMoves(at('done', 'published', 'bilateral'), { outcomes: ['consented'], decides: 'other-party' }).map(({ name }) => name)).toEqual([
			'decide',
			'revise',
			'withdraw'
		]);
	});
	test('record an outcome only of what stands, and by whom the type says', () => {
		const ability = (decides?: 'secretariat' | 'other-party' | 'owner') =>
			movesFor({ visibility: 'public' }, { outcomes: ['granted'], decides }).decide?.ability;
		expect([ability(), ability('secretariat'), ability('other-party'), ability('owner')]).toEqual([
			'outcome.by-secretariat',
			'outcome.by-secretariat',
			'outcome.by-other-party',
			'outcome.by-owner'
		]);
		expect(movesFor({ visibility: 'public' }, { outcomes: [] }).decide).toBeUndefined();
		expect(movesFor({ visibility: 'public' }, undefined).decide).toBeUndefined();
		expect(fitting('decide', at('draft', 'unpublished', 'public'), { outcomes: ['granted'] })).toBeUndefined();
		// Also while the owner prepares another revision.
		expect(fitting('decide', at('draft', 'published', 'public'), { outcomes: ['granted'] })).toBeDefined();
	});
	test('each have where they start, in every table', () => {
		for (const visibility of ['public', 'restricted', 'bilateral'] as const) {
			const table = movesFor({ visibility }, { outcomes: ['x'] });
			for (const name of moveNames) if (table[name]) expect(table[name].from.stages.length, `${visibility} ${name}`).toBeGreaterThan(0);
		}
	});
});

describe('the clock for an answer', () => {
	test('counts working days after the day of sending', () => {
		// Friday 13 November 2026, thirty working days: Friday 25 December.
		expect(replyClock('2026-11-13', 30, '2026-11-24', false)).toEqual({ due: '2026-12-25', halfway: '2026-12-04', status: 'waiting', left: 23 });
		expect(replyClock('2026-11-13', 30, '2026-12-25', false)).toMatchObject({ status: 'waiting', left: 0 });
		expect(replyClock('2026-11-13', 30, '2026-12-26', false)).toMatchObject({ status: 'overdue', left: 0 });
		expect(replyClock('2026-11-13', 30, '2027-06-01', true)).toMatchObject({ status: 'answered' });
	});
	test('runs as long as the type says', () => {
		expect(replyClock('2026-11-13', 1, '2026-11-13', false)).toMatchObject({ due: '2026-11-16', left: 1 });
	});
});
