// SPDX-License-Identifier: Apache-2.0
// What search engines and those who share a page are told of its address: one for each language, one that counts, and its picture. Pure.
import { watchedFrom } from '#watching/watched.ts';
import { type FeedFormat, feedPaths, libraryFeeds } from '#interop/feeds/address.ts';
import { type Language, languages } from '#text/languages.ts';

export interface SharedAddress {
	canonical: string;
	/** By language, and `x-default` for whoever reads none of them. */
	alternates: { hreflang: string; href: string }[];
	/** Picture of the page, 1200 by 630. */
	card: string;
	/** What is published here, as feeds. */
	feeds: { format: FeedFormat; href: string }[];
}

/** What a page was asked for beyond the page itself (its order, its part) makes no other page. */
const passing = new Set(['sort', 'view', 'done', 'spell', 'expand', 'utm_source', 'utm_medium', 'utm_campaign']);

const pictured = new Set(['records', 'parties', 'areas', 'articles', 'registers', 'calls', 'pages', 'meetings']);

/** Pages for those who are signed in, and for those who hold a link, are nobody else's. */
export const isShared = (path: string): boolean =>
	!/^\/(work|follow|watching|invitation|reset|answer|sign-in|sign-out|forgotten|register)(\/|$)/.test(path);

/**
 * `path` is what follows the language, of the page that counts where the same thing stands on two; `search` the query as far as the page reads it.
 */
export function sharedAddress(origin: string, language: Language, path: string, search: string): SharedAddress {
	const query = new URLSearchParams(search);
	for (const name of [...query.keys()]) if (passing.has(name) || !query.get(name) || (name === 'page' && query.get(name) === '1')) query.delete(name);
	// An older state of a record is not what one should find of it.
	const page = path.replace(/^(\/records\/[^/]+)\/\d+$/, '$1');
	const rest = `${page}${query.size ? `?${query}` : ''}`;
	const of = (spoken: Language) => `${origin}/${spoken}${rest}`;
	const [, place = '', id = ''] = path.split('/');
	const known = pictured.has(place) && /^[\w.-]+$/.test(id);
	const watched = watchedFrom(`${path}${search}`, origin);
	const feeds = path === '/documents' ? libraryFeeds(language, query) : watched && feedPaths(watched, language);
	return {
		canonical: of(language),
		alternates: [...languages.map((each) => ({ hreflang: each as string, href: of(each) })), { hreflang: 'x-default', href: of('en') }],
		card: `${origin}/cards/${language}/${known ? `${place}/${id}` : 'site/home'}.png`,
		feeds: feeds ? (['atom', 'rss', 'json'] as const).map((format) => ({ format, href: feeds[format] })) : []
	};
}

/** JSON that stands in a page: nothing in it ends the element that holds it. */
export const inPage = (thing: object): string =>
	JSON.stringify(thing).replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
