// SPDX-License-Identifier: Apache-2.0
// A call as lists and its page show it, projected from its catalogue entry. Pure.
import type { Day } from '#convention/day.ts';
import { type Call, callFrom, type CallState, isExtended, lastDay, stateOf } from '#exchange/call.ts';
import type { Json } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import type { Entry } from './entry.ts';
import type { Shown } from './shown.ts';

export interface ShownCall extends Call {
	id: string;
	state: CallState;
	lastDay: Day;
	extended: boolean;
	areas: string[];
	articles: string[];
	languages: string[];
	publishedAt: Date;
	changedAt: Date;
	revision: number;
	demo: boolean;
	/** How many answered, as the public sees it. */
	answered: { parties: number; others: number };
}

export function shownCall(entry: Entry, at: Date, answered: ShownCall['answered'] = { parties: 0, others: 0 }): ShownCall | null {
	const call = callFrom(entry.answers);
	if (!call || entry.state !== 'published') return null;
	return {
		...call,
		id: entry.recordId,
		state: stateOf(call, entry.register?.outcome, at),
		lastDay: lastDay(call),
		extended: isExtended(call),
		areas: entry.areas,
		articles: entry.articles,
		languages: entry.languages,
		publishedAt: entry.publishedAt,
		changedAt: entry.changedAt,
		revision: entry.revision,
		demo: entry.demo,
		answered
	};
}

export interface NamedFile {
	file: string;
	name: string;
	mediaType: string;
	size: number;
	language: string | null;
}

/** Every file among public answers, each once. */
export function namedFiles(answer: Json | undefined): NamedFile[] {
	const found = new Map<string, NamedFile>();
	const walk = (value: Json | undefined): void => {
		if (Array.isArray(value)) return value.forEach(walk);
		if (!isObject(value)) return;
		if (typeof value.file === 'string' && typeof value.name === 'string')
			found.set(value.file, {
				file: value.file,
				name: value.name,
				mediaType: String(value.mediaType ?? ''),
				size: typeof value.size === 'number' ? value.size : 0,
				language: typeof value.language === 'string' ? value.language : null
			});
		else Object.values(value).forEach(walk);
	};
	walk(answer);
	return [...found.values()];
}

/** One answer on the page of its call. */
export interface ShownAnswer extends Shown {
	ownerKind: Entry['ownerKind'];
	files: NamedFile[];
	late: boolean;
}
