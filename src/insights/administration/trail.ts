// SPDX-License-Identifier: Apache-2.0
// The audit log as it is asked for: who did what, to what, when. Pure.
import { isDay } from '#convention/day.ts';

/** Where acts are written down, each in the transaction of the act. */
export const trailSources = [
	'records',
	'people',
	'facts',
	'forms',
	'reporting',
	'sharing',
	'translation',
	'watching',
	'projects',
	'platform'
] as const;
export type TrailSource = (typeof trailSources)[number];

export interface TrailLine {
	source: TrailSource;
	seq: number;
	act: string;
	/** Record, account, fact, webhook or whatever it is about. */
	about: string;
	/** Account; platform; null where nobody was signed in. */
	by: string | null;
	at: Date;
	details: { [name: string]: unknown };
}

export interface TrailAsked {
	/** Part of a name or address, or an account's id; '' for everybody. */
	person: string;
	source: TrailSource | null;
	/** Beginning of the act's name. */
	act: string;
	/** What it is about, in full. */
	about: string;
	from: string | null;
	to: string | null;
	page: number;
}

export const trailPerPage = 100;
/** Further back one narrows. */
export const mostTrailPages = 50;
/** Lines of a file. */
export const mostTrailLines = 20_000;

const short = (text: string | null, length = 200): string =>
	(text ?? '')
		.replace(/[\p{Cc}\p{Cf}]/gu, '')
		.trim()
		.slice(0, length);

export function trailAsked(query: URLSearchParams): TrailAsked {
	const day = (name: string) => {
		const text = short(query.get(name), 10);
		return isDay(text) ? text : null;
	};
	return {
		person: short(query.get('person')),
		source: trailSources.find((source) => source === query.get('source')) ?? null,
		act: short(query.get('act'), 60),
		about: short(query.get('about')),
		from: day('from'),
		to: day('to'),
		page: Math.min(mostTrailPages, Math.max(1, Math.trunc(Number(query.get('page'))) || 1))
	};
}

/** The same question as an address; without the page unless one is named. */
export function trailQuery({ person, source, act, about, from, to }: Omit<TrailAsked, 'page'>, page = 1): string {
	const pairs = Object.entries({ person, source, act, about, from, to }).flatMap(([name, value]): [string, string][] =>
		value ? [[name, value]] : []
	);
	const query = new URLSearchParams([...pairs, ...(page > 1 ? [['page', String(page)]] : [])]).toString();
	return query && `?${query}`;
}

/** Details as one line of text: names and values, nothing nested deeper than it is readable. */
export const detailsText = (details: { [name: string]: unknown }): string =>
	Object.entries(details)
		.filter(([, value]) => value !== null && value !== '')
		.map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
		.join('; ')
		.slice(0, 500);
