// SPDX-License-Identifier: Apache-2.0
// How one reply is counted: for whom, by which properties, as a page looked at or as something done. Pure: neither the address of a visitor nor what a
// browser calls itself leaves this place; whoever counts is given a mark in their stead.
import { deviceOf, referrerHost, robotName, robotReason } from './usage-agents.ts';
import { type Place, placeOf } from './usage-place.ts';

export const audiences = ['people', 'robots', 'programs'] as const;
export type Audience = (typeof audiences)[number];

export const dimensions = [
	'all',
	'language',
	'section',
	'page',
	'record',
	'area',
	'act',
	'referrer',
	'device',
	'group',
	'status',
	'robot',
	'program'
] as const;
export type UsageDimension = (typeof dimensions)[number];

export const actKinds = ['search', 'download', 'export', 'form', 'follow', 'play'] as const;
export type ActKind = (typeof actKinds)[number];

/** What is known of a request that was answered. */
export interface Answered {
	at: Date;
	method: string;
	/** Without its query. */
	path: string;
	/** It has words to search for. */
	searched: boolean;
	status: number;
	/** Content type of the reply; null where none is known. */
	type: string | null;
	/** Zero where unknown. */
	bytes: number;
	referrer: string | null;
	agent: string | null;
	/** Accept-Language: null where it was not sent, undefined where nobody knows. */
	acceptLanguage: string | null | undefined;
	/** Region of the Party that the person signed in speaks for; null where nobody knows. */
	group: string | null;
	/** The browser asks not to be followed (Sec-GPC, DNT). */
	quiet: boolean;
	/** Fetched by a page, or before anybody asked: no page was looked at. */
	beside: boolean;
	/** A later part of a file that is fetched in parts. */
	later: boolean;
}

/** What one reply adds, to each of its properties. */
export interface Counted {
	audience: Audience;
	views: number;
	acts: number;
	bytes: number;
	/** Whether a mark may be made of its visitor. */
	marked: boolean;
	properties: [UsageDimension, string][];
}

const seen = (status: number) => status === 200 || status === 304;

/** Posts that a page makes by itself, or that say who one is: nothing that somebody sends. */
const notSent = /\/(edit\/here|sign-in|sign-out|sign-in\/.*|account\/passkeys\/new)$/;

function actOf(answered: Answered, place: Place): ActKind | null {
	const { method, status, path } = answered;
	if (method === 'POST') {
		if (place.kind !== 'page' || status >= 400 || notSent.test(path)) return null;
		return /^\/[a-z]{2}\/follow$/.test(path) ? 'follow' : 'form';
	}
	if (method !== 'GET') return null;
	if (place.kind === 'file')
		return (seen(status) || status === 206) && !answered.later ? (/^(video|audio)\//.test(answered.type ?? '') ? 'play' : 'download') : null;
	if (place.kind === 'export') return seen(status) ? 'export' : null;
	return place.kind === 'page' && place.section === 'search' && answered.searched && seen(status) ? 'search' : null;
}

function isView({ method, status, type, beside }: Answered, place: Place): boolean {
	return method === 'GET' && place.kind === 'page' && seen(status) && !beside && (type === null || /^(text\/html|application\/xhtml)/.test(type));
}

/** Null where nothing is counted: a part of a page, a question of a browser about what it may ask. */
export function countedOf(answered: Answered, own: string): Counted | null {
	const place = placeOf(answered.path);
	if (place.kind === 'part' || answered.method === 'OPTIONS') return null;
	const reason = robotReason(answered.agent, answered.acceptLanguage);
	// A program that comes by the doors for programs is none that pretends to be a person.
	const audience: Audience = reason === 'declared' ? 'robots' : place.kind === 'program' ? 'programs' : reason !== null ? 'robots' : 'people';
	const view = isView(answered, place);
	const act = actOf(answered, place);
	const properties: [UsageDimension, string][] = [
		['all', ''],
		['status', `${Math.floor(answered.status / 100)}xx`]
	];
	if (audience === 'robots' && reason) properties.push(['robot', robotName(answered.agent, reason)]);
	if (audience === 'programs' && place.kind === 'program') properties.push(['program', place.use]);
	if (act) properties.push(['act', act]);
	if (audience === 'people' && (view || act)) {
		if (place.kind === 'page' || place.kind === 'export') {
			if (place.language) properties.push(['language', place.language]);
			properties.push(['section', place.section]);
			if (place.page && place.kind === 'page') properties.push(['page', place.page]);
			if (place.area) properties.push(['area', place.area]);
		}
		if ((place.kind === 'page' || place.kind === 'export' || place.kind === 'file') && place.record) properties.push(['record', place.record]);
		if (!answered.quiet) {
			if (view) properties.push(['device', deviceOf(answered.agent)], ['group', answered.group ?? 'unknown']);
			const from = view ? referrerHost(answered.referrer, own) : null;
			if (from) properties.push(['referrer', from]);
		}
	}
	return {
		audience,
		views: view ? 1 : 0,
		acts: act ? 1 : 0,
		bytes: Math.max(0, Math.trunc(answered.bytes)) || 0,
		marked: !answered.quiet && (audience !== 'people' || view || act !== null),
		properties
	};
}
