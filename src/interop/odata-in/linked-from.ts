// SPDX-License-Identifier: Apache-2.0
// A row of an entity set of InforMEA's model as a linked resource. Of contacts the institution alone is read: names, addresses, telephones and mail of people stay
// where they are. Pure.
import { type LinkedFile, type LinkedFound, type LinkedKind, ownTreaties } from '#catalogue/linked.ts';
import type { Refused } from '#projects/found.ts';
import { isLanguage, type Language } from '#text/languages.ts';
import type { Words } from '#text/words.ts';
import { plain, seen } from '../harvest/plain-text.ts';
import type { Places } from '../harvest/places.ts';
import type { Row, Value } from './read-page.ts';

/** Entity sets that are read, in this order. */
export const sets = ['Decisions', 'Meetings', 'Documents', 'CountryReports', 'NationalPlans', 'Contacts'] as const;
export type EntitySet = (typeof sets)[number];

const kinds: Record<EntitySet, LinkedKind> = {
	Decisions: 'decision',
	Meetings: 'meeting',
	Documents: 'document',
	CountryReports: 'country-report',
	NationalPlans: 'national-plan',
	Contacts: 'contact'
};

export type ReadLinked = { found: LinkedFound; doubts: Refused[] } | { refused: Refused; id?: string } | { own: true; id: string };

export interface Reading {
	set: EntitySet;
	/** Of the source, where a row names none. */
	treaty: string;
	places: Places;
	row: number;
}

const longest = { title: 600, summary: 4000, text: 300, list: 60 };
const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1).toWellFormed()}…` : text);

export const stringOf = (value: Value | undefined): string =>
	typeof value === 'string' ? plain(value) : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

const listOf = (value: Value | undefined): readonly Value[] =>
	Array.isArray(value) ? (value as readonly Value[]) : value === undefined ? [] : [value as Value];
const isRow = (value: Value | undefined): value is Row => typeof value === 'object' && !Array.isArray(value);
/** Of these names the first that the row has. */
const first = (row: Row, ...names: string[]): Value | undefined => names.map((name) => row[name]).find((value) => value !== undefined);

/** `zh-hans`, `cn`, `chinese` and the like are one language; what is none of the six is told. */
export function languageOf(said: string): Language | null {
	const name = said.trim().toLowerCase();
	if (/^(?:zh|cn|chi|zho|chinese)\b/.test(name)) return 'zh';
	const long: Record<string, Language> = { ara: 'ar', eng: 'en', spa: 'es', fre: 'fr', fra: 'fr', rus: 'ru' };
	const short = long[name] ?? (name.split(/[-_]/)[0] as Language);
	return isLanguage(short) ? short : null;
}

/** Markup of a website is not part of a text. */
const stripped = (text: string): string => plain(text.replace(/<\/?[a-z][^>]{0,500}>/gi, ' '));

/** A text that came as itself, as rows of language and value, or by language. */
export function wordsOf(value: Value | undefined, most: number): { words: Words; strange?: string } {
	const words: Words = {};
	let other: { language: string; text: string } | undefined;
	const add = (said: string, text: string) => {
		const whole = cut(stripped(text), most);
		if (!whole) return;
		const language = languageOf(said || 'en');
		if (language) words[language] ??= whole;
		else other ??= { language: said, text: whole };
	};
	for (const each of listOf(value)) {
		if (typeof each === 'string') add('', each);
		else if (isRow(each)) {
			const text = first(each, 'value', 'literalform');
			if (text !== undefined) add(stringOf(each.language), typeof text === 'string' ? text : '');
			else for (const [name, one] of Object.entries(each)) if (languageOf(name) && typeof one === 'string') add(name, one);
		}
	}
	if (!other || Object.keys(words).length) return { words };
	// Better in a wrong drawer than nowhere: whoever reads the log sees it.
	return { words: { en: other.text }, strange: other.language };
}

/** A day of `/Date(ms)/`, of ISO 8601, or none. */
export function dayOf(value: Value | undefined): string | null {
	const text = stringOf(value);
	const ticks = /^\/Date\((-?\d{1,15})(?:[+-]\d+)?\)\/$/.exec(text)?.[1];
	const iso = /^(\d{4}-\d\d-\d\d)(?:[T ].*)?$/.exec(text)?.[1];
	const at = ticks === undefined ? (iso === undefined ? Number.NaN : Date.parse(`${iso}T00:00:00Z`)) : Number(ticks);
	if (Number.isNaN(at) || Math.abs(at) > 8e15) return null;
	const day = new Date(at).toISOString().slice(0, 10);
	return day >= '1900-01-01' && day < '2100-01-01' && (iso === undefined || day === iso) ? day : null;
}

/** The moment of a change as the service compares it: UTC to the second. */
export function momentOf(value: Value | undefined): string | null {
	const text = stringOf(value);
	const ticks = /^\/Date\((-?\d{1,15})(?:[+-]\d+)?\)\/$/.exec(text)?.[1];
	if (ticks === undefined && !/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)) return null;
	const zoned = /(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`;
	const at = ticks === undefined ? Date.parse(zoned) : Number(ticks);
	return Number.isNaN(at) || Math.abs(at) > 8e15 ? null : new Date(at).toISOString().slice(0, 19);
}

