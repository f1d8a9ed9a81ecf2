// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { euSheet } from './eu-sheet.ts';
import { type Answers, type Form, questionOf } from '#forms/form.ts';
import { readSeededDefinitions } from '#records/server/definitions.ts';
import { languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { euJson, euReport } from '#interop/eu-mercury/export.ts';
import { mayExport, questionnaire } from '#interop/eu-mercury/questionnaire.ts';

const seeded = await readSeededDefinitions();
const form = seeded.find(({ definition, earlier }) => definition.form.id === 'art21-full' && !earlier)?.definition.form as Form;
const answers: Answers = {
	'q5-2': { 'chlor-alkali': { answer: true }, acetaldehyde: { answer: 'not-applicable' } },
	'q5-1-b': [
		{ process: 'chlor-alkali', number: 2, quantity: { amount: '3.5', unit: 't' } },
		{ process: 'vcm', number: 1 }
	],
	'q3-3-list': [{ stockOrSource: 'stock', location: '=1+1', quantity: { amount: '60', unit: 't' } }]
};
const found = (id: string, said = answers) => euReport(form, said).find(({ asked }) => asked.id === id);

test('every question of the questionnaires is there once, and serves only what the form asks', () => {
	expect(new Set(questionnaire.map(({ id }) => id)).size).toBe(questionnaire.length);
	for (const { id, serves } of questionnaire)
		for (const { question, row, where } of serves) {
			const asked = questionOf(form, question);
			expect(asked, `${id} ${question}`).toBeDefined();
			if (row) expect(asked?.rows, `${id} ${question}`).toContain(row);
			if (where) expect(asked?.columns?.find(({ id: column }) => column === where.column)?.options, `${id} ${question}`).toContain(where.is);
		}
});
test('what is mapped is never said to be confirmed, and what is not mapped says why', () => {
	for (const { id, serves, mapping, why } of questionnaire) {
		expect(mapping, id).toBe(serves.length ? 'to-verify' : null);
		if (!serves.length) expect(why, id).not.toBeNull();
	}
});
test('a row of a matrix and the lines of one process go where they belong', () => {
	expect(found('II-1.1.2')?.found.map(({ question, row, answer }) => [question.id, row, answer])).toEqual([
		['q5-2', 'chlor-alkali', { answer: true }],
		['q5-1-b', null, [{ process: 'chlor-alkali', number: 2, quantity: { amount: '3.5', unit: 't' } }]]
	]);
	expect(found('II-1.1.3')).toMatchObject({ found: [], why: 'not-answered' });
	expect(found('II-5.2')).toMatchObject({ found: [], why: 'not-asked' });
	expect(found('II-5.1')).toMatchObject({ why: null });
});
test('an earlier or shorter edition says what it does not ask', () => {
	const short = seeded.find(({ definition, earlier }) => definition.form.id === 'art21-short' && !earlier)?.definition.form as Form;
	expect(euReport(short, {}).find(({ asked }) => asked.id === 'II-2.1')?.why).toBe('other-edition');
});
test('answers of any other shape break nothing', () => {
	for (const strange of ['x', 3, [1], { a: [null] }])
		expect(euReport(form, Object.fromEntries(['q5-2', 'q5-1-b', 'q3-6-c'].map((id) => [id, strange])) as Answers)).toHaveLength(questionnaire.length);
});
test('is a table in every language, with a line for each question, empty or not', async () => {
	for (const language of languages) {
		const sheet = euSheet(
			euReport(form, answers),
			{ form, schemes: {}, address: 'https://x.test', day: '2026-01-01', demo: false },
			await readerIn(language)
		);
		expect(new Set(sheet.rows.map(([id]) => id)).size, language).toBe(questionnaire.length);
		for (const row of sheet.rows) expect(row[4] || row[6], `${language} ${String(row[0])}`).toBeTruthy();
	}
	expect(euJson(euReport(form, answers), { record: 'R', revision: 1, party: 'DEU', cycle: '2021-2024', address: '', demo: true }).items).toHaveLength(
		questionnaire.length
	);
});
test('is offered for reports of member States and of the Union alone', () => {
	const report = { ownerKind: 'party', type: 'art21-full' };
	expect(mayExport({ ...report, owner: 'DEU' }) && mayExport({ ...report, owner: 'EU' })).toBe(true);
	expect(mayExport({ ...report, owner: 'GHA' }) || mayExport({ ...report, owner: 'DEU', type: 'art7-nap' })).toBe(false);
});
