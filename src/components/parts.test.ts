// SPDX-License-Identifier: Apache-2.0
// What the parts promise to those who hear the page, who read from right to left, or who have no script: looked at in the markup itself.
import { type Component, createRawSnippet } from 'svelte';
import { render } from 'svelte/server';
import { describe, expect, test } from 'vitest';
import type { Language } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import Diff from './Diff.svelte';
import EntryList from './EntryList.svelte';
import Field from './Field.svelte';
import FileLink from './FileLink.svelte';
import Findings from './Findings.svelte';
import Notice from './Notice.svelte';
import Page from './Page.svelte';
import Pager from './Pager.svelte';
import { readerKey } from './reader.ts';
import Refused from './Refused.svelte';
import Said from './Said.svelte';
import Shell from './Shell.svelte';
import State from './State.svelte';
import Steps from './Steps.svelte';
import Table from './Table.svelte';
import ToVerify from './ToVerify.svelte';
import When from './When.svelte';

/** Markup of a part for a reader, without the marks that the compiler leaves. */
async function shown(part: unknown, props: Record<string, unknown>, language: Language = 'en'): Promise<string> {
	const reader = await readerIn(language);
	const { body } = await render(part as Component<Record<string, unknown>>, { props, context: new Map([[readerKey, reader]]) });
	return body.replace(/<!--.*?-->/g, '').replace(/ class="[^"]*"/g, '');
}

