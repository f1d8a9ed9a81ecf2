// SPDX-License-Identifier: Apache-2.0
// What the translation desk shows, looked at in the markup: sides with their directions, states in words, what came back text by text.
import type { Component } from 'svelte';
import { render } from 'svelte/server';
import { expect, test } from 'vitest';
import { textSegments } from '#forms/comparison.ts';
import { type Language, languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { coverageOf, unitStates } from '#translation/unit.ts';
import { readerKey } from '../reader.ts';
import CoverageTable from './CoverageTable.svelte';
import Older from './Older.svelte';
import QueueTable from './QueueTable.svelte';
import ReturnReport from './ReturnReport.svelte';
import TypeTable from './TypeTable.svelte';
import Unit from './Unit.svelte';

async function shown(part: unknown, props: Record<string, unknown>, language: Language = 'en'): Promise<string> {
	const reader = await readerIn(language);
	const { body } = await render(part as Component<Record<string, unknown>>, { props, context: new Map([[readerKey, reader]]) });
	return body.replace(/<!--.*?-->/g, '').replace(/ class="[^"]*"/g, '');
}

const unit = {
	question: 'title',
	label: { en: 'Subject', fr: 'Objet' },
	help: null,
	language: 'ar',
	sourceLanguage: 'en',
	source: 'Mercury <script>\n\nTwo',
	state: 'stale',
	longest: 300,
	private: false,
	said: { by: 'Édith', at: new Date('2026-11-01') },
	since: textSegments('Lamps', 'Mercury'),
	terms: [{ concept: 'mercury', found: 'Mercury', source: 'mercury', target: 'الزئبق' }]
};

test('a text stands beside its source, each in its language and direction; what changed and the terms are there', async () => {
	const markup = await shown(Unit, { unit, text: 'نص', approved: false, editable: true });
	expect(markup).toContain('lang="en" dir="ltr">Mercury &lt;script');
	expect(markup).toMatch(/<textarea[^>]*name="t\.title"[^>]*lang="ar" dir="rtl"[^>]*>نص<\/textarea>/);
	expect(markup).toContain('<ins>');
	expect(markup).toContain('Source changed');
	expect(markup).toContain('<strong lang="ar" dir="rtl">الزئبق</strong>');
	expect(markup).toContain('name="reviewed" value="title"');
	const closed = await shown(Unit, { unit: { ...unit, state: 'reviewed', since: null, terms: [] }, text: '', approved: false, editable: false });
	expect(closed).toContain('readonly');
	expect(closed).not.toContain('name="reviewed"');
});

test.each(languages)('every state, every outcome and every fault has its words in %s', async (language) => {
	for (const state of unitStates)
		expect(await shown(Unit, { unit: { ...unit, state }, text: '', approved: true, editable: true }, language)).toBeTruthy();
	const outcomes = ['taken', 'reviewed', 'same', 'stale', 'older', 'clash', 'empty', 'too-long', 'signs', 'unknown', 'absent'];
	const faults = ['empty', 'too-large', 'not-xliff', 'broken', 'closed', 'bomb', 'no-language', 'wrong-source'];
	const none = { name: 'a.xlf', record: null, target: null, refusal: null, units: [] };
	const files = [
		{
			...none,
			record: 'MC-LETTER-SEC-0001',
			target: 'ar',
			fault: null,
			units: outcomes.map((outcome) => ({ question: outcome, label: {}, outcome }))
		},
		...faults.map((fault) => ({ ...none, fault })),
		{ ...none, fault: null, refusal: { refusal: 'stage-does-not-fit' } }
	];
	expect(await shown(ReturnReport, { files }, language)).toContain(`/${language}/work/translation/MC-LETTER-SEC-0001/ar`);
	expect(await shown(Older, { older: [{ language: 'fr', source: 'en' }] }, language)).toContain('<p>');
});

test('coverage is told in figures, not by a bar alone; nothing to translate is no share', async () => {
	const some = { ...coverageOf(['missing', 'reviewed', 'reviewed', 'draft']), share: 0.75 };
	const none = { ...coverageOf([]), share: null };
	const all = (each: unknown) => Object.fromEntries(languages.map((language) => [language, each]));
	const markup = await shown(CoverageTable, { coverage: { published: all(some), draft: all(none) } });
	expect(markup).toContain('75%');
	expect(markup).toContain('3 of 4');
	expect(markup).toContain('aria-label="Arabic: Published"');
	expect(await shown(TypeTable, { types: [{ type: 'page', name: { en: 'Page' }, shares: all(0.5) }] })).toContain('50%');
});

test('the queue leads to the record in the language that waits', async () => {
	const line = {
		record: 'R-1',
		title: { ar: 'عنوان' },
		typeName: { en: 'Letter' },
		copy: 'draft',
		waiting: false,
		source: 'ar',
		demo: true,
		coverage: coverageOf(['missing'])
	};
	const markup = await shown(QueueTable, { lines: [line], into: 'fr', caption: 'Queue' });
	expect(markup).toContain('href="/en/work/translation/R-1/fr"');
	expect(markup).toContain('lang="ar"');
});
