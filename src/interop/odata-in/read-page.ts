// SPDX-License-Identifier: Apache-2.0
// One page of OData, whatever dialect it is in: version 2 as Atom or verbose JSON, version 3 and 4 as JSON. Gives rows of one shape: names in small letters (services
// disagree about capitals), expanded navigations as lists, what is absent or deferred left out. Pure.
import type { SourceFault } from '#projects/found.ts';
import { seen } from '../harvest/plain-text.ts';
import { all, type Element, isTree, one, textOf, xmlTree } from '../harvest/xml-tree.ts';

export const dialects = ['v2-atom', 'v2-json', 'v3-json', 'v4-json'] as const;
export type Dialect = (typeof dialects)[number];

export type Value = string | number | boolean | Row | readonly Value[];
export interface Row {
	readonly [name: string]: Value;
}

export interface Page {
	dialect: Dialect;
	rows: Row[];
	/** Address of the next page as the service gives it. */
	next: string | null;
	/** How many there are in all, where the service says so. */
	count: number | null;
}

export const isPage = (page: Page | SourceFault): page is Page => 'rows' in page;

export function readPage(text: string): Page | SourceFault {
	return /^\s*\ufeff?\s*</.test(text) ? atom(text) : json(text);
}

function json(text: string): Page | SourceFault {
	let whole: unknown;
	try {
		whole = JSON.parse(text.replace(/^\ufeff/, ''));
	} catch {
		return { code: 'not-json', values: {} };
	}
	if (!isObject(whole)) return { code: 'not-odata', values: {} };
	const error = whole.error ?? whole['odata.error'];
	if (isObject(error)) {
		const { message } = error;
		return { code: 'error-told', values: { said: seen(isObject(message) ? String(message.value ?? '') : String(message ?? '')) } };
	}
	if ('d' in whole) {
		const d = whole.d;
		const rows = Array.isArray(d) ? d : isObject(d) && Array.isArray(d.results) ? d.results : isObject(d) ? [d] : null;
		if (!rows) return { code: 'not-odata', values: {} };
		const around = isObject(d) ? d : {};
		return { dialect: 'v2-json', rows: rowsOf(rows), next: addressOf(around.__next), count: countOf(around.__count) };
	}
	if (!Array.isArray(whole.value)) return { code: 'not-odata', values: {} };
	const old = Object.keys(whole).some((name) => name.startsWith('odata.'));
	return {
		dialect: old ? 'v3-json' : 'v4-json',
		rows: rowsOf(whole.value),
		next: addressOf(whole['@odata.nextLink'] ?? whole['odata.nextLink'] ?? whole['@nextLink']),
		count: countOf(whole['@odata.count'] ?? whole['odata.count'] ?? whole['@count'])
	};
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const addressOf = (value: unknown): string | null => (typeof value === 'string' && value ? value : null);
const countOf = (value: unknown): number | null => {
	const count = Number(value);
	return value === undefined || value === null || value === '' || !Number.isSafeInteger(count) || count < 0 ? null : count;
};

const rowsOf = (values: readonly unknown[]): Row[] => values.flatMap((value) => (isObject(value) ? [rowOf(value)] : []));

const deepest = 8;

function valueOf(value: unknown, depth: number): Value | undefined {
	if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
	if (depth > deepest) return undefined;
	if (Array.isArray(value)) return value.flatMap((each) => valueOf(each, depth + 1) ?? []);
	if (!isObject(value) || '__deferred' in value) return undefined;
	if (Array.isArray(value.results)) return value.results.flatMap((each) => valueOf(each, depth + 1) ?? []);
	return rowOf(value, depth + 1);
}

function rowOf(value: Record<string, unknown>, depth = 0): Row {
	const row: Record<string, Value> = Object.create(null) as Record<string, Value>;
	for (const [name, each] of Object.entries(value)) {
		// Annotations of the protocol say nothing of the thing.
		if (name.startsWith('__') || name.includes('@') || name.startsWith('odata.')) continue;
		const read = valueOf(each, depth);
		if (read !== undefined) row[name.toLowerCase()] = read;
	}
	return row;
}

function atom(text: string): Page | SourceFault {
	const tree = xmlTree(text);
	if (!isTree(tree)) return tree;
	if (tree.name === 'error') return { code: 'error-told', values: { said: seen(textOf(one(tree, 'message'))) } };
	if (tree.name !== 'feed' && tree.name !== 'entry') return { code: 'not-odata', values: {} };
	const next = all(tree, 'link').find(({ attributes }) => attributes.rel === 'next');
	return {
		dialect: 'v2-atom',
		rows: (tree.name === 'entry' ? [tree] : all(tree, 'entry')).map(entryRow),
		next: addressOf(next?.attributes.href),
		count: countOf(textOf(one(tree, 'count')))
	};
}

function entryRow(entry: Element): Row {
	const row: Record<string, Value> = Object.create(null) as Record<string, Value>;
	for (const link of all(entry, 'link')) {
		const inline = one(link, 'inline');
		const name = link.attributes.title ?? /related\/([^/]+)$/.exec(link.attributes.rel ?? '')?.[1];
		if (!inline || !name) continue;
		const feed = one(inline, 'feed');
		row[name.toLowerCase()] = (feed ? all(feed, 'entry') : all(inline, 'entry')).map(entryRow);
	}
	const properties = one(one(entry, 'content'), 'properties') ?? one(entry, 'properties');
	return Object.assign(row, properties ? propertiesOf(properties) : {});
}

function propertiesOf(element: Element, depth = 0): Row {
	const row: Record<string, Value> = Object.create(null) as Record<string, Value>;
	for (const child of depth > deepest ? [] : element.children) {
		if (child.attributes.null === 'true') continue;
		row[child.name.toLowerCase()] = child.children.length ? propertiesOf(child, depth + 1) : child.text;
	}
	return row;
}
