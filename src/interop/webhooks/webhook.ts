// SPDX-License-Identifier: Apache-2.0
// Webhooks by the specification Standard Webhooks: what is told, how it is signed, when it is tried again. Pure: the moment is an argument.
import { createHmac } from 'node:crypto';
import type { Entry } from '#catalogue/entry.ts';
import type { Words } from '#text/words.ts';

/** What happens to a record in public. */
export const toldEvents = ['published', 'superseded', 'decided', 'withdrawn'] as const;
export type ToldEvent = (typeof toldEvents)[number];
export const isToldEvent = (text: unknown): text is ToldEvent => toldEvents.includes(text as ToldEvent);

/** What happens beside records. */
export const otherEvents = ['fact.changed', 'dataset.made'] as const;
export type OtherEvent = (typeof otherEvents)[number];

/** All that an endpoint can ask for. */
export const askedEvents = [...toldEvents, ...otherEvents] as const;
export type AskedEvent = (typeof askedEvents)[number];
export const isAskedEvent = (text: unknown): text is AskedEvent => askedEvents.includes(text as AskedEvent);

export type EndpointState = 'on' | 'off' | 'failed';

export interface Endpoint {
	id: string;
	name: string;
	address: string;
	/** Empty: all. */
	types: string[];
	events: AskedEvent[];
	state: EndpointState;
	/** Until when messages are signed with the secret before too. */
	previousUntil: Date | null;
	failingSince: Date | null;
	lastDeliveredAt: Date | null;
	madeBy: string;
	madeAt: Date;
}

export const messageStates = ['waiting', 'delivered', 'failed', 'dropped'] as const;
export type MessageState = (typeof messageStates)[number];

export interface Attempt {
	number: number;
	at: Date;
	milliseconds: number;
	status: number | null;
	fault: string | null;
	reply: string;
}

export interface Message {
	id: string;
	event: string;
	record: string | null;
	state: MessageState;
	madeAt: Date;
	dueAt: Date | null;
	attempts: Attempt[];
}

export const mostEndpoints = 50;

/** Wanted by this endpoint? */
export const wants = ({ types, events }: Pick<Endpoint, 'types' | 'events'>, type: string, event: ToldEvent): boolean =>
	(types.length === 0 || types.includes(type)) && (events.length === 0 || events.includes(event));

/** Who asks for nothing in particular is told of everything; who asks for record types alone, of records alone. */
export const wantsOther = ({ types, events }: Pick<Endpoint, 'types' | 'events'>, event: OtherEvent): boolean =>
	events.length ? events.includes(event) : types.length === 0;

export interface Told {
	type: string;
	timestamp: string;
	data: {
		/** Order of the event among all: messages may come in another order. */
		sequence: number;
		record: string;
		revision: number;
		recordType: string;
		state: string;
		owner: { kind: string; id: string };
		title: Words;
		address: string;
		json: string;
	};
}

/** What is told of an event: out of the catalogue, which holds nothing private. */
export const told = (
	event: { seq: number; event: ToldEvent; revision: number | null; at: Date },
	entry: Pick<Entry, 'recordId' | 'revision' | 'type' | 'state' | 'ownerKind' | 'owner' | 'title'>,
	origin: string
): Told => ({
	type: `record.${event.event}`,
	timestamp: event.at.toISOString(),
	data: {
		sequence: event.seq,
		record: entry.recordId,
		revision: event.revision ?? entry.revision,
		recordType: entry.type,
		state: entry.state,
		owner: { kind: entry.ownerKind, id: entry.owner },
		title: entry.title,
		address: `${origin}/records/${entry.recordId}`,
		json: `${origin}/api/v1/records/${entry.recordId}`
	}
});

export interface Other {
	type: OtherEvent;
	timestamp: string;
	data: { [name: string]: string | number | null };
}

