// SPDX-License-Identifier: Apache-2.0
// What is true of every form that the platform comes with.
import { describe, expect, it } from 'vitest';
import { allQuestions } from '#forms/form.ts';
import { readSeededDefinitions } from './server/definitions.ts';

const seeded = (await readSeededDefinitions()).filter(({ earlier }) => !earlier).map(({ definition }) => definition);

describe('the forms that the platform comes with', () => {
	it('say which of their questions are to verify, where the form of a Party or of others is', () => {
		const silent = seeded
			.filter(({ form, type }) => form.status === 'to-verify' && type.submitters.some((who) => who !== 'secretariat'))
			.filter(({ form }) => !allQuestions(form).some(({ status }) => status === 'to-verify'));
		expect(silent.map(({ type }) => type.id)).toEqual([]);
	});

	it('take meetings and amendments from the facts, so that a new one needs no new form', () => {
		const asking = seeded.flatMap(({ form, type }) =>
			allQuestions(form)
				.filter(({ id, kind }) => kind !== 'text' && (id === 'meeting' || id === 'amendment'))
				.map(({ id, kind, scheme }) => `${type.id} ${id} ${kind} ${scheme}`)
		);
		expect(asking.length).toBeGreaterThan(5);
		expect(asking.filter((each) => !/ (meeting concept meetings|amendment concept amendments)$/.test(each))).toEqual([]);
	});

	it('name the call where their day is set by one', () => {
		const due = seeded.filter(({ type }) => type.deadline === 'call.deadline');
		expect(due.length).toBeGreaterThan(2);
		for (const { form, type } of due)
			expect(
				allQuestions(form).some(({ kind, types }) => kind === 'reference' && types?.includes('communication')),
				type.id
			).toBe(true);
	});
});
