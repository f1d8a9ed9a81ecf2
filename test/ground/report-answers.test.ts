// SPDX-License-Identifier: Apache-2.0
// The answers that journeys type are without error, and together reach and answer every question.
import { expect, test } from 'vitest';
import { conventionOf } from '#convention/convention.ts';
import { readSeeds } from '#convention/server/seed.ts';
import { check } from '#forms/check.ts';
import { relevantAnswers, relevantIds } from '#forms/condition.ts';
import { allQuestions, type Form } from '#forms/form.ts';
import { choices } from '#records/schemes.ts';
import { readSeededDefinitions } from '#records/server/definitions.ts';
import { boundBy, type Cycle } from '#reporting/cycle.ts';
import { toFile } from '#worker/demonstration/situations.ts';
import { filesToAttach, fullReports, type ReportToFile, shortReports } from './report-answers.ts';

const convention = conventionOf(await readSeeds());
const seeded = await readSeededDefinitions();
const formOf = (id: string) => seeded.find(({ definition, earlier }) => definition.form.id === id && !earlier)?.definition.form as Form;

test.each([
	['full', fullReports, 'art21-full', 5],
	['short', shortReports, 'art21-short', 3]
] as const)('the answers to the %s report', (_, reports: readonly ReportToFile[], id, many) => {
	const form = formOf(id);
	const [reached, answered] = [new Set<string>(), new Set<string>()];
	expect(reports).toHaveLength(many);
	for (const { party, cycle, answers: typed } of reports) {
		const state = convention.state(party);
		const answers = { ...typed, cycle, 'a-1': party };
		const findings = check(form, answers, {
			today: '2026-11-27',
			has: (scheme, each) => choices(convention, scheme).some((entry) => entry.id === each),
			file: (sha256) => filesToAttach.get(sha256),
			record: (record) => ({ type: record.startsWith('MC-NAP-') ? 'art7-nap' : 'art3-form-d' })
		});
		expect(findings, party).toEqual([]);
		expect(Object.keys(relevantAnswers(form, answers)).length).toBe(Object.keys(answers).length);
		expect([typed['a-2'], typed['a-3']]).toEqual([state?.instrumentDate, state?.entryIntoForce]);
		expect(boundBy(convention, convention.cycle(cycle) as Cycle)).toContain(party);
		for (const question of relevantIds(form, answers)) reached.add(question);
		for (const question of Object.keys(answers)) answered.add(question);
	}
	const all = allQuestions(form).map((question) => question.id);
	expect(all.filter((question) => !reached.has(question))).toEqual([]);
	expect(all.filter((question) => !answered.has(question))).toEqual(['explanations']);
});

test('they are of five situations and six languages, and of Parties that the demonstration left them for', () => {
	expect(fullReports.map(({ party }) => party)).toEqual(toFile);
	expect(new Set(fullReports.map(({ situation }) => situation)).size).toBe(5);
	expect(new Set([...fullReports, ...shortReports].map(({ language }) => language))).toEqual(new Set(['en', 'es', 'ar', 'fr', 'zh', 'ru']));
});
