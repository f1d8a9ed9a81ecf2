// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Entry } from '#catalogue/entry.ts';
import { languages } from '#text/languages.ts';
import { atom, type Feed } from './atom.ts';
import { closing, opening, pageElements, robots, sheetIndex } from './sitemap.ts';
import { xml } from './xml.ts';

const entry: Entry = {
	recordId: 'MC-INFORMATION-GH-0001',
	revision: 2,
	type: 'art17-exchange-record',
	ownerKind: 'party',
	owner: 'GHA',
	state: 'published',
	title: { en: 'Fish & <rivers> "up\u0000stream"', ar: 'أسماك' },
	summary: { fr: 'Un résumé' },
	answers: {},
	languages: ['en'],
	parties: ['GHA'],
	areas: ['health'],
	articles: ['17'],
	concepts: [],
	region: 'africa',
	year: 2026,
	demo: false,
	firstPublishedAt: new Date('2026-01-01T10:00:00Z'),
	publishedAt: new Date('2026-02-01T10:00:00Z'),
	changedAt: new Date('2026-03-01T10:00:00Z'),
	reason: null,
	supersededBy: null
};
const feed = (more: Partial<Feed> = {}): string =>
	atom({
		origin: 'https://exchange.test',
		language: 'en',
		title: 'All & everything',
		path: '/feeds/en/publications.atom',
		page: '/en',
		entries: [entry],
		ownerName: () => ({ en: 'Ghana', fr: 'Ghana' }),
		typeName: () => ({ en: 'Information' }),
		...more
	});

/** Names of the elements that are open at the end; throws where a tag closes what is not open or a text holds a bare sign. */
function openElements(document: string): string[] {
	const open: string[] = [];
	for (const [, tag, text] of document.replace(/<\?xml.*?\?>/, '').matchAll(/<([^<>]+)>([^<]*)/g) as Iterable<RegExpMatchArray>) {
		if (/&(?!(amp|lt|gt|quot|apos);)/.test(`${tag}${text}`)) throw new Error(`a bare & in ${tag}${text}`);
		if (tag?.startsWith('/')) {
			if (open.pop() !== tag.slice(1)) throw new Error(`${tag} closes nothing`);
		} else if (!tag?.endsWith('/')) open.push(tag?.split(/\s/)[0] ?? '');
	}
	return open;
}

describe('a feed', () => {
	it('is well formed whatever a title holds', () => {
		expect(openElements(feed())).toEqual([]);
		expect(feed()).toContain('<title>Fish &amp; &lt;rivers&gt; &quot;upstream&quot;</title>');
		expect(feed()).toContain('<title>All &amp; everything</title>');
	});

	it('names a record for ever by one address, and its page in the language of the feed', () => {
		expect(feed()).toContain('<id>https://exchange.test/api/v1/records/MC-INFORMATION-GH-0001</id>');
		expect(feed({ language: 'fr' })).toContain('hreflang="fr" href="https://exchange.test/fr/records/MC-INFORMATION-GH-0001"');
		expect(feed()).toContain('<published>2026-01-01T10:00:00.000Z</published><updated>2026-03-01T10:00:00.000Z</updated>');
	});

	it('says which language a text is really in, and keeps its direction', () => {
		expect(feed()).toContain('<summary xml:lang="fr">Un résumé</summary>');
		expect(feed({ language: 'ar', entries: [{ ...entry, title: { en: 'Fish' } }] })).toContain('<title xml:lang="en">\u2066Fish\u2069</title>');
		expect(feed({ language: 'ru' })).toContain('<title xml:lang="en">Fish');
	});

	it('does not change with the clock while it is empty', () => {
		expect(feed({ entries: [] })).toBe(feed({ entries: [] }));
		expect(feed({ entries: [] })).toContain('<updated>1970-01-01T00:00:00.000Z</updated>');
		expect(openElements(feed({ entries: [] }))).toEqual([]);
	});

	it('has a title also where a record has none', () => {
		expect(feed({ entries: [{ ...entry, title: {} }] })).toContain('<title>MC-INFORMATION-GH-0001</title>');
	});
});

describe('the sitemap', () => {
	it('names each page in six languages, each with all the others', () => {
		const sheet =
			opening + pageElements('https://exchange.test', { path: '/records/MC-X-GH-0001', changed: new Date('2026-02-01T10:00:00Z') }) + closing;
		expect(openElements(sheet)).toEqual([]);
		for (const language of languages) {
			expect(sheet).toContain(`<loc>https://exchange.test/${language}/records/MC-X-GH-0001</loc><lastmod>2026-02-01T10:00:00.000Z</lastmod>`);
			expect(sheet.split(`hreflang="${language}"`)).toHaveLength(7);
		}
		expect(sheet.split('hreflang="x-default"')).toHaveLength(7);
	});

	it('lists its sheets', () => {
		const index = sheetIndex('https://exchange.test', [new Date('2026-02-01T10:00:00Z'), null, null]);
		expect(openElements(index)).toEqual([]);
		expect(index.match(/sheet=\d/g)).toEqual(['sheet=1', 'sheet=2', 'sheet=3']);
		expect(index.match(/<lastmod>/g)).toHaveLength(1);
	});

	it('is named to crawlers, which are kept from endless searches', () => {
		expect(robots('https://exchange.test')).toMatch(/Disallow: \/\*\/search\?\*&\n[^]*Sitemap: https:\/\/exchange\.test\/sitemap\.xml\n$/);
	});
});

it('XML holds nothing that it cannot hold', () => {
	expect(xml('a\u0000b\u000bc\ud800d\ufffe')).toBe('abc\ufffdd');
});
