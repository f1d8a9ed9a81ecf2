// SPDX-License-Identifier: Apache-2.0
// What can be followed: an address of a page in its one spelling, and what it asks of an entry. Pure; addresses of any origin come in.
import type { Entry } from '#catalogue/entry.ts';
import { type FacetName, facetNames, questionFrom } from '#catalogue/question.ts';
import type { Json } from '#forms/form.ts';
import { isIdentifier } from '#records/record.ts';

export const frequencies = ['instant', 'daily', 'weekly'] as const;
export type Frequency = (typeof frequencies)[number];
export const isFrequency = (text: unknown): text is Frequency => frequencies.includes(text as Frequency);

/** What one person or address may follow at a time. */
export const mostWatches = 100;
/** Letters at once to one reader in a day; what is beyond them comes with the daily one. */
export const mostInstant = 20;
/** Entries that one letter names; of more it says how many. */
export const mostInLetter = 50;

type Kind = 'search' | 'register' | 'area' | 'party' | 'article' | 'record' | 'reporting' | 'list';

export interface Watched {
	/** What follows the language in the address, in its one spelling: the same page is followed once. */
	address: string;
	kind: Kind;
	/** Of a register, area, Party, article, record or cycle. */
	id: string;
	/** Of a search; empty otherwise. */
	words: string;
	expand: boolean;
	spell: boolean;
	facets: Partial<Record<FacetName, string>>;
	/** Of a list: the record types in it; of one record that was reached by way of its list, the same. */
	types: readonly string[];
}

/** Lists of one or more record types that have a page of their own, by its path. */
const lists: Record<string, readonly string[]> = {
	projects: ['project'],
	news: ['news'],
	events: ['event'],
	resources: ['resource'],
	letters: ['communication'],
	calls: ['call'],
	documents: ['meeting-document', 'decision'],
	decisions: ['decision']
};

/** What the pages of figures are made of: a new one of these changes them. */
const figures: Record<string, readonly string[]> = {
	reports: ['art21-full', 'art21-short'],
	gef: ['project'],
	sip: ['project'],
	projects: ['project']
};

const pathShape = /^\/[a-z0-9/-]*$/i;
const idShape = /^[A-Za-z0-9][A-Za-z0-9.-]{0,80}$/;

/** Cuts an address into path and query: an absolute one, one with a language or one without. Null for what is none of ours. */
export function addressFrom(said: string, origin: string): { path: string; query: URLSearchParams } | null {
	if (said.length > 2000) return null;
	let url: URL;
	try {
		url = new URL(said, origin);
	} catch {
		return null;
	}
	if (url.origin !== origin) return null;
	const path = url.pathname.replace(/^\/(ar|en|es|fr|ru|zh)(?=\/|$)/, '').replace(/\/+$/, '');
	return { path, query: url.searchParams };
}

function facetsIn(query: URLSearchParams, among: readonly FacetName[] = facetNames): Watched['facets'] {
	const { facets } = questionFrom(query, 'en', 20);
	return Object.fromEntries(among.flatMap((name) => (facets[name] ? [[name, facets[name]]] : [])));
}

const spelt = (path: string, pairs: [string, string][]): string => {
	const query = new URLSearchParams(pairs).toString();
	return query ? `${path}?${query}` : path;
};

