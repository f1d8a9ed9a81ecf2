// SPDX-License-Identifier: Apache-2.0
// Records, registers, Parties and areas in the words of schema.org. Says what the page says, and nothing that is not on it. Pure.
import { publicPage } from '#catalogue/public-page.ts';
import { occurrenceOf } from '#editorial/event.ts';
import type { Answers } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
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
	/** What anybody may read of it. */
	answers?: Answers;
}

const text = (answer: unknown): string | undefined => (typeof answer === 'string' && answer ? answer : undefined);
const wordsIn = (answer: unknown): Words | null => (isObject(answer as never) ? (answer as Words) : null);

export function recordThing(around: Around, record: RecordThing) {
	const said = choose(record.title, around.language);
	const address = `${around.origin}/records/${record.id}`;
	const owner = choose(record.owner, around.language)?.text;
	const known = {
		...head,
		'@type': sorts[record.type] ?? 'CreativeWork',
		'@id': address,
		identifier: record.id,
		url: `${around.origin}/${around.language}${publicPage({ recordId: record.id, ...record })}`,
		name: said?.text ?? record.id,
		image: `${around.origin}/cards/${around.language}/records/${record.id}.png`,
		isAccessibleForFree: true
	};
	if (record.type === 'event') return { ...known, ...occasion(record.answers ?? {}, around), organizer: publisher(around) };
	return {
		...known,
		headline: (said?.text ?? record.id).slice(0, 110),
		...(said ? { inLanguage: said.language } : {}),
		...(owner ? { author: { '@type': record.ownerKind === 'party' ? 'GovernmentOrganization' : 'Organization', name: owner } } : {}),
		...(record.published ? { datePublished: record.published.toISOString() } : {}),
		dateModified: record.changed.toISOString(),
		version: String(record.revision),
		publisher: publisher(around),
		...(record.type === 'decision' ? adopted(record.answers ?? {}) : {}),
		...(record.demo ? { creativeWorkStatus: 'Demonstration content' } : {})
	};
}

/** Of a decision: its symbol and its day, where they are known. */
function adopted({ number, date }: Answers) {
	return {
		...(text(number) ? { legislationIdentifier: number } : {}),
		...(text(date) ? { legislationDate: date } : {})
	};
}

/** When and where an event is: a moment where a time of day is given, else the day. */
function occasion(answers: Answers, { language }: Around) {
	const { start, end, startDay, endDay } = occurrenceOf(answers);
	const place = choose(wordsIn(answers.place), language)?.text;
	const online = text(answers.online);
	const places = [
		...(place ? [{ '@type': 'Place', name: place, address: place }] : []),
		...(online ? [{ '@type': 'VirtualLocation', url: online }] : [])
	];
	return {
		startDate: start?.toISOString() ?? startDay,
		endDate: end?.toISOString() ?? endDay,
		eventStatus: 'https://schema.org/EventScheduled',
		eventAttendanceMode: `https://schema.org/${online ? (place ? 'Mixed' : 'Online') : 'Offline'}EventAttendanceMode`,
		...(places.length ? { location: places.length === 1 ? places[0] : places } : {})
	};
}

export interface MeetingThing {
	id: string;
	name: string;
	start: string | null;
	end: string | null;
	place: string;
	country: string;
}

/** A meeting of the Convention; nothing where its days are not known. */
export function meetingThing(around: Around, { id, name, start, end, place, country }: MeetingThing) {
	if (!start) return null;
	const where = [place, country].filter(Boolean).join(', ');
	return {
		...head,
		'@type': 'Event',
		'@id': `${around.origin}/en/meetings/${id}`,
		url: `${around.origin}/${around.language}/meetings/${id}`,
		name,
		startDate: start,
		endDate: end ?? start,
		eventStatus: 'https://schema.org/EventScheduled',
		...(where ? { location: { '@type': 'Place', name: place || country, address: where } } : {})
	};
}

/** What a dashboard counts, as tables that can be had. */
export const dashboardThing = (around: Around, { id, title, description }: { id: string; title: string; description: string }) => ({
	...head,
	'@type': 'Dataset',
	url: `${around.origin}/${around.language}/dashboards/${id}`,
	name: title,
	description,
	inLanguage: around.language,
	isAccessibleForFree: true,
	creator: publisher(around),
	publisher: publisher(around),
	distribution: [
		{ '@type': 'DataDownload', encodingFormat: 'application/zip', contentUrl: `${around.origin}/${around.language}/dashboards/${id}.zip` }
	]
});

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
