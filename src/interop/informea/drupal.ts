// SPDX-License-Identifier: Apache-2.0
// The same rows in the shape of InforMEA's second protocol, REST in JSON as Drupal serves it. Pure.
import { cleaned } from '../feeds/xml.ts';
import type { EntityType, Row, Value } from '../odata/model.ts';

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** Names of the lists in addresses, and the sets that they show. */
export const drupalSets: { readonly [name: string]: string } = {
	decisions: 'Decisions',
	meetings: 'Meetings',
	contacts: 'Contacts',
	'country-reports': 'CountryReports',
	'national-reports': 'CountryReports',
	'national-plans': 'NationalPlans',
	'action-plans': 'NationalPlans',
	sites: 'Sites',
	documents: 'Documents',
	treaties: 'Treaties',
	'country-profiles': 'CountryProfiles'
};

const day = (value: Value | undefined): Json => (value instanceof Date ? value.toISOString().slice(0, 10) : null);
const plain = (value: Value | undefined): Json =>
	value === undefined || value === null
		? null
		: value instanceof Date
			? value.toISOString()
			: typeof value === 'string'
				? cleaned(value)
				: typeof value === 'object'
					? value.map(cleaned)
					: value;
const rowsOf = (row: Row, name: string): Row[] => row.to[name]?.() ?? [];

/** Text by language, as an object; an empty one where there is none. */
const words = (row: Row, name: string): Json =>
	Object.fromEntries(rowsOf(row, name).map(({ values }) => [String(values.language ?? 'en'), plain(values.value)]));

/** Where a media type is wanted they say the ending of the file. */
const ending = (name: Value | undefined, type: Value | undefined): string =>
	/\.([a-z\d]{1,8})$/i.exec(String(name ?? ''))?.[1]?.toLowerCase() ??
	String(type ?? '')
		.split('/')
		.at(-1) ??
	'';

const files = (row: Row): Json =>
	rowsOf(row, 'files').map(({ values }) => ({
		id: plain(values.id),
		url: plain(values.url),
		content: null,
		mimeType: ending(values.filename, values.mimeType),
		language: plain(values.language),
		filename: plain(values.filename)
	}));

const link = (uri: Value | undefined, title: Json): Json => (uri ? [{ uri: plain(uri), title }] : []);

/** Upper case, without the word for what it is. */
const numberOf = (value: Value | undefined): string =>
	String(value ?? '')
		.replace(/\bdecision\b/gi, '')
		.trim()
		.toUpperCase();

const shapes: { readonly [type: string]: (row: Row) => { [name: string]: Json } } = {
	Decision: (row) => ({
		...{ title: words(row, 'title'), longTitle: words(row, 'longTitle'), summary: words(row, 'summary'), content: words(row, 'content') },
		number: numberOf(row.values.number),
		published: day(row.values.published),
		displayOrder: plain(row.values.displayOrder ?? 999_999),
		link: link(row.values.link, plain(row.values.number)),
		keywords: rowsOf(row, 'keywords').map(({ values }) => ({ term: plain(values.term), uri: plain(values.namespace) })),
		files: files(row)
	}),
	Meeting: (row) => ({
		...{ title: words(row, 'title'), description: words(row, 'description') },
		...{ start: day(row.values.start), end: day(row.values.end) },
		access: row.values.access === 'public' ? 'public' : null,
		virtual: row.values.virtual === true
	}),
	Contact: (row) => ({
		treaties: rowsOf(row, 'treaties').map(({ values }) => plain(values.value)),
		primary: row.values.primary === 1
	}),
	CountryReport: (row) => ({ title: words(row, 'title'), files: files(row), submission: day(row.values.submission) }),
	NationalPlan: (row) => ({ title: words(row, 'title'), files: files(row), submission: day(row.values.submission) }),
	Site: (row) => ({ name: words(row, 'name') }),
	Treaty: (row) => ({ title: words(row, 'title'), description: words(row, 'description') }),
	Document: (row) => ({
		...{ title: words(row, 'title'), description: words(row, 'description'), files: files(row), published: day(row.values.published) },
		displayOrder: plain(row.values.displayOrder ?? 999_999),
		treaties: rowsOf(row, 'treaties').map(({ values }) => plain(values.value)),
		types: rowsOf(row, 'types').map(({ values }) => plain(values.value)),
		keywords: rowsOf(row, 'keywords').map(({ values }) => ({ term: plain(values.literalForm), uri: plain(values.termURI) })),
		tags: rowsOf(row, 'tags').map(({ values }) => plain(values.value))
	}),
	CountryProfile: (row) => ({ entryIntoForce: day(row.values.entryIntoForce), statusDate: day(row.values.statusDate) })
};

export function drupalRow(type: EntityType, row: Row): Json {
	const values = Object.fromEntries(type.properties.map(({ name }) => [name, plain(row.values[name])]));
	const country: { [name: string]: Json } =
		typeof row.values.country === 'string' ? { country: [row.values.country] } : 'country' in values ? { country: [] } : {};
	return { ...values, ...country, ...(shapes[type.name]?.(row) ?? {}) };
}
