// SPDX-License-Identifier: Apache-2.0
// Records, registers, Parties and areas in the words of schema.org. Says what the page says, and nothing that is not on it. Pure.
import type { Language } from '#text/languages.ts';
import { choose, type Words } from '#text/words.ts';

export interface Around {
	origin: string;
	language: Language;
	/** Name of the platform. */
	site: string;
}

const publisher = ({ origin, site }: Around) => ({ '@type': 'Organization', '@id': `${origin}/#organization`, name: site, url: origin });
const head = { '@context': 'https://schema.org' } as const;

/** Where the page stands: `crumbs` from the top down to its parent. */
export const breadcrumbs = ({ origin }: Around, crumbs: { href: string; label: string }[]) => ({
	...head,
	'@type': 'BreadcrumbList',
	itemListElement: crumbs.map(({ href, label }, at) => ({ '@type': 'ListItem', position: at + 1, name: label, item: new URL(href, origin).href }))
});

/** What sort of thing records of a type are, where schema.org has a word for it. */
const sorts: Record<string, string> = {
	news: 'NewsArticle',
	event: 'Event',
	'art21-full': 'Report',
	'art21-short': 'Report',
	'meeting-document': 'DigitalDocument',
	decision: 'Legislation',
	communication: 'Article',
	page: 'WebPage'
};

export interface RecordThing {
	id: string;
	type: string;
	title: Words;
	owner: Words;
	ownerKind: string;
	published: Date | null;
	changed: Date;
	revision: number;
	demo: boolean;
}

export function recordThing(around: Around, record: RecordThing) {
	const said = choose(record.title, around.language);
	const address = `${around.origin}/records/${record.id}`;
	const owner = choose(record.owner, around.language)?.text;
	return {
		...head,
		'@type': sorts[record.type] ?? 'CreativeWork',
		'@id': address,
		identifier: record.id,
		url: `${around.origin}/${around.language}/records/${record.id}`,
		name: said?.text ?? record.id,
		headline: (said?.text ?? record.id).slice(0, 110),
		...(said ? { inLanguage: said.language } : {}),
		...(owner ? { author: { '@type': record.ownerKind === 'party' ? 'Country' : 'Organization', name: owner } } : {}),
		...(record.published ? { datePublished: record.published.toISOString() } : {}),
		dateModified: record.changed.toISOString(),
		version: String(record.revision),
		publisher: publisher(around),
		image: `${around.origin}/cards/${around.language}/records/${record.id}.png`,
		isAccessibleForFree: true,
		...(record.demo ? { creativeWorkStatus: 'Demonstration content' } : {})
	};
}

export interface RegisterThing {
	id: string;
	title: string;
	intro: string;
	article: string;
}

export const registerThing = (around: Around, register: RegisterThing) => ({
	...head,
	'@type': 'Dataset',
	'@id': `${around.origin}/api/v1/registers/${register.id}`,
	url: `${around.origin}/${around.language}/registers/${register.id}`,
	name: register.title,
	description: register.intro || register.title,
	inLanguage: around.language,
	isAccessibleForFree: true,
	creator: publisher(around),
	publisher: publisher(around),
	distribution: (
		[
			['csv', 'text/csv'],
			['json', 'application/json']
		] as const
	).map(([format, encodingFormat]) => ({
		'@type': 'DataDownload',
		encodingFormat,
		contentUrl: `${around.origin}/api/v1/registers/${register.id}?lang=${around.language}${format === 'csv' ? '&format=csv' : ''}`
	}))
});

export const placeThing = (around: Around, { path, name, about }: { path: string; name: string; about: 'Country' | 'Thing' }) => ({
	...head,
	'@type': about === 'Country' ? 'ProfilePage' : 'CollectionPage',
	url: `${around.origin}/${around.language}${path}`,
	name,
	inLanguage: around.language,
	isPartOf: { '@id': `${around.origin}/#website` },
	[about === 'Country' ? 'mainEntity' : 'about']: { '@type': about, name }
});
