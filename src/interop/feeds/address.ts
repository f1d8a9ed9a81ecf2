// SPDX-License-Identifier: Apache-2.0
// Which feed tells the same as following does. Pure.
import { askedOfLibrary } from '#catalogue/library.ts';
import { callType } from '#exchange/call.ts';
import { sectionOf } from '#editorial/sections.ts';
import { libraryTypes } from '#meetings/document.ts';
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
			if (type && others.length) {
				// The library is not asked by whom a document names.
				const told = watched.types.every((each) => libraryTypes.includes(each)) && !watched.facets.party && !watched.facets.region;
				return told ? { path: 'documents', query: suffix } : null;
			}
			// A section by itself has a feed with whole texts.
			const section = type && !suffix ? sectionOf(type) : undefined;
			return section ? { path: section, query: '' } : type ? search([['type', type]]) : null;
		}
		case 'record':
			return watched.types.includes(callType) ? { path: `calls/${watched.id}`, query: '' } : null;
		default:
			return null;
	}
}

const inEachFormat = (language: Language, path: string, query: string): Record<FeedFormat, string> => {
	const of = (format: FeedFormat) => `/feeds/${language}/${path}.${format}${query}`;
	return { atom: of('atom'), rss: of('rss'), json: of('json') };
};

export function feedPaths(watched: Watched, language: Language): Record<FeedFormat, string> | null {
	const place = placeOf(watched);
	return place && inEachFormat(language, place.path, place.query);
}

/** The library takes questions of its own, which nothing else that can be followed takes. */
export const libraryFeeds = (language: Language, query: URLSearchParams): Record<FeedFormat, string> =>
	inEachFormat(language, 'documents', askedOfLibrary(query));
