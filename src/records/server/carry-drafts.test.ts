// SPDX-License-Identifier: Apache-2.0
// What becomes of a draft when a new version of its form comes into use: answers, who gave them, and answers that wait for a decision.
import { expect, test } from 'vitest';
import type { Form } from '#forms/form.ts';
import { carriedDraft } from './carry-drafts.ts';
import type { Draft } from './records.ts';

const form = (version: string, questions: object[], more: object = {}): Form =>
	({ id: 'trial', version, sections: [{ id: 'one', questions }], rules: [], checklist: [], words: {}, ...more }) as unknown as Form;
const before = form('1', [
	{ id: 'stays', kind: 'yes-no' },
	{ id: 'old', kind: 'text' },
	{ id: 'plan', kind: 'yes-no' },
	{ id: 'gone', kind: 'text' }
]);
const after = form(
	'2',
	[
		{ id: 'stays', kind: 'yes-no' },
		{ id: 'new', kind: 'text' },
		{ id: 'plan', kind: 'long-text' }
	],
	{ crosswalk: { from: '1', questions: { old: 'new', gone: null }, options: {} } }
);
const touch = { by: 'ama', at: new Date('2026-11-01T10:00:00Z') };

test('answers and who gave them go along; what has no place or another shape is told, waiting answers too', () => {
	const draft = {
		recordId: 'MC-X-GH-0001',
		formVersion: '1',
		version: 4,
		answers: { stays: false, old: 'A', plan: true, gone: 'B' },
		touched: { stays: touch, old: touch, plan: touch, gone: touch },
		clashes: [
			{ question: 'old', value: 'C', ...touch },
			{ question: 'plan', value: false, ...touch },
			{ question: 'gone', value: 'D', ...touch }
		]
	} as unknown as Draft;
	const { draft: carried, dropped, changed } = carriedDraft(draft, after, (version) => ({ '1': before, '2': after })[version]);
	expect(carried).toMatchObject({ formVersion: '2', version: 5, answers: { stays: false, new: 'A' } });
	expect(carried.touched).toEqual({ stays: touch, new: touch });
	expect(carried.clashes).toEqual([{ question: 'new', value: 'C', ...touch }]);
	expect(dropped).toEqual([
		{ question: 'gone', answer: 'B' },
		{ question: 'plan', answer: true },
		{ question: 'plan', answer: false },
		{ question: 'gone', answer: 'D' }
	]);
	expect(changed).toEqual({ old: null, new: 'A', plan: null, gone: null });
});