const words = (text: string) => createRawSnippet(() => ({ render: () => `<p>${text}</p>` }));
const seen = (markup: string): string =>
	markup
		.replace(/<[^>]+>/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();

describe('Said', () => {
	test('a text in the reader’s language stands alone', async () => {
		expect(seen(await shown(Said, { words: { en: 'Ministry', fr: 'Ministère' } }))).toBe('Ministry');
	});

	test('a text in another language says which, and carries its language and direction', async () => {
		const markup = await shown(Said, { words: { ar: 'وزارة البيئة' } }, 'fr');
		expect(markup).toContain('<span lang="ar" dir="rtl">وزارة البيئة</span>');
		expect(seen(markup)).toContain('(en arabe)');
	});

	test('no text, nothing shown', async () => {
		expect(await shown(Said, { words: null })).toBe('');
	});

	test('paragraphs stay paragraphs', async () => {
		expect(await shown(Said, { words: { en: 'One\nline\n\nTwo' }, paragraphs: true })).toContain('<p>One\nline</p><p>Two</p>');
	});
});

describe('When', () => {
	test('a day has no zone', async () => {
		expect(await shown(When, { at: '2026-11-24' })).toBe('<time datetime="2026-11-24">24 November 2026</time>');
	});

	test('a moment has one', async () => {
		expect(await shown(When, { at: new Date('2026-11-24T14:05:00Z') })).toBe(
			'<time datetime="2026-11-24T14:05:00.000Z">24 November 2026 at 14:05 UTC</time>'
		);
	});
});

describe('Notice, Refused and Findings', () => {
	test('the kind of a notice is a word, and an answer is announced', async () => {
		const markup = await shown(Notice, { kind: 'danger', answer: true, children: words('Not saved') });
		expect(seen(markup)).toBe('Problem: Not saved');
		expect(markup).toContain('role="alert"');
		expect(await shown(Notice, { kind: 'info', children: words('x') })).not.toContain('role=');
	});

	test('no refusal, nothing shown', async () => {
		expect(await shown(Refused, { refusal: null })).toBe('');
	});

	test('findings are grouped by severity, errors first, and each leads to its question', async () => {
		const markup = await shown(Findings, {
			items: [
				{ href: '#unit', text: 'Tonnes?', severity: 'warning' as const },
				{ href: '#end', text: 'Give the day', severity: 'error' as const }
			]
		});
		expect(seen(markup)).toBe('Problem: There is one problem to solve Give the day Attention: One point to check Tonnes?');
		expect(markup).toContain('<a href="#end">Give the day</a>');
	});
});

describe('State', () => {
	test('a published record without open work says only that', async () => {
		expect(seen(await shown(State, { state: 'published' as const, stage: 'done' as const }))).toBe('Published');
	});

	test('a published record with a draft beside it says both', async () => {
		expect(seen(await shown(State, { state: 'published' as const, stage: 'draft' as const }))).toBe('Published Draft');
	});

	test('an unpublished record says where the work stands', async () => {
		expect(seen(await shown(State, { state: 'unpublished' as const, stage: 'returned' as const }))).toBe('Returned');
	});
});

describe('Field', () => {
	const control = createRawSnippet<[{ id: string; describedBy: string | undefined; invalid: true | undefined }]>((given) => ({
		render: () => `<input id="${given().id}" aria-describedby="${given().describedBy ?? ''}" aria-invalid="${given().invalid ?? false}">`
	}));

	test('label, help and findings belong to the control', async () => {
		const markup = await shown(Field, {
			id: 'end',
			label: 'End',
			help: 'A day',
			required: true,
			findings: [{ text: 'Give the day', severity: 'error' as const }],
			children: control
		});
		expect(markup).toContain('for="end"');
		expect(markup).toContain('aria-describedby="end-help end-findings" aria-invalid="true"');
		expect(markup).toMatch(/id="end-findings".*Give the day/s);
		expect(seen(markup)).toContain('End required');
	});

	test('a warning does not make the answer invalid', async () => {
		const markup = await shown(Field, { id: 'end', label: 'End', findings: [{ text: 'Sure?', severity: 'warning' as const }], children: control });
		expect(markup).toContain('aria-invalid="false"');
	});

	test('several controls are a group that findings can lead to', async () => {
		const markup = await shown(Field, { id: 'uses', label: 'Uses', group: true, children: control });
		expect(markup).toMatch(/<fieldset[^>]* id="uses" tabindex="-1"/);
		expect(markup).toContain('<legend');
	});

	test('a label by language falls back and says so', async () => {
		expect(seen(await shown(Field, { id: 'a', label: { fr: 'Fin du besoin' }, children: control }))).toBe('Fin du besoin (in French)');
	});
});

describe('Table and Pager', () => {
	const rows = [{ id: 'GHA', count: 3 }];
	const columns = [
		{ key: 'party', label: 'Party', header: true, sort: { href: '?sort=party', order: 'ascending' as const } },
		{ key: 'count', label: 'Records', numeric: true, sort: { href: '?sort=count', order: null } }
	];
	const cell = createRawSnippet<[{ id: string; count: number }, { key: string }]>((row, column) => ({
		render: () => `<b>${column().key === 'party' ? row().id : row().count}</b>`
	}));

	test('rows have a head, cells carry the head of their column for narrow screens, the order is told', async () => {
		const markup = await shown(Table, { caption: 'Records by Party', columns, rows, cell, by: (row: { id: string }) => row.id });
		expect(markup).toMatch(/<th scope="row"[^>]*><b>GHA<\/b>/);
		expect(markup).toContain('data-label="Records"');
		expect(markup).toContain('aria-sort="ascending"');
		expect(markup.match(/aria-sort/g)).toHaveLength(1);
		expect(markup).toMatch(/<caption[^>]*>Records by Party<\/caption>/);
	});

	test('one page needs no pager', async () => {
		expect(await shown(Pager, { page: 1, pages: 1, href: (n: number) => `?page=${n}` })).toBe('');
	});

	test('the pager shows first, last and neighbours, and where one is', async () => {
		const markup = await shown(Pager, { page: 7, pages: 14, href: (n: number) => `?page=${n}` });
		expect(seen(markup)).toBe('Previous page 1 … 6 7 8 … 14 Next page');
		expect(markup).toContain('href="?page=7" aria-current="page" aria-label="Page 7 of 14"');
	});
});

describe('Steps, ToVerify and FileLink', () => {
	test('the state of a step is said, not only drawn', async () => {
		const markup = await shown(Steps, {
			label: 'Submission',
			steps: [
				{ label: 'Answer', href: '#', state: 'done' as const },
				{ label: 'Check', state: 'now' as const }
			]
		});
		expect(seen(markup)).toBe('Answer (done) 2 Check (current step)');
		expect(markup).toContain('aria-current="step"');
	});

	test('a fact to verify explains itself and names its source, without a script', async () => {
		const markup = await shown(ToVerify, { source: 'MC-1/12' });
		expect(markup).toContain('<summary');
		expect(seen(markup)).toContain('Source: MC-1/12');
		expect(await shown(ToVerify, { brief: true })).not.toContain('<details');
	});

	test('a file tells type, size and language before one presses', async () => {
		expect(
			seen(await shown(FileLink, { href: '/f', name: 'plan.pdf', mediaType: 'application/pdf', bytes: 1_440_000, fileLanguage: 'fr' }))
		).toContain('plan.pdf ( PDF · 1.4 MB · French )');
	});
});

describe('Diff', () => {
	test('what was added and removed is marked up and said', async () => {
		const segments = [
			{ text: 'The stock is ', change: 'same' as const },
			{ text: '12', change: 'removed' as const },
			{ text: '9', change: 'added' as const }
		];
		const markup = await shown(Diff, { differences: [{ question: 'Stock', texts: [{ language: 'en', segments }] }] });
		expect(markup).toMatch(/<del><span>Removed:<\/span> 12<\/del><ins><span>Added:<\/span> 9<\/ins>/);
		expect(markup).toContain('lang="en" dir="ltr"');
	});

	test('an answer that was taken away is shown as no answer', async () => {
		expect(seen(await shown(Diff, { differences: [{ question: 'Day', before: '1 May 2026', after: '' }] }))).toBe(
			'Day Before 1 May 2026 After No answer'
		);
	});
});

test('a list of records names type, owner, day, languages and whatever is not ordinary', async () => {
	const entry = {
		id: 'MC-NAP-PE-0001',
		title: { es: 'Plan de acción nacional' },
		type: { en: 'National action plan' },
		owner: { en: 'Peru' },
		party: 'PER',
		at: new Date('2026-11-19T23:30:00Z'),
		state: 'withdrawn' as const,
		languages: ['es'],
		demo: true
	};
	const markup = await shown(EntryList, { entries: [entry] });
	expect(seen(markup)).toBe(
		'National action plan Plan de acción nacional Peru 19 November 2026 Languages: Spanish MC-NAP-PE-0001 Withdrawn Demonstration'
	);
	expect(markup).toContain('<span lang="es" dir="ltr">Plan de acción nacional</span>');
	expect(markup).toContain('href="/en/parties/PER"');
	expect(markup).toContain('href="/en/records/MC-NAP-PE-0001"');
});

describe('Page', () => {
	test('breadcrumbs begin at home and end here; there is one heading', async () => {
		const markup = await shown(Page, { title: 'Ghana', breadcrumbs: [{ href: '/en/parties', label: 'Parties' }], children: words('x') });
		expect(seen(markup)).toBe('Home Parties Ghana Ghana x');
		expect(markup.match(/<h1/g)).toHaveLength(1);
		expect(markup).toContain('<span aria-current="page">Ghana</span>');
	});
});

describe('Shell', () => {
	const menu = [{ id: 'parties', label: 'Parties', href: null, items: [{ id: 'all', label: 'All Parties', href: '/en/parties' }] }];
	const frame = { person: null, menu, path: '/parties/GHA', search: '?year=2026', demonstration: false, children: words('content') };
	const ama = { name: 'Ama Mensah', roles: [], mayQueue: false, mayEditFacts: true, mayPeople: false, mayOrganisations: false };

	test('the language switch keeps page and query', async () => {
		const markup = await shown(Shell, frame);
		for (const language of ['ar', 'en', 'es', 'fr', 'ru', 'zh'])
			expect(markup).toContain(`href="/${language}/parties/GHA?year=2026" lang="${language}" hreflang="${language}"`);
	});

	test('the skip link comes first and leads to the content', async () => {
		const markup = await shown(Shell, frame);
		expect(markup.match(/<a [^>]*>/)?.[0]).toContain('href="#content"');
		expect(markup).toContain('<main id="content"');
	});

	test('the section one is in is told', async () => {
		expect(await shown(Shell, frame)).toMatch(/href="\/en\/parties" aria-current="true"/);
	});

	test('who is not signed in is offered to, and sees no desk', async () => {
		const markup = await shown(Shell, frame);
		expect(markup).toContain('href="/en/sign-in"');
		expect(markup).not.toContain('href="/en/work"');
	});

	test('who is signed in sees the desk, what they may open, and the way out', async () => {
		const markup = await shown(Shell, { ...frame, person: ama });
		expect(markup).toContain('href="/en/work"');
		expect(markup).toContain('href="/en/work/facts"');
		expect(markup).not.toContain('href="/en/work/queue"');
		expect(markup).toContain('<form method="POST" action="/en/sign-out">');
	});

	test('demonstration content is announced on every page of such an installation', async () => {
		expect(seen(await shown(Shell, { ...frame, demonstration: true }))).toContain('the records shown here are synthetic');
		expect(seen(await shown(Shell, frame))).not.toContain('synthetic');
	});
});
