// SPDX-License-Identifier: Apache-2.0
// What a person sees of a file that came back, and what the page posts when they take over what is ticked.
import { expect, test } from 'vitest';
import { formOf, html, inSix, postedOf, tagsIn, textIn } from '../kinds/trial.ts';
import ReadFile from './ReadFile.svelte';

const form = formOf(
	[
		{ id: 'mines', kind: 'yes-no', number: '3.1' },
		{ id: 'how', kind: 'long-text', number: '3.2' },
		{ id: 'amounts', kind: 'table', number: '3.3', columns: [{ id: 'quantity', kind: 'quantity' }] }
	],
	{ words: { 'question.mines': inSix('Mines?'), 'question.how': inSix('How?'), 'question.amounts': inSix('Amounts') } }
);
const place = { sheet: 'Article 3', cell: 'F12' };
const read = {
	name: 'ministry <b>.xlsx',
	same: 3,
	absent: 1,
	older: 'mc-1-8',
	dropped: [{ question: 'how', answer: 'An old answer.' }],
	theirs: form,
	faults: [
		{ code: 'doubtful-figure' as const, question: 'amounts', text: '1.234', place },
		{ code: 'unknown-row' as const, question: 'amounts', text: 'x', place: { question: 'amounts', row: 2, column: 3 } }
	],
	faulty: 2,
	offered: [
		{ question: 'mines', now: null, value: true, state: 'changed' as const, emptied: false, ticked: true, findings: [] },
		{
			question: 'how',
			now: 'as it was',
			value: 'as it is',
			texts: [
				{
					language: '',
					segments: [
						{ text: 'as it ', change: 'same' as const },
						{ text: 'was', change: 'removed' as const },
						{ text: 'is', change: 'added' as const }
					]
				}
			],
			state: 'clash' as const,
			emptied: false,
			ticked: false,
			findings: []
		},
		{
			question: 'amounts',
			now: null,
			value: [{ quantity: { amount: '5', unit: 'lb' } }],
			state: 'changed' as const,
			emptied: false,
			ticked: true,
			findings: [{ finding: { at: 'amounts.0.quantity.unit', code: 'not-a-unit' as const, severity: 'error' as const }, place }]
		}
	],
	form,
	schemes: {},
	version: 7,
	formVersion: 'mc-5-13',
	answers: '{"mines":true}'
};

test('each difference says what the draft and the file say, and where in the file something is wrong', async () => {
	const markup = await html(ReadFile, { read, record: 'MC-REPORT-GH-0001' });
	const text = textIn(markup);
	expect(text).toContain('3 answers are as in the draft');
	expect(text).toContain('The file was made with version mc-1-8 of the form');
	expect(text).toContain('An old answer.');
	expect(text).toContain('2 places could not be read');
	expect(text).toContain('Article 3, cell F12');
	expect(text).toContain('3.3, table row 2, column 3');
	expect(text).toContain('It stays unless you tick what the file says');
	expect(markup).toContain('ministry &lt;b>.xlsx');
	expect(tagsIn(markup).filter(({ name }) => name === 'ins' || name === 'del')).toHaveLength(2);
});

test('what is ticked is posted, with what the page carries', async () => {
	const posted = postedOf(await html(ReadFile, { read, record: 'MC-REPORT-GH-0001' }));
	expect(posted).toEqual([
		['answers', '{"mines":true}'],
		['version', '7'],
		['formVersion', 'mc-5-13'],
		['name', 'ministry <b>.xlsx'],
		['question', 'mines'],
		['question', 'amounts']
	]);
});

test('a file without differences says so and offers nothing', async () => {
	const markup = await html(ReadFile, { read: { ...read, offered: [], faults: [], faulty: 0 }, record: 'MC-REPORT-GH-0001' });
	expect(textIn(markup)).toContain('The file says nothing that the draft does not say already.');
	expect(postedOf(markup)).toEqual([]);
});
