// SPDX-License-Identifier: Apache-2.0
// Which feed tells the same as following does. Pure.
import type { Language } from '#text/languages.ts';
import type { Watched } from '#watching/watched.ts';

export const feedFormats = ['atom', 'rss', 'json'] as const;
export type FeedFormat = (typeof feedFormats)[number];
export const isFeedFormat = (text: unknown): text is FeedFormat => feedFormats.includes(text as FeedFormat);

export const feedTypes: Record<FeedFormat, string> = {
	atom: 'application/atom+xml',
	rss: 'application/rss+xml',
	json: 'application/feed+json'
};

/** Path of the feed without its ending, and its query with the question mark; null where no feed tells it. */
function placeOf(watched: Watched): { path: string; query: string } | null {
	const [, query = ''] = watched.address.split('?');
	const suffix = query && `?${query}`;
	const search = (pairs: [string, string][]) => ({ path: 'search', query: `?${new URLSearchParams([...pairs, ...Object.entries(watched.facets)])}` });
	switch (watched.kind) {
		case 'search':
			return suffix ? { path: 'search', query: suffix } : { path: 'publications', query: '' };
		case 'register':
			return { path: `registers/${watched.id}`, query: suffix };
		case 'area':
			return { path: `areas/${watched.id}`, query: '' };
		case 'party':
			return { path: `parties/${watched.id}`, query: '' };
		case 'article':
			return search([['article', watched.id]]);
		case 'list': {
			const [type, ...others] = watched.types;
			return type && !others.length ? search([['type', type]]) : null;
		}
		default:
			return null;
	}
}

export function feedPaths(watched: Watched, language: Language): Record<FeedFormat, string> | null {
	const place = placeOf(watched);
	if (!place) return null;
	const of = (format: FeedFormat) => `/feeds/${language}/${place.path}.${format}${place.query}`;
	return { atom: of('atom'), rss: of('rss'), json: of('json') };
}
