// SPDX-License-Identifier: Apache-2.0
// The same posts as RSS 2.0 and JSON Feed 1.1: what both formats demand, whatever a title holds.
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import type { Entry } from '#catalogue/entry.ts';
import { watchedFrom } from '#watching/watched.ts';
import { feedPaths } from './address.ts';
import { atom, type Feed } from './atom.ts';
import { jsonFeed } from './json-feed.ts';
import { postsOf } from './posts.ts';
import { rss } from './rss.ts';

const entry = {
	recordId: 'MC-INFORMATION-GH-0001',
	type: 'art17-exchange-record',
	owner: 'GHA',
	title: { en: 'Fish & <rivers> "up\u0000stream"' },
	summary: { fr: 'Un <résumé> & plus' },
	areas: [] as string[],
	firstPublishedAt: new Date('2026-01-01T10:00:00Z'),
	publishedAt: new Date('2026-02-01T10:00:00Z'),
	changedAt: new Date('2026-03-01T10:00:00Z')
} as Entry;
const feed = (more: Partial<Feed> = {}): Feed => ({
	origin: 'https://exchange.test',
	language: 'en',
	title: 'All & everything',
	path: '/feeds/en/search.rss?q=a&area=asgm',
	page: '/en/search?q=a&area=asgm',
	entries: [entry],
	ownerName: () => ({ en: 'Ghana' }),
	typeName: () => ({ en: 'Information' }),
	...more
});

/** Text of each element by its path; throws where the document is not well formed or uses a prefix that it does not declare. */
function texts(document: string): Map<string, string[]> {
	const found = new Map<string, string[]>();
	const open: string[] = [];
	let text = '';
	const parser = new SaxesParser({ xmlns: true });
	parser.on('error', (fault) => {
		throw fault;
	});
	parser.on('opentag', ({ name }) => {
		open.push(name);
		text = '';
	});
	parser.on('text', (part) => (text += part));
	parser.on('closetag', () => {
		const path = open.join('/');
		found.set(path, [...(found.get(path) ?? []), text]);
		open.pop();
		text = '';
	});
	parser.write(document).close();
	return found;
}

describe('RSS', () => {
	it('is well formed and has what RSS 2.0 demands of a channel and an item', () => {
		const found = texts(rss(feed(), postsOf(feed())));
		for (const name of ['title', 'link', 'description', 'language']) expect(found.get(`rss/channel/${name}`), name).toHaveLength(1);
		expect(found.get('rss/channel/title')).toEqual(['All & everything']);
		expect(found.get('rss/channel/link')).toEqual(['https://exchange.test/en/search?q=a&area=asgm']);
		expect(found.get('rss/channel/item/title')).toEqual(['Fish & <rivers> "upstream"']);
		expect(found.get('rss/channel/item/guid')).toEqual(['https://exchange.test/api/v1/records/MC-INFORMATION-GH-0001']);
		expect(found.get('rss/channel/item/pubDate')).toEqual(['Sun, 01 Feb 2026 10:00:00 +0000']);
		// A feed goes by publication; what changed later is told beside it.
		expect(found.get('rss/channel/item/atom:updated')).toEqual(['2026-03-01T10:00:00.000Z']);
		expect(found.get('rss/channel/lastBuildDate')).toEqual(['Sun, 01 Mar 2026 10:00:00 +0000']);
		// A description is read as HTML: what was typed stays text there too.
		expect(found.get('rss/channel/item/description')).toEqual(['Un &lt;résumé&gt; &amp; plus']);
		expect(found.get('rss/channel/item/dc:language')).toEqual(['en']);
	});

	it('is well formed when it is empty, and keeps the direction of a title', () => {
		expect(texts(rss(feed(), [])).get('rss/channel/item')).toBeUndefined();
		const arabic = feed({ language: 'ar' });
		expect(texts(rss(arabic, postsOf(arabic))).get('rss/channel/item/title')).toEqual(['\u2066Fish & <rivers> "upstream"\u2069']);
	});
});

