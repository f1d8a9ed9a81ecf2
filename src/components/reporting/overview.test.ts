// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Finding } from '#forms/form.ts';
import { formOf, html, inSix, postedOf, tagsIn, textIn } from '../kinds/trial.ts';
import Overview from './Overview.svelte';

const form = formOf(
	[
		{ id: 'mines', kind: 'yes-no', number: '3.1' },
		{ id: 'total', kind: 'quantity', number: '3.5' }
	],
	{
		sections: [
			{ id: 'first', questions: [{ id: 'mines', kind: 'yes-no', number: '3.1' }] },
			{ id: 'second', questions: [{ id: 'total', kind: 'quantity', number: '3.5' }] }
		],
		words: { 'section.first': inSix('First'), 'section.second': inSix('Second') }
	}
);
const findings: Finding[] = [{ at: 'mines', code: 'report-not-yet-due', severity: 'note', values: { day: '2027-08-16' } }];
const props = {
	form,
	completeness: [],
	findings,
	explanations: [
		{ about: 'report-not-yet-due mines', explanation: 'A law is in the making.' },
		{ about: 'report-very-large total', explanation: 'It was that much.' }
	],
	clashing: ['total'],
	offered: [],
	address: '/en/work/records/MC-REPORT-GH-0001/edit',
	account: 'ama',
	checked: false,
	canSubmit: true,
	due: null,
	days: null,
	showsProgress: null,
	mayShow: false,
	schemes: {}
};

test('leads from the overview to every question that has two answers', async () => {
	const markup = await html(Overview, props);
	expect(tagsIn(markup).map(({ attributes }) => attributes.href)).toContain('/en/work/records/MC-REPORT-GH-0001/edit/second#clash-total');
	expect(textIn(markup)).toContain('One question has two answers.');
});

test('shows also explanations of what is noticed no more, so that they can be taken back', async () => {
	const markup = await html(Overview, props);
	expect(postedOf(markup).filter(([name]) => name === 'about' || name === 'explanation')).toEqual([
		['about', 'report-not-yet-due mines'],
		['explanation', 'A law is in the making.'],
		['about', 'report-very-large total'],
		['explanation', 'It was that much.']
	]);
});

test('an explanation that is named by country and year leads to its question too', async () => {
	const about = 'report-mirror-differs total SGP 2021';
	const markup = await html(Overview, { ...props, clashing: [], explanations: [{ about, explanation: 'Two ships.' }] });
	expect(tagsIn(markup).map(({ attributes }) => attributes.href)).toContain('/en/work/records/MC-REPORT-GH-0001/edit/second#total');
	expect(textIn(markup)).toContain('3.5');
});

test('tells what is not answered yet section by section when all is checked, and never that nothing was noticed', async () => {
	const open: Finding[] = [
		{ at: 'mines', code: 'required', severity: 'error' },
		{ at: 'total', code: 'required', severity: 'error' }
	];
	const asked = { ...props, clashing: [], explanations: [], findings: open };
	const before = textIn(await html(Overview, asked));
	expect(before).toContain('2 required answers are still missing.');
	expect(before).not.toContain('The checks noticed nothing.');
	const checked = await html(Overview, { ...asked, checked: true });
	const links = tagsIn(checked).flatMap(({ attributes }) =>
		attributes.href?.includes('?checked#') && attributes.href !== '?checked#findings' ? [attributes.href] : []
	);
	expect(links).toEqual([`${props.address}/first?checked#mines`, `${props.address}/second?checked#total`]);
	expect(textIn(checked)).toContain('1 required answer is missing.');
	expect(textIn(checked)).not.toContain('noticed nothing');
	expect(textIn(await html(Overview, { ...asked, findings: [] }))).toContain('The checks noticed nothing.');
});

test('says how long ago the day was on which the report was due', async () => {
	const due = { ...props, due: '2025-12-31' };
	expect(textIn(await html(Overview, { ...due, days: -332 }))).toMatch(/31 December 2025\s+\(332 days ago\)/);
	expect(textIn(await html(Overview, { ...due, days: 1 }))).toMatch(/31 December 2025\s+\(in 1 day\)/);
});