/** What following this address means; null where nothing can be followed there. `origin` is where the platform is found. */
export function watchedFrom(said: string, origin: string): Watched | null {
	const address = addressFrom(said, origin);
	if (!address || (address.path !== '' && !pathShape.test(address.path.replace(/\./g, '-')))) return null;
	const [, place = '', id = '', ...rest] = address.path.split('/');
	const { query } = address;
	const plain = { words: '', expand: true, spell: true, facets: {}, types: [] as readonly string[] };
	const one = (kind: Kind, name = id): Watched | null =>
		idShape.test(name) && !rest.length ? { ...plain, kind, id: name, address: `/${place}/${name}` } : null;
	const narrowed = (watched: Watched | null, among: readonly FacetName[]): Watched | null => {
		if (!watched) return null;
		const facets = facetsIn(query, among);
		return { ...watched, facets, address: spelt(watched.address, Object.entries(facets)) };
	};
	switch (place) {
		case '':
			return { ...plain, kind: 'search', id: '', address: '/search' };
		case 'search': {
			if (id) return null;
			const { words, expand, spell } = questionFrom(query, 'en', 20);
			const facets = facetsIn(query);
			const trimmed = words.trim().replace(/\s+/g, ' ');
			const pairs: [string, string][] = [
				...(trimmed ? [['q', trimmed] as [string, string]] : []),
				...Object.entries(facets),
				...(trimmed && !expand ? [['expand', 'no'] as [string, string]] : []),
				...(trimmed && !spell ? [['spell', 'no'] as [string, string]] : [])
			];
			return { ...plain, kind: 'search', id: '', words: trimmed, expand, spell, facets, address: spelt('/search', pairs) };
		}
		case 'registers':
			return id ? narrowed(one('register'), ['party', 'region']) : null;
		case 'areas':
			return one('area');
		case 'parties':
			return one('party', id.toUpperCase());
		case 'articles':
			return one('article');
		case 'records':
			return one('record');
		case 'reporting':
			return /^\d{4}-\d{4}$/.test(id) ? narrowed({ ...plain, kind: 'reporting', id, address: `/reporting/${id}` }, ['party', 'region']) : null;
		case 'dashboards': {
			const types = figures[id];
			return types ? narrowed({ ...plain, kind: 'list', id: place, types, address: address.path }, ['party', 'region', 'area']) : null;
		}
		default: {
			const types = lists[place];
			// One of a list has a page of its own there, such as a call: it is the record that is followed.
			if (types && isIdentifier(id) && !rest.length) return { ...plain, kind: 'record', id, types, address: `/records/${id}` };
			return types && !id ? narrowed({ ...plain, kind: 'list', id: place, types, address: `/${place}` }, ['party', 'region', 'area', 'year']) : null;
		}
	}
}

/** Whether the record is named somewhere in these answers: a call's answers name the call. */
export function names(answer: Json | undefined, record: string): boolean {
	if (typeof answer === 'string') return answer === record;
	if (answer === null || typeof answer !== 'object') return false;
	return Object.values(answer).some((each) => names(each as Json, record));
}

/** Whether the entry has each of these values. */
export function hasFacets(entry: Entry, facets: Watched['facets']): boolean {
	const values: Record<FacetName, readonly string[]> = {
		type: [entry.type],
		party: entry.parties,
		region: entry.region ? [entry.region] : [],
		area: entry.areas,
		article: entry.articles,
		year: [String(entry.year)],
		language: entry.languages
	};
	return facetNames.every((name) => facets[name] === undefined || values[name].includes(facets[name]));
}

/** Whether it fits but for its words, which the index is asked for. `registerTypes`: the record types of the register that is followed. */
export function fits(watched: Watched, entry: Entry, registerTypes: readonly string[]): boolean {
	if (watched.kind === 'register') {
		const { party, region } = watched.facets;
		// A register is asked by whom a record speaks for, not by everybody it names.
		return registerTypes.includes(entry.type) && (!party || entry.owner === party) && (!region || entry.region === region);
	}
	if (!hasFacets(entry, watched.facets)) return false;
	switch (watched.kind) {
		case 'search':
			return true;
		case 'area':
			return entry.areas.includes(watched.id);
		case 'party':
			return entry.parties.includes(watched.id);
		case 'article':
			return entry.articles.includes(watched.id);
		case 'record':
			return entry.recordId === watched.id || names(entry.answers, watched.id);
		case 'reporting':
			return entry.type.startsWith('art21-') && entry.answers.cycle === watched.id;
		case 'list':
			return watched.types.includes(entry.type);
	}
}
