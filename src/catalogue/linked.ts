// SPDX-License-Identifier: Apache-2.0
// A linked resource: something that another convention or a partner publishes, as its source tells it. It is found by the search here and stays theirs: never a
// record, never counted or given out as ours. Pure.
import type { Day } from '#convention/day.ts';
import type { Words } from '#text/words.ts';

export const linkedKinds = ['decision', 'meeting', 'contact', 'document', 'country-report', 'national-plan', 'resource'] as const;
export type LinkedKind = (typeof linkedKinds)[number];

export interface LinkedFile {
	url: string;
	language: string | null;
	name: string | null;
}

/** What an adapter gives. Nothing is guessed: what a source does not say is absent. */
export interface LinkedFound {
	/** Its key in the source, unique within its part. */
	id: string;
	/** Entity set, or `records`. */
	part: string;
	kind: LinkedKind;
	/** Short name of the convention as InforMEA writes it, or of the partner. */
	treaty: string;
	title: Words;
	summary?: Words;
	number?: string;
	day?: Day;
	end?: Day;
	link?: string;
	files: LinkedFile[];
	keywords: string[];
	/** State keys. */
	parties: string[];
	/** Where a meeting is held; what a decision belongs to. */
	place?: string;
	meeting?: string;
	/** As the source writes it: when it was last changed there. */
	updated?: string;
	/** Place in the answer, from 1. */
	row: number;
}

/** What is kept of it: when and where it was read says nothing of what it is. */
export const valueOf = ({ row: _row, updated: _updated, ...value }: LinkedFound): Omit<LinkedFound, 'row' | 'updated'> => value;

export type LinkedValue = ReturnType<typeof valueOf>;

/** What is looked at to tell a reader of the log what changed. */
export const linkedFields = [
	'title',
	'summary',
	'number',
	'day',
	'end',
	'link',
	'files',
	'keywords',
	'parties',
	'place',
	'meeting',
	'kind',
	'treaty'
] as const;

export const changedIn = (before: Partial<LinkedValue>, after: LinkedValue): string[] =>
	linkedFields.filter((field) => JSON.stringify(before[field] ?? null) !== JSON.stringify(after[field] ?? null));

/** Our own treaty, as it may stand in a source that holds all of them: it would come back to us as somebody else's. */
export const ownTreaties: readonly string[] = ['minamata', 'minamataunep', 'mercury'];

/** How a resource is shown. */
export interface Linked extends LinkedValue {
	key: string;
	source: string;
	sourceName: Words;
	demo: boolean;
	/** When the source last told it. */
	seenAt: Date;
}

/** What narrows a search of them. */
export interface LinkedAsked {
	words: string;
	treaty: string | null;
	kind: LinkedKind | null;
	page: number;
}

export const linkedPerPage = 20;

// eslint-disable-next-line no-control-regex
const clean = (text: string | null, most: number): string => (text ?? '').replace(/[\u0000-\u001f\ud800-\udfff]/gu, ' ').slice(0, most);

export const linkedAskedFrom = (query: URLSearchParams): LinkedAsked => ({
	words: clean(query.get('q'), 300),
	treaty: clean(query.get('convention'), 60) || null,
	kind: linkedKinds.find((kind) => kind === query.get('kind')) ?? null,
	page: Math.min(100, Math.max(1, Number.parseInt(query.get('page') ?? '1', 10) || 1))
});
