// SPDX-License-Identifier: Apache-2.0
// What a harvester asks by OAI-PMH 2.0 (Open Archives Initiative Protocol for Metadata Harvesting): its verb and arguments, checked. Pure.

export const verbs = ['Identify', 'ListMetadataFormats', 'ListSets', 'GetRecord', 'ListIdentifiers', 'ListRecords'] as const;
export type Verb = (typeof verbs)[number];

/** The error conditions of the protocol, section 3.6. */
export const oaiErrors = [
	'badVerb',
	'badArgument',
	'badResumptionToken',
	'cannotDisseminateFormat',
	'idDoesNotExist',
	'noRecordsMatch',
	'noMetadataFormats',
	'noSetHierarchy'
] as const;
export type OaiError = (typeof oaiErrors)[number];

export interface Fault {
	error: OaiError;
	/** The argument or value that it is about. */
	about?: string;
}

/** A part of the collection: everything that changed within a time, of a set. Moments in milliseconds; `until` is the first one no longer meant. */
export interface Selection {
	from: number | null;
	until: number | null;
	set: string | null;
}

/** Where the next part of a list begins: after this entry, and how much came before of how much. */
export interface Place extends Selection {
	after: { at: string; id: string };
	given: number;
	total: number;
}

export type Asked =
	| { verb: 'Identify' | 'ListSets' }
	| { verb: 'ListMetadataFormats'; identifier: string | null }
	| { verb: 'GetRecord'; identifier: string }
	| { verb: 'ListIdentifiers' | 'ListRecords'; selection: Selection }
	| { verb: 'ListIdentifiers' | 'ListRecords'; place: Place };

/** The only format: unqualified Dublin Core, which every repository has to offer. */
export const prefix = 'oai_dc';

const arguments_: { [V in Verb]: { required: string[]; optional: string[]; exclusive?: 'resumptionToken' } } = {
	Identify: { required: [], optional: [] },
	ListMetadataFormats: { required: [], optional: ['identifier'] },
	ListSets: { required: [], optional: [], exclusive: 'resumptionToken' },
	GetRecord: { required: ['identifier', 'metadataPrefix'], optional: [] },
	ListIdentifiers: { required: ['metadataPrefix'], optional: ['from', 'until', 'set'], exclusive: 'resumptionToken' },
	ListRecords: { required: ['metadataPrefix'], optional: ['from', 'until', 'set'], exclusive: 'resumptionToken' }
};

export const isFault = (asked: Asked | Fault): asked is Fault => 'error' in asked;

/** Reads the arguments of a request. An unknown, missing, repeated or empty one is a fault, as the protocol wants it. */
export function readRequest(query: URLSearchParams): Asked | Fault {
	const given = [...query.keys()];
	const verb = verbs.find((each) => each === query.get('verb'));
	if (!verb || query.getAll('verb').length > 1) return { error: 'badVerb', about: query.get('verb') ?? '' };
	const { required, optional, exclusive } = arguments_[verb];
	const named = given.filter((name) => name !== 'verb');
	const wrong =
		named.find((name) => ![...required, ...optional, exclusive].includes(name)) ?? named.find((name, index) => named.indexOf(name) !== index);
	if (wrong !== undefined) return { error: 'badArgument', about: wrong };
	if (exclusive && query.has(exclusive)) {
		if (named.length > 1) return { error: 'badArgument', about: exclusive };
		const place = verb === 'ListSets' ? undefined : placeFrom(query.get(exclusive) ?? '');
		return place ? ({ verb, place } as Asked) : { error: 'badResumptionToken', about: query.get(exclusive) ?? '' };
	}
	const missing = required.find((name) => !query.get(name));
	if (missing) return { error: 'badArgument', about: missing };
	const format = query.get('metadataPrefix');
	if (format !== null && format !== prefix) return { error: 'cannotDisseminateFormat', about: format };
	if (verb === 'Identify' || verb === 'ListSets') return { verb };
	if (verb === 'GetRecord') return { verb, identifier: query.get('identifier') as string };
	if (verb === 'ListMetadataFormats') return { verb, identifier: query.get('identifier') };
	return selecting(verb, query);
}

function selecting(verb: 'ListIdentifiers' | 'ListRecords', query: URLSearchParams): Asked | Fault {
	const [from, until, set] = ['from', 'until', 'set'].map((name) => query.get(name));
	const [first, last] = [moment(from ?? null), moment(until ?? null)];
	if (first === undefined) return { error: 'badArgument', about: 'from' };
	if (last === undefined) return { error: 'badArgument', about: 'until' };
	// Both by the day or both by the second, and in their order.
	if (first && last && (first.step !== last.step || first.at > last.at)) return { error: 'badArgument', about: 'until' };
	return { verb, selection: { from: first?.at ?? null, until: last ? last.at + last.step : null, set: set ?? null } };
}

const day = 86_400_000;
const [earliest, latest] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59Z')];

/** Whether a database holds the moment: none holds the year 0. */
const isHeld = (at: number): boolean => at >= earliest && at <= latest + day;

/** A UTC day or second of ISO 8601; null where none is given, undefined where it is none. */
function moment(text: string | null): { at: number; step: number } | null | undefined {
	if (text === null) return null;
	const whole = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text);
	if (!whole && !/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
	const at = Date.parse(whole ? text : `${text}T00:00:00Z`);
	if (!isHeld(at) || !new Date(at).toISOString().startsWith(text.replace('Z', ''))) return undefined;
	return { at, step: whole ? 1000 : day };
}

/** A token holds all that is needed to go on, so that none expires and none has to be kept. */
export const tokenOf = ({ from, until, set, after, given, total }: Place): string =>
	Buffer.from(JSON.stringify([1, from, until, set, after.at, after.id, given, total])).toString('base64url');

function placeFrom(token: string): Place | undefined {
	try {
		const read: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
		if (!Array.isArray(read) || read.length !== 8 || read[0] !== 1) return undefined;
		const [, from, until, set, at, id, given, total] = read as unknown[];
		const time = (value: unknown) => value === null || (Number.isSafeInteger(value) && isHeld(value as number));
		const count = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
		const sound =
			time(from) &&
			time(until) &&
			(set === null || typeof set === 'string') &&
			typeof at === 'string' &&
			/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(at) &&
			isHeld(Date.parse(at)) &&
			typeof id === 'string' &&
			!id.includes('\0') &&
			count(given) &&
			count(total);
		return sound ? ({ from, until, set, after: { at, id }, given, total } as Place) : undefined;
	} catch {
		return undefined;
	}
}
