// SPDX-License-Identifier: Apache-2.0
// A feed as RSS 2.0, for readers that know nothing else. Pure.
import { type Feed, latest } from './atom.ts';
import type { Post } from './posts.ts';
import { xml } from './xml.ts';

/** RFC 822 with a year of four digits, as RSS asks for. */
const stamp = (at: Date): string => at.toUTCString().replace('GMT', '+0000');

const item = (post: Post): string =>
	[
		'<item>',
		`<title>${xml(post.title)}</title>`,
		`<link>${xml(post.url)}</link>`,
		// What names it for ever leads to data, not to a page for people.
		`<guid isPermaLink="false">${xml(post.id)}</guid>`,
		`<pubDate>${stamp(post.revised)}</pubDate>`,
		`<atom:updated>${post.updated.toISOString()}</atom:updated>`,
		`<dc:creator>${xml(post.author)}</dc:creator>`,
		`<dc:language>${post.titleLanguage}</dc:language>`,
		...post.tags.map((tag) => `<category>${xml(tag)}</category>`),
		...(post.summary ? [`<description>${xml(xml(post.summary.text))}</description>`] : []),
		...(post.whole ? [`<content:encoded>${xml(post.whole.html)}</content:encoded>`] : []),
		'</item>'
	].join('');

type Head = Pick<Feed, 'origin' | 'language' | 'title' | 'path' | 'page'>;

export function rss({ origin, language, title, path, page }: Head, posts: readonly Post[]): string {
	const built = latest(posts.map(({ updated }) => updated));
	return [
		'<?xml version="1.0" encoding="utf-8"?>',
		'<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">',
		'<channel>',
		`<title>${xml(title)}</title>`,
		`<link>${origin}${xml(page)}</link>`,
		`<description>${xml(title)}</description>`,
		`<language>${language}</language>`,
		`<atom:link rel="self" type="application/rss+xml" href="${origin}${xml(path)}"/>`,
		...(built ? [`<lastBuildDate>${stamp(built)}</lastBuildDate>`] : []),
		...posts.map(item),
		'</channel>',
		'</rss>',
		''
	].join('\n');
}
