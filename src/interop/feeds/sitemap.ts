// SPDX-License-Identifier: Apache-2.0
// The sitemap (sitemaps.org) with every page in its six languages. Pure: which pages there are comes from outside.
import { languages } from '#text/languages.ts';
import { xml } from './xml.ts';

export interface Page {
	/** Behind the language: `/registers/exemptions-annex-a`, '' for the home page. */
	path: string;
	changed?: Date;
}

/** Records on one sheet: six languages of each stay below the 50,000 addresses and 50 MB that a sitemap may have. */
export const recordsPerSheet = 6000;

/** The page in each language, each naming all the others, as search engines ask. */
export function pageElements(origin: string, { path, changed }: Page): string {
	const others = [...languages.map((language) => [language, language] as const), ['x-default', 'en'] as const]
		.map(([name, language]) => `<xhtml:link rel="alternate" hreflang="${name}" href="${origin}/${language}${xml(path)}"/>`)
		.join('');
	const last = changed ? `<lastmod>${changed.toISOString()}</lastmod>` : '';
	return languages.map((language) => `<url><loc>${origin}/${language}${xml(path)}</loc>${last}${others}</url>\n`).join('');
}

export const opening =
	'<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n';
export const closing = '</urlset>\n';

/** The sheets with the last change on each, where one does not hold everything. */
export const sheetIndex = (origin: string, changed: readonly (Date | null)[]): string =>
	[
		'<?xml version="1.0" encoding="utf-8"?>',
		'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
		...changed.map(
			(last, sheet) =>
				`<sitemap><loc>${origin}/sitemap.xml?sheet=${sheet + 1}</loc>${last ? `<lastmod>${last.toISOString()}</lastmod>` : ''}</sitemap>`
		),
		'</sitemapindex>',
		''
	].join('\n');

/** Crawlers may read what is public. A search of words alone is a page that others link to; its endless combinations are none. */
export const robots = (origin: string): string =>
	[
		'User-agent: *',
		'Disallow: /*/work',
		'Disallow: /*/sign-in',
		'Disallow: /*/follow',
		'Disallow: /*/watching/',
		'Disallow: /*/search?*&',
		'Disallow: /*/registers/*?',
		'Disallow: /*/deadlines?',
		'Disallow: /*/reporting/*?',
		'Disallow: /*/dashboards/*?',
		'Disallow: /api/v1/search',
		'',
		`Sitemap: ${origin}/sitemap.xml`,
		''
	].join('\n');