/** An address of the web, or none. */
export function webOf(text: string): string | null {
	const url = URL.parse(text.trim());
	return url && /^https?:$/.test(url.protocol) && !url.username && !url.password && url.href.length <= 2000 ? url.href : null;
}

function filesOf(value: Value | undefined): LinkedFile[] {
	return listOf(value)
		.flatMap((each): LinkedFile[] => {
			if (!isRow(each)) return [];
			const url = webOf(stringOf(each.url));
			return url ? [{ url, language: languageOf(stringOf(each.language)), name: cut(stringOf(each.filename), 200) || null }] : [];
		})
		.slice(0, longest.list);
}

const termsOf = (value: Value | undefined): string[] =>
	[
		...new Set(
			listOf(value).flatMap((each) => {
				const text = isRow(each) ? stringOf(first(each, 'term', 'literalform', 'value')) : stringOf(each);
				// A term may come as its address: its last part is the word.
				const word = /^https?:\/\//.test(text) ? decodeLast(text) : text;
				return word ? [cut(word, 100)] : [];
			})
		)
	].slice(0, longest.list);

function decodeLast(address: string): string {
	const last =
		address
			.replace(/[?#].*$/, '')
			.split('/')
			.filter(Boolean)
			.at(-1) ?? '';
	try {
		return plain(decodeURIComponent(last).replaceAll('-', ' '));
	} catch {
		return plain(last);
	}
}

export const keyOf = (row: Row): string => cut(stringOf(first(row, 'id', 'uuid')), 200);

export function linkedFrom(row: Row, { set, treaty, places, row: at }: Reading): ReadLinked {
	const id = keyOf(row);
	if (!id) return { refused: { row: at, code: 'id-missing', seen: seen(stringOf(first(row, 'link', 'url', 'number'))) } };
	const doubts: Refused[] = [];
	const doubt = (code: string, what: string) => void doubts.push({ row: at, code, seen: seen(what) });
	const named = treatyOf(row) || treaty;
	if (ownTreaties.includes(named)) return { own: true, id };
	const { words, strange } = titleOf(row, set);
	if (!Object.keys(words).length) return { refused: { row: at, code: 'title-missing', seen: id }, id };
	if (strange) doubt('language-strange', strange);
	const address = stringOf(first(row, 'link', 'url'));
	const link = webOf(address);
	if (address && !link) doubt('link-wrong', address);
	const said = first(row, 'published', 'start', 'submission');
	const day = dayOf(said);
	if (said !== undefined && stringOf(said) && !day) doubt('day-wrong', stringOf(said));
	const end = dayOf(row.end);
	const summary = wordsOf(first(row, 'summary', 'description', 'descriptions'), longest.summary).words;
	const parties = partiesOf(row.country, places, doubt);
	const number = cut(stringOf(row.number) || symbolOf(row), 100);
	const place = set === 'Meetings' ? cut([stringOf(row.city), stringOf(row.location)].filter(Boolean).join(', '), longest.text) : '';
	const meeting = cut(stringOf(row.meetingtitle), longest.text);
	const updated = momentOf(row.updated);
	return {
		doubts,
		found: {
			...{ id, part: set, kind: kinds[set], treaty: named, title: words, row: at },
			...(Object.keys(summary).length && set !== 'Contacts' ? { summary } : {}),
			...(number ? { number } : {}),
			...(day ? { day } : {}),
			...(end && day && end > day ? { end } : {}),
			...(link ? { link } : {}),
			...{ files: filesOf(row.files), keywords: termsOf(first(row, 'keywords', 'tags')), parties },
			...(place ? { place } : {}),
			...(meeting ? { meeting } : {}),
			...(updated ? { updated } : {})
		}
	};
}

const treatyOf = (row: Row): string => {
	const [several] = listOf(row.treaties);
	const said = stringOf(row.treaty) || (isRow(several) ? stringOf(first(several, 'value', 'treaty')) : stringOf(several));
	return /^[\w-]{1,40}$/.test(said) ? said.toLowerCase() : '';
};

function titleOf(row: Row, set: EntitySet): ReturnType<typeof wordsOf> {
	if (set !== 'Contacts') {
		const short = wordsOf(first(row, 'title', 'titles', 'name'), longest.title);
		return Object.keys(short.words).length ? short : wordsOf(row.longtitle, longest.title);
	}
	// An office, and never who sits in it.
	const office = [stringOf(row.institution), stringOf(row.department)].filter(Boolean).join(', ');
	return { words: office ? { en: cut(office, longest.title) } : {} };
}

/** The symbol among the identifiers of a document. */
function symbolOf(row: Row): string {
	for (const each of listOf(row.identifiers)) if (isRow(each) && /symbol|number|reference/i.test(stringOf(each.name))) return stringOf(each.value);
	return '';
}

function partiesOf(value: Value | undefined, places: Places, doubt: (code: string, what: string) => void): string[] {
	const found = new Set<string>();
	for (const each of listOf(value)) {
		const text = isRow(each) ? stringOf(first(each, 'value', 'id')) : stringOf(each);
		if (!text) continue;
		const place = /^[a-z]{2,3}$/i.test(text) ? undefined : places.named(text);
		const state = places.coded(text) ?? (place && 'state' in place ? place.state : undefined);
		if (state) found.add(state);
		else doubt('place-unknown', text);
	}
	return [...found];
}
