// SPDX-License-Identifier: Apache-2.0
// The parts of the library as they are heard and seen, in six languages: symbols keep their order, languages are named, what is missing is said.
import type { Component } from 'svelte';
import { render } from 'svelte/server';
import { expect, test } from 'vitest';
import MeetingPage from '../../routes/[lang]/meetings/[meeting]/+page.svelte';
import MeetingsPage from '../../routes/[lang]/meetings/+page.svelte';
import BundlePage from '../../routes/[lang]/work/documents/[bundle]/+page.svelte';
import BringPage from '../../routes/[lang]/work/documents/+page.svelte';
import { languages, type Language } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { readerKey } from '../reader.ts';
import AboutDocument from './AboutDocument.svelte';
import FollowUp from './FollowUp.svelte';
import LibraryFilter from './LibraryFilter.svelte';

async function shown(part: unknown, props: Record<string, unknown>, language: Language = 'en'): Promise<string> {
	const context = new Map([[readerKey, await readerIn(language)]]);
	return (await render(part as Component<Record<string, unknown>>, { props, context })).body;
}
const meeting = {
	id: 'COP6',
	name: { en: 'COP-6' },
	body: 'COP',
	start: '2025-11-03',
	end: '2025-11-07',
	place: { en: 'Geneva' },
	country: null,
	status: 'to-verify',
	source: 'x'
};
const parity = { there: ['en', 'fr'], missing: ['ar', 'es', 'ru', 'zh'] };
const document = {
	...{ id: 'MC-DOCUMENT-SEC-0001', symbol: 'UNEP/MC/COP.6/1', title: { en: 'Agenda <b>' }, kind: 'official', group: 'official', meeting: 'COP6' },
	...{ agendaItems: ['6.1'], date: '2025-07-01', parity, replacedBy: ['UNEP/MC/COP.6/1/Rev.1'], demo: true, ownWords: false }
};
const decision = {
	...document,
	id: 'MC-DECISION-SEC-0001',
	symbol: 'MC-6/1',
	kind: 'decision',
	parity: { there: [], missing: [...languages] },
	ownWords: true
};

test.each(languages)('a meeting is shown in %s', async (language) => {
	const data = {
		...{ meeting, count: 1, decisions: [decision], groups: [{ group: 'official', items: [{ item: '6.1', documents: [document] }] }] },
		parity: languages.map((each) => ({ language: each, there: 1 }))
	};
	const markup = await shown(MeetingPage, { data }, language);
	expect(markup).toContain('<bdi class="symbol');
	expect(markup).toContain(`/${language}/documents/UNEP/MC/COP.6/1?in=fr`);
	expect(markup).toContain(`/${language}/documents/UNEP/MC/COP.6/1/Rev.1`);
	expect(markup).toContain('Agenda &lt;b>');
	const list = {
		upcoming: [{ ...meeting, start: null, place: null, documents: 0, decisions: 0 }],
		bodies: [{ body: 'INC', years: [{ year: null, meetings: [{ ...meeting, documents: 2, decisions: 1 }] }] }]
	};
	expect(await shown(MeetingsPage, { data: list }, language)).toContain(`/${language}/meetings/COP6`);
	const filter = {
		asked: { q: '', meeting: null, kind: 'crp', area: null, language: 'zh', year: null, page: 1 },
		meetings: [],
		areas: [],
		years: ['2025']
	};
	expect(await shown(LibraryFilter, filter, language)).toMatch(/value="crp" selected/);
});

test.each(languages)('what stands around a document and a decision is shown in %s', async (language) => {
	const named = [
		{ symbol: 'UNEP/MC/COP.6/1/Rev.1', title: { en: 'Agenda, revised' } },
		{ symbol: 'UNEP/MC/COP.6/9', title: null }
	];
	const library = {
		...{ symbol: 'UNEP/MC/COP.6/1', parity, meeting, replaces: named, replacedBy: named, belongsTo: [], parts: [], related: [] },
		ownWords: true,
		source: 'pages',
		followUp: null
	};
	const markup = await shown(AboutDocument, { library }, language);
	expect(markup).toContain(`href="/${language}/documents/UNEP/MC/COP.6/1/Rev.1"`);
	expect(markup).not.toContain('documents/UNEP/MC/COP.6/9"');
	const forms = [
		{
			form: 'art21-full',
			version: 'mc-5-13',
			title: { en: 'Report' },
			whole: true,
			report: true,
			questions: [{ id: 'q1', number: '3.1', text: { en: 'Mines?' }, how: 'changed' }]
		}
	];
	const full = await shown(
		FollowUp,
		{ followUp: { number: 'MC-5/13', records: [], count: 0, forms, amendments: [{ id: 'a', name: { en: 'Annex A' }, inForce: '2023-09-28' }] } },
		language
	);
	expect(full).toContain(`/${language}/reporting/forms/art21-full/mc-5-13`);
	expect(await shown(FollowUp, { followUp: { number: 'MC-5/13', records: [], count: 0, forms: [], amendments: [] } }, language)).toContain('MC-5/13');
});

test.each(languages)('an archive and its lines are shown in %s', async (language) => {
	const counts = { new: 1, differs: 0, same: 0, refused: 1 };
	for (const stage of ['checking', 'checked', 'waiting', 'running', 'done', 'failed']) {
		const data = {
			...{
				bundle: { id: 'a', name: 'cop.zip', stage, fault: stage === 'failed' ? 'no-sheet' : null, rows: 2, done: 1 },
				counts,
				total: 2,
				mayPublish: true
			},
			lines: [{ line: 2, symbol: '=x', title: 'T', outcome: 'refused', record: null, noticed: ['Wrong'] }]
		};
		const markup = await shown(BundlePage, { data, form: null }, language);
		expect(markup).toContain('report.csv');
		expect(markup.includes('method="POST"')).toBe(stage === 'checked');
	}
	expect(await shown(BringPage, { data: { bundles: [] }, form: { fault: 'bomb' } }, language)).toContain('title en');
});
