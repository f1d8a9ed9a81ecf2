// SPDX-License-Identifier: Apache-2.0
// The three shapes that the GEF's website gave its list of projects in, told apart by the names of their columns, wherever these stand. Pure.
import type { SourceFault } from '#projects/found.ts';
import { nameKey } from '../harvest/plain-text.ts';

/** What a column holds. `none`: known, and nothing of ours. */
export type Column =
	| 'id'
	| 'title'
	| 'countries'
	| 'focalAreas'
	| 'agencies'
	| 'grant'
	| 'cofinancing'
	| 'both'
	| 'fund'
	| 'period'
	| 'status'
	| 'type'
	| 'year'
	| 'agreement'
	| 'none';

/** a: early 2020. b: March 2020, both sums in one cell. c: 2023 to 2025. */
export const generations = {
	a: {
		ID: 'id',
		Title: 'title',
		'Focal Areas': 'focalAreas',
		Grant: 'grant',
		Cofinancing: 'cofinancing',
		'Implementing Agencies': 'agencies',
		Countries: 'countries',
		'Fund Source': 'fund',
		Period: 'period',
		Status: 'status'
	},
	b: {
		ID: 'id',
		Title: 'title',
		'Focal Areas': 'focalAreas',
		'Grant and Cofinancing': 'both',
		'Implementing Agencies': 'agencies',
		Countries: 'countries',
		'Fund Source': 'fund',
		Period: 'period',
		Status: 'status'
	},
	c: {
		Title: 'title',
		ID: 'id',
		Countries: 'countries',
		'Focal Areas': 'focalAreas',
		Type: 'type',
		Agencies: 'agencies',
		'GEF Grant': 'grant',
		Cofinancing: 'cofinancing',
		Status: 'status',
		'Approval FY': 'year',
		'Funding Source (indexed field)': 'fund',
		'Non-Grant Instrument (indexed field)': 'none',
		'Capacity-building Initiative for Transparency': 'none',
		'GEF Period': 'period'
	}
} as const satisfies Record<string, Record<string, Column>>;
export type Generation = keyof typeof generations;

/**
 * No known list names the agreement that a project serves. The secretariat asks the GEF for it: whatever the column will be called, these are the names that
 * we would understand, in any generation. To be verified when it comes.
 */
const agreement = [
	'Convention',
	'Conventions',
	'Agreement',
	'Agreements',
	'MEA',
	'MEAs',
	'Multilateral Environmental Agreement',
	'Multilateral Environmental Agreements'
].map(nameKey);

const letters = Object.keys(generations) as Generation[];

/** Where each column stands, from 0. */
export interface Layout {
	generation: Generation;
	columns: Partial<Record<Column, number>>;
}

/** A file whose columns are not all known, or not all there, is not read at all: a column that moved would fill the wrong place. */
export function layoutOf(head: readonly string[]): Layout | SourceFault {
	const heads = head.map(nameKey);
	const again = head.find((name, at) => name && heads.indexOf(nameKey(name)) !== at);
	if (again) return { code: 'headers-again', values: { names: again } };
	const known = new Set(letters.flatMap((letter) => Object.keys(generations[letter]).map(nameKey)));
	const unknown = head.filter((name) => !known.has(nameKey(name)) && !agreement.includes(nameKey(name))).map((name) => name || '–');
	if (unknown.length) return { code: 'headers-unknown', values: { names: unknown.slice(0, 20).join(', ') } };
	const missing = (letter: Generation) => Object.keys(generations[letter]).filter((name) => !heads.includes(nameKey(name)));
	const [nearest] = letters.toSorted((one, other) => missing(one).length - missing(other).length || extra(one, heads) - extra(other, heads)) as [
		Generation
	];
	if (missing(nearest).length) return { code: 'headers-missing', values: { names: missing(nearest).join(', ') } };
	if (extra(nearest, heads)) return { code: 'headers-mixed', values: { names: head.join(', ') } };
	const columns: Layout['columns'] = {};
	for (const [name, column] of Object.entries(generations[nearest])) columns[column] = heads.indexOf(nameKey(name));
	const named = heads.findIndex((name) => agreement.includes(name));
	if (named >= 0) columns.agreement = named;
	return { generation: nearest, columns };
}

const extra = (letter: Generation, heads: readonly string[]): number => {
	const own = Object.keys(generations[letter]).map(nameKey);
	return heads.filter((name) => !own.includes(name) && !agreement.includes(name)).length;
};