describe('a feed', () => {
	it('leads to where the public reads a thing, and tells what happened between', () => {
		const call = { ...entry, recordId: 'MC-CALL-SEC-0001', type: 'call', publishedAt: new Date('2026-03-01T10:00:00Z') } as Entry;
		const page = { ...entry, recordId: 'MC-PAGE-SEC-0001', type: 'page', answers: { slug: 'about' } } as unknown as Entry;
		const more = {
			entries: [call, page],
			items: [
				{ id: 'urn:more', title: { en: 'More time' }, at: new Date('2026-02-15T00:00:00Z'), author: { en: 'Secretariat' }, page: '/en/calls/x' }
			]
		};
		expect(postsOf(feed(more)).map(({ url }) => url.replace('https://exchange.test', ''))).toEqual([
			'/en/calls/MC-CALL-SEC-0001',
			'/en/calls/x',
			'/en/pages/about'
		]);
		const written = atom(feed(more));
		expect(written.indexOf('/en/calls/MC-CALL-SEC-0001"')).toBeLessThan(written.indexOf('urn:more'));
		expect(written.indexOf('urn:more')).toBeLessThan(written.indexOf('/en/pages/about"'));
		expect(written).not.toContain('/en/records/');
	});
});

describe('JSON Feed', () => {
	it('has what version 1.1 demands, as plain text', () => {
		const read = JSON.parse(jsonFeed(feed(), postsOf(feed()))) as { items: Record<string, unknown>[] } & Record<string, unknown>;
		expect(read).toMatchObject({
			version: 'https://jsonfeed.org/version/1.1',
			title: 'All & everything',
			home_page_url: 'https://exchange.test/en/search?q=a&area=asgm',
			language: 'en'
		});
		expect(read.items).toMatchObject([
			{
				id: 'https://exchange.test/api/v1/records/MC-INFORMATION-GH-0001',
				url: 'https://exchange.test/en/records/MC-INFORMATION-GH-0001',
				content_text: 'Un <résumé> & plus',
				date_published: '2026-01-01T10:00:00.000Z',
				date_modified: '2026-03-01T10:00:00.000Z',
				authors: [{ name: 'Ghana' }],
				tags: ['Information']
			}
		]);
		expect(read.items[0]).not.toHaveProperty('content_html');
	});
});

it('what can be followed has its feed, where one tells the same', () => {
	const of = (address: string) => {
		const watched = watchedFrom(address, 'https://exchange.test');
		return watched && feedPaths(watched, 'fr')?.rss;
	};
	expect(of('/')).toBe('/feeds/fr/publications.rss');
	expect(of('/en/search?page=2&q=lead+acid&area=asgm')).toBe('/feeds/fr/search.rss?q=lead+acid&area=asgm');
	expect(of('/registers/exemptions-annex-a?region=africa&sort=party')).toBe('/feeds/fr/registers/exemptions-annex-a.rss?region=africa');
	expect(of('/parties/gha')).toBe('/feeds/fr/parties/GHA.rss');
	expect(of('/articles/7')).toBe('/feeds/fr/search.rss?article=7');
	expect(of('/calls')).toBe('/feeds/fr/search.rss?type=call');
	expect(of('/calls/MC-CALL-SEC-0001')).toBe('/feeds/fr/calls/MC-CALL-SEC-0001.rss');
	expect(of('/documents?area=asgm')).toBe('/feeds/fr/documents.rss?area=asgm');
	expect(of('/documents?party=GHA')).toBeUndefined();
	expect(of('/news')).toBe('/feeds/fr/news.rss');
	expect(of('/news?area=asgm')).toBe('/feeds/fr/search.rss?type=news&area=asgm');
	expect(of('/records/MC-NAP-GH-0001')).toBeUndefined();
});
