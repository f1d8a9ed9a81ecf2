// SPDX-License-Identifier: Apache-2.0
// The parts of the site and of its frame, rendered: what a reader of each language gets, with no script.
import type { Component } from 'svelte';
import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import type { SectionLine } from '#catalogue/section-line.ts';
import { sectionAsked, sections } from '#editorial/sections.ts';
import { type Language, languages } from '#text/languages.ts';
import { markdownHtml } from '#text/markdown.ts';
import { readerIn } from '#text/message.ts';
import { readerKey } from '../reader.ts';
import Shell from '../Shell.svelte';
import Article from './Article.svelte';
import Banners from './Banners.svelte';
import Lines from './Lines.svelte';
import { makeWith } from './markdown.ts';
import SectionPage from './SectionPage.svelte';

makeWith(markdownHtml);

async function html(part: unknown, props: object, language: Language = 'en'): Promise<string> {
	const context = new Map<string, unknown>([[readerKey, await readerIn(language)]]);
	return render(part as Component, { props: props as never, context }).body.replace(/<!--.*?-->/g, '');
}

const line: SectionLine = {
	id: 'MC-NEWS-SEC-0001',
	title: { en: 'A title & more', fr: 'Un titre' },
	summary: { en: 'A summary' },
	languages: ['en', 'fr'],
	demo: true,
	date: '2026-11-03',
	kind: null
};

describe('an article', () => {
	const answers = {
		title: { en: 'T' },
		summary: { en: 'Short', ar: 'قصير' },
		body: { en: '# Head\n\n<script>alert(1)</script> [areas](/areas)' },
		image: { file: 'a'.repeat(64), name: 'x.webp', mediaType: 'image/webp', size: 1 },
		imageAlt: { en: 'A mine "seen" from above' }
	};

	it('is read in the reader’s language, or says in which it is', async () => {
		const english = await html(Article, { answers, recordId: 'MC-NEWS-SEC-0001' });
		expect(english).toContain('<h2>Head</h2>');
		expect(english).toContain('href="/en/areas"');
		expect(english).not.toContain('<script>');
		const arabic = await html(Article, { answers, recordId: 'MC-NEWS-SEC-0001' }, 'ar');
		expect(arabic).toMatch(/class="markdown[^>]*lang="en"[^>]*dir="ltr"/);
		expect(arabic).toContain('href="/ar/areas"');
		expect(arabic).toContain('قصير');
	});

	it('shows its picture in light formats with its words', async () => {
		const english = await html(Article, { answers, recordId: 'MC-NEWS-SEC-0001' });
		expect(english).toContain('alt="A mine &quot;seen&quot; from above"');
		expect(english).toContain('type="image/avif"');
		expect(english).toContain(`/images/MC-NEWS-SEC-0001/${'a'.repeat(64)}/640.webp`);
	});

	it('keeps the room of its picture, and offers a telephone no more than it shows', async () => {
		const shown = async (picture: object | null) => html(Article, { answers, recordId: 'MC-NEWS-SEC-0001', picture });
		const widths = (markup: string) =>
			[...(/image\/avif" srcset="([^"]*)"/.exec(markup)?.[1] ?? '').matchAll(/(\d+)\.avif (\d+)w/g)].map(([, ...of]) => of);
		const large = await shown({ width: 2560, height: 1440 });
		expect(large).toContain('width="2560" height="1440"');
		expect(large).toContain('sizes="(max-width: 46rem) calc(100vw - 2rem), 44rem"');
		expect(widths(large)).toEqual(['320', '640', '960', '1280'].map((width) => [width, width]));
		// A file that is named wider than it is would be taken for finer than it is.
		expect(widths(await shown({ width: 500, height: 300 }))).toEqual([
			['320', '320'],
			['640', '500']
		]);
		const unknown = await shown(null);
		expect(unknown).not.toMatch(/<img[^>]* (width|height)=/);
		expect(widths(unknown)).toHaveLength(4);
	});
});

describe('a section', () => {
	const data = {
		section: 'news' as const,
		asked: sectionAsked(sections.news, new URLSearchParams('year=2026')),
		asks: ['year', 'area'],
		total: 1,
		pages: 1,
		lines: [line],
		years: ['2026', '2025'],
		kinds: [],
		areas: [{ id: 'asgm', name: 'ASGM' }]
	};

	it('is narrowed by a form and followed by feeds, in every language', async () => {
		for (const language of languages) {
			const page = await html(SectionPage, { data }, language);
			expect(page).toContain(`href="/feeds/${language}/news.atom"`);
			expect(page).toMatch(/<option value="2026" selected/);
			// One area alone is no choice.
			expect(page).not.toContain('name="area"');
			expect(page).not.toMatch(/undefined|\[object|editorial\./);
		}
		expect(await html(SectionPage, { data: { ...data, lines: [], total: 0 } }, 'ru')).toContain('Здесь пока ничего нет');
	});

	it('names languages, and which one a title is in', async () => {
		const russian = await html(Lines, { lines: [line] }, 'ru');
		expect(russian).toContain('lang="en"');
		expect(russian).toContain('английский и французский');
	});

	it('says when an event is, in its own zone', async () => {
		const event = {
			startDay: '2027-03-30',
			endDay: '2027-03-30',
			zone: 'Europe/Zurich',
			start: new Date('2027-03-30T12:00:00Z'),
			end: new Date('2027-03-30T13:30:00Z'),
			place: null,
			online: true,
			recording: false
		};
		const english = await html(Lines, { lines: [{ ...line, event }] });
		expect(english).toMatch(/14:00.{1,9}15:30/u);
		expect(english).toContain('Online');
		const days = await html(Lines, { lines: [{ ...line, event: { ...event, start: null, end: null, endDay: '2027-03-31' } }] });
		expect(days).toContain('31 March 2027');
	});
});

describe('the frame', () => {
	const menu = [
		{ id: 'find', label: 'Find', href: null, items: [{ id: 'a', label: 'Search', href: '/en/search' }] },
		{ id: 'one', label: 'Alone', href: '/en/areas', items: [] }
	];
	const shell = { person: null, menu, path: '/search', search: '', demonstration: false, children: () => undefined };

	it('opens its groups without a script, and marks where one is', async () => {
		const page = await html(Shell, shell);
		expect(page).toMatch(/<details name="menu"[^>]*><summary aria-current="true"/);
		expect(page).toMatch(/<a href="\/en\/search" aria-current="page"/);
		expect(page).toContain('>Alone</a>');
	});

	it('says what the secretariat tells everybody, and nothing where there is nothing', async () => {
		const banner = { id: 'x', words: { en: 'Closed <on> Sunday' }, severity: 'warning', href: '/en/news' };
		expect(await html(Banners, { banners: [banner] })).toContain('Closed &lt;on> Sunday');
		expect((await html(Banners, { banners: [] })).trim()).toBe('');
	});
});