/** Pages of facts, behind their kind; the others have none of their own. */
const pagesOfFacts: { readonly [kind: string]: string } = {
	state: '/parties',
	meeting: '/meetings',
	area: '/areas',
	article: '/articles',
	cycle: '/reporting',
	concept: '/concepts/mercury'
};

export const toldFact = (change: { seq: number; kind: string; id: string; added: boolean; at: Date }, origin: string): Other => {
	const page = pagesOfFacts[change.kind];
	return {
		type: 'fact.changed',
		timestamp: change.at.toISOString(),
		data: {
			sequence: change.seq,
			kind: change.kind,
			id: change.id,
			change: change.added ? 'added' : 'changed',
			address: page ? `${origin}${page}/${encodeURIComponent(change.id)}` : null
		}
	};
};

export const toldDataset = ({ id, at, records, withdrawn }: { id: string; at: Date; records: number; withdrawn: number }, origin: string): Other => ({
	type: 'dataset.made',
	timestamp: at.toISOString(),
	data: { id, records, withdrawn, address: `${origin}/data`, json: `${origin}/data/${id}/datapackage.json` }
});

const start = 'whsec_';
export const secretFrom = (bytes: Uint8Array): string => start + Buffer.from(bytes).toString('base64');

const signature = (secret: string, signed: string): string =>
	`v1,${createHmac('sha256', Buffer.from(secret.slice(start.length), 'base64'))
		.update(signed)
		.digest('base64')}`;

/** The three headers of a message. With several secrets, while one is replaced, there are several signatures. */
export function signedHeaders(id: string, body: string, at: Date, secrets: readonly string[]): Record<string, string> {
	const timestamp = String(Math.floor(at.getTime() / 1000));
	return {
		'webhook-id': id,
		'webhook-timestamp': timestamp,
		'webhook-signature': secrets.map((secret) => signature(secret, `${id}.${timestamp}.${body}`)).join(' ')
	};
}

const [second, minute, hour] = [1000, 60_000, 3_600_000];
/** How long after one try the next one comes: ten tries in a little more than three days. */
const waits = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour];
export const mostTries = waits.length + 1;

/** Null: that was the last. A receiver may ask for more time, up to a day. */
export function nextTry(tries: number, at: Date, asked: number | null = null): Date | null {
	const wait = waits[tries - 1];
	return wait === undefined ? null : new Date(at.getTime() + Math.min(24 * hour, Math.max(wait, asked ?? 0)));
}

/** The time that a receiver asks for, in milliseconds: in seconds, or as the moment of a date of HTTP; null where it says nothing that can be read. */
export function waitAsked(header: string | undefined, at: Date): number | null {
	const said = header?.trim() ?? '';
	if (/^\d{1,9}$/.test(said)) return Number(said) * 1000;
	const moment = /^[A-Z][a-z]+,? .* (GMT|\d{4})$/.test(said) ? Date.parse(said.endsWith('GMT') ? said : `${said} GMT`) : NaN;
	return Number.isNaN(moment) ? null : Math.max(0, moment - at.getTime());
}

/** A receiver that took nothing for so long is told nothing any more. */
export const longestFailing = 3 * 24 * hour;

/** Secrets are signed with for so long after they were replaced. */
export const overlap = 24 * hour;

/**
 * The address as it is kept; null where nothing may be posted there: only the secure web, without a name and password in it. What stands in the
 * operator's own network is named in a setting, and may be plain.
 */
export function addressFrom(text: string, allowedHosts: readonly string[]): string | null {
	const url = URL.parse(text.trim());
	if (!url || url.username || url.password || url.hash || url.href.length > 2000) return null;
	const ours = allowedHosts.includes(url.host) || allowedHosts.includes(url.hostname);
	return url.protocol === 'https:' || (ours && url.protocol === 'http:') ? url.href : null;
}

/** Of an address, what may stand in a log: its query may hold a key. */
export const hostOf = (address: string): string => URL.parse(address)?.host ?? '';
