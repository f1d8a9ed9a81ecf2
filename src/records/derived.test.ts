// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { allQuestions } from '#forms/form.ts';
import { readSeededDefinitions } from './server/definitions.ts';

const seeded = await readSeededDefinitions();
const of = (id: string, version: string) => seeded.find(({ definition: { form } }) => form.id === id && form.version === version);
const numbers = (id: string, version: string) =>
	allQuestions(of(id, version)?.definition.form as never)
		.map((question) => question.number)
		.filter((number) => number && /^\d+\.\d+$/.test(number));

describe('the report of Article 21', () => {
	it('has 43 numbered questions in both versions, four of them with an asterisk', () => {
		expect(numbers('art21-full', 'mc-5-13')).toHaveLength(43);
		expect(numbers('art21-full', 'mc-1-8')).toHaveLength(43);
		expect(numbers('art21-short', 'mc-5-13')).toEqual(['3.1', '3.3', '3.5', '11.2']);
		expect(numbers('art21-short', 'mc-1-8')).toEqual(['3.1', '3.3', '3.5', '11.2']);
	});

	it('keeps the asterisk, the paragraphs and the decision of each question', () => {
		const form = of('art21-full', 'mc-5-13')?.definition.form;
		const numbered = allQuestions(form as never).filter(({ number }) => number && /^\d+\.\d+$/.test(number));
		expect(numbered.filter(({ star }) => star).map(({ number }) => number)).toEqual(['3.1', '3.3', '3.5', '11.2']);
		for (const question of numbered) {
			expect(question.paragraphs?.length, question.id).toBeGreaterThan(0);
			expect(question.decision, question.id).toBe('MC-1/8');
			expect(question.status, question.id).toBe('to-verify');
		}
		expect(numbered.filter(({ amended }) => amended).map(({ number }) => number)).toEqual(['4.3', '5.2', '5.3']);
		expect(numbered.filter(({ supplemental }) => supplemental).map(({ number }) => number)).toEqual(['7.5', '13.2', '13.3', '14.2']);
	});

	it('has remarks on twenty articles, and one section for each article that is asked about', () => {
		const form = of('art21-full', 'mc-5-13')?.definition.form;
		expect(allQuestions(form as never).filter(({ number }) => number?.startsWith('E.'))).toHaveLength(20);
		expect(form?.sections.map(({ id }) => id).filter((id) => id.startsWith('article-'))).toEqual(
			[3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 18, 19].map((number) => `article-${number}`)
		);
	});
});

describe('a definition that is like another', () => {
	it('has only what it keeps: questions, rules, words', () => {
		const short = of('art21-short', 'mc-5-13')?.definition;
		expect(short?.type.id).toBe('art21-short');
		expect(short?.form.rules.map(({ rule }) => rule)).toEqual(['at-least-one', 'alone', 'adds-up', 'adds-up', 'no-line-twice', 'no-line-twice']);
		expect(Object.keys(short?.form.words ?? {}).filter((key) => key.includes('q4-'))).toEqual([]);
		expect(short?.form.words['form.title']?.en).toContain('Short national report');
		const earlier = of('art21-full', 'mc-1-8')?.definition.form;
		expect(earlier?.rules.map(({ rule }) => rule)).toEqual(['at-least-one', 'alone', 'no-line-twice']);
		expect(earlier?.crosswalk).toBeUndefined();
	});

	it('is the one in use only where it is not earlier', () => {
		expect(of('art21-full', 'mc-1-8')?.earlier).toBe(true);
		expect(of('art21-full', 'mc-5-13')?.earlier).toBe(false);
	});
});
