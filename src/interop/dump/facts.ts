// SPDX-License-Identifier: Apache-2.0
// The facts of the Convention as tables: States and Parties, meetings, concepts; and all of them as lines of JSON. Pure.
import type { Convention } from '#convention/convention.ts';
import { factKinds } from '#convention/fact.ts';
import { languages } from '#text/languages.ts';
import type { Words } from '#text/words.ts';
import type { CsvCell } from '../sheets/csv.ts';
import type { FieldType } from './table.ts';

export interface FactTable {
	name: 'parties' | 'meetings' | 'concepts';
	columns: [name: string, type: FieldType][];
	rows: CsvCell[][];
}

const inAll = (words: Words | null): CsvCell[] => languages.map((language) => words?.[language] ?? null);
const named = (name: string): [string, FieldType][] => languages.map((language) => [`${name}.${language}`, 'string']);

/** Kinds that are no facts of the Convention but how the site is arranged. */
export const ofTheSite: ReadonlySet<string> = new Set(['menu-item', 'banner']);

export const factTables = (convention: Convention): FactTable[] => [
	{
		name: 'parties',
		columns: [
			['id', 'string'],
			['iso2', 'string'],
			['iso3', 'string'],
			['m49', 'string'],
			...named('name'),
			['kind', 'string'],
			['region', 'string'],
			['signature', 'date'],
			['party', 'boolean'],
			['instrumentDate', 'date'],
			['instrumentType', 'string'],
			['entryIntoForce', 'date'],
			['status', 'string'],
			['source', 'string']
		],
		rows: convention.states.map((state) => [
			state.id,
			state.iso2,
			state.iso3,
			state.m49,
			...inAll(state.name),
			state.kind,
			state.region,
			state.signature,
			state.party,
			state.instrumentDate,
			state.instrumentType,
			state.entryIntoForce,
			state.status,
			state.source
		])
	},
	{
		name: 'meetings',
		columns: [
			['id', 'string'],
			...named('name'),
			['body', 'string'],
			['start', 'date'],
			['end', 'date'],
			...named('place'),
			['country', 'string'],
			['status', 'string'],
			['source', 'string']
		],
		rows: convention
			.all('meeting')
			.map(({ id, name, body, start, end, place, country, status, source }) => [
				id,
				...inAll(name),
				body,
				start,
				end,
				...inAll(place),
				country,
				status,
				source
			])
	},
	{
		name: 'concepts',
		columns: [['id', 'string'], ['broader', 'string'], ...named('label'), ['status', 'string'], ['source', 'string']],
		rows: convention.all('concept').map(({ id, broader, prefLabel, status, source }) => [id, broader, ...inAll(prefLabel), status, source])
	}
];

export function* factLines(convention: Convention): Generator<string> {
	for (const kind of factKinds) {
		if (ofTheSite.has(kind)) continue;
		for (const { id, status, source, ...value } of convention.all(kind)) yield `${JSON.stringify({ kind, id, status, source, value })}\n`;
	}
}
