// SPDX-License-Identifier: Apache-2.0
// Feeds, calendars, sitemap and robots.txt, as readers that we did not write take them.
import { Readable } from 'node:stream';
import { zIcsCalendar } from '@ts-ics/schema-zod';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import ICAL from 'ical.js';
import readRobots from 'robots-parser';
import { ErrorLevel, type SitemapItem, XMLToSitemapItemStream } from 'sitemap';
import { convertIcsCalendar } from 'ts-ics';
import { beforeAll, expect, test } from 'vitest';
import { languages } from '#text/languages.ts';
import type { Outlets } from './outlets.ts';

/** Its types say that the module itself is called, which is so for `require` alone. */
const robotsParser = readRobots as unknown as typeof readRobots.default;

const feedPaths = (language: string) =>
	['publications', 'search', 'registers/exemptions-annex-a', 'areas/asgm', 'parties/GHA'].map((name) => `/feeds/${language}/${name}`);
const isAddress = (text: unknown): boolean => URL.canParse(String(text));
const isMoment = (text: unknown): boolean => typeof text === 'string' && !Number.isNaN(Date.parse(text));

export function feeds(outlets: () => Outlets): void {
	test.each(languages)('Atom, RSS and JSON Feed in %s: feedsmith reads the same posts from each', async (language) => {
		for (const path of feedPaths(language)) {
			const [atom, rss, json] = [
				parseAtomFeed(await outlets().text(`${path}.atom`)),
				parseRssFeed(await outlets().text(`${path}.rss`)),
				parseJsonFeed(JSON.parse(await outlets().text(`${path}.json`)))
			];
			const of = [atom.entries ?? [], rss.items ?? [], json.items ?? []] as const;
			expect([path, of[1].length, of[2].length]).toEqual([path, of[0].length, of[0].length]);
			if (path.endsWith('publications')) expect(of[0].length).toBeGreaterThan(20);
			// What RFC 4287, RSS 2.0 and JSON Feed 1.1 demand of a feed and of a post.
			expect([isAddress(atom.id), isMoment(atom.updated), !!atom.title?.value], path).toEqual([true, true, true]);
			expect([!!rss.title, isAddress(rss.link), !!rss.description], path).toEqual([true, true, true]);
			expect([!!json.title, isAddress(json.home_page_url), isAddress(json.feed_url)], path).toEqual([true, true, true]);
			for (const [at, entry] of of[0].entries()) {
				const [item, post] = [of[1][at], of[2][at]];
				expect([isAddress(entry.id), isMoment(entry.updated), !!entry.title?.value, !!entry.authors?.[0]?.name], path).toEqual([
					true,
					true,
					true,
					true
				]);
				expect([item?.guid?.value, post?.id], path).toEqual([entry.id, entry.id]);
				expect([isMoment(item?.pubDate), isMoment(post?.date_published), !!(post?.content_text ?? post?.content_html)], path).toEqual([
					true,
					true,
					true
				]);
			}
		}
	});

	test('the feeds of a section too', async () => {
		for (const section of ['news', 'events', 'resources']) {
			const atom = parseAtomFeed(await outlets().text(`/feeds/fr/${section}.atom`));
			const json = parseJsonFeed(JSON.parse(await outlets().text(`/feeds/fr/${section}.json`)));
			expect(atom.entries?.length, section).toBeGreaterThan(0);
			expect(json.items?.map(({ id }) => id)).toEqual(atom.entries?.map(({ id }) => id));
		}
	});

	test('broken feeds are refused by feedsmith', async () => {
		const [atom, rss] = [await outlets().text('/feeds/en/publications.atom'), await outlets().text('/feeds/en/publications.rss')];
		expect(() => parseAtomFeed(atom.replaceAll('feed', 'fed'))).toThrow();
		expect(() => parseRssFeed(rss.replaceAll('channel>', 'chanel>'))).toThrow();
		expect(() => parseJsonFeed({ title: 'without a version' })).toThrow();
	});
}

const calendars = ['deadlines', 'deadlines.ics?party=GHA', 'meetings', 'events', 'calls', 'reporting', 'reporting.ics?party=GHA'].map((name) =>
	name.includes('?') ? name : `${name}.ics`
);

/** Judged by the schema of one library and by the grammar of another: each finds what the other lets through. */
function judged(text: string): { uids: string[]; events: ICAL.Component[] } {
	const byShape = convertIcsCalendar(zIcsCalendar, text);
	const byGrammar = new ICAL.Component(ICAL.parse(text) as unknown[]);
	const events = byGrammar.getAllSubcomponents('vevent');
	expect(events.length).toBe(byShape.events?.length ?? 0);
	return { uids: events.map((event) => String(event.getFirstPropertyValue('uid'))), events };
}

export function calendarsOf(outlets: () => Outlets): void {
	test.each(calendars)('%s: ts-ics finds the shape of RFC 5545, ical.js reads every day', async (name) => {
		for (const language of ['ar', 'en', 'zh']) {
			const { uids, events } = judged(await outlets().text(`/calendar/${language}/${name}`));
			expect(events.length, `${language} ${name}`).toBeGreaterThan(0);
			expect(new Set(uids).size).toBe(uids.length);
			for (const component of events) {
				const { startDate, endDate, summary } = new ICAL.Event(component);
				expect(summary).toBeTruthy();
				expect(endDate.toJSDate() > startDate.toJSDate(), `${name} ${summary}`).toBe(true);
			}
		}
	});

	test('broken calendars are refused', async () => {
		const text = await outlets().text('/calendar/en/meetings.ics');
		for (const [gone, broken] of [
			['UID', text.replace(/UID:.*\r\n/, '')],
			['DTSTAMP', text.replace(/DTSTAMP:.*\r\n/, '')],
			['PRODID', text.replace(/PRODID:.*\r\n/, '')],
			['a state that there is not', text.replace('STATUS:CONFIRMED', 'STATUS:PERHAPS')],
			['an end', text.replace('END:VEVENT\r\n', '')],
			['a fold', text.replace('SUMMARY;', 'SUMMARY\r\n')]
		] as const)
			expect(() => judged(broken), gone).toThrow();
	});
}

async function sheetOf(text: string): Promise<SitemapItem[]> {
	const items: SitemapItem[] = [];
	const read = Readable.from([text]).pipe(new XMLToSitemapItemStream({ level: ErrorLevel.THROW, logger: false }));
	for await (const item of read) items.push(item as SitemapItem);
	return items;
}

export function sitemaps(outlets: () => Outlets): void {
	let items: SitemapItem[];
	beforeAll(async () => {
		items = await sheetOf(await outlets().text('/sitemap.xml'));
	});

	test('the sitemap, whose pages name one another in every language', () => {
		expect(items.length).toBeGreaterThan(1000);
		const alternates = new Map(items.map(({ url, links }) => [url, links.map(({ lang, url: to }) => `${lang} ${to}`).toSorted()]));
		for (const { url, links } of items) {
			expect(links.map(({ lang }) => lang).toSorted(), url).toEqual([...languages, 'x-default'].toSorted());
			for (const { url: other } of links)
				if (alternates.get(other)?.join() !== alternates.get(url)?.join()) throw new Error(`${url} and ${other} do not name each other`);
		}
	});

	test('a broken sitemap is refused', async () => {
		const url = '<url><loc>https://exchange.test/en</loc></url>';
		const sheet = (inside: string) => `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${inside}</urlset>`;
		await expect(sheetOf(sheet(url))).resolves.toHaveLength(1);
		for (const broken of [
			url.replace('https://exchange.test', ''),
			url.replaceAll('loc>', 'place>'),
			url.replace('</url>', '<lastmod>soon</lastmod></url>'),
			url.replace('</url>', '')
		])
			await expect(sheetOf(sheet(broken)), broken).rejects.toThrow();
	});

	test('robots.txt lets robots where the sitemap leads, and nowhere that is work', async () => {
		const { origin } = outlets();
		const robots = robotsParser(`${origin}/robots.txt`, await outlets().text('/robots.txt'));
		expect(robots.getSitemaps()).toEqual([`${origin}/sitemap.xml`]);
		expect(items.filter(({ url }) => !robots.isAllowed(url))).toEqual([]);
		for (const closed of ['/en/work', '/fr/work/queue', '/ar/sign-in']) expect(robots.isAllowed(origin + closed), closed).toBe(false);
	});
}
