// SPDX-License-Identifier: Apache-2.0
// What adapters look names up in: places, agencies and programmes, made of the seeds and of the facts. Pure.
import type { Found, Identifier } from '#projects/found.ts';
import type { Programme } from '#projects/mercury.ts';
import { type NamedState, type OtherNames, type Places, placesFrom } from './places.ts';
import { nameKey } from './plain-text.ts';

/** A row of seeds/projects/agencies.yaml. */
export interface Agency {
	name: string;
	others?: readonly string[];
	iati?: readonly string[];
}

export interface HarvestTables {
	places: Places;
	/** The one name of an agency; as written where it is not known. */
	agency(name: string): string;
	isAgency(name: string): boolean;
	/** By an identifier of IATI. */
	agencyCoded(reference: string): string | undefined;
	/** The programme that a project is a part of, and whether it is one itself. */
	programme(identifier: Identifier): { parent?: Identifier; isProgramme: boolean };
}

export function tablesFrom(
	states: readonly NamedState[],
	others: OtherNames,
	agencies: readonly Agency[],
	programmes: readonly Programme[]
): HarvestTables {
	const names = new Map(agencies.flatMap(({ name, others: more = [] }) => [name, ...more].map((each) => [nameKey(each), name] as const)));
	const codes = new Map(agencies.flatMap(({ name, iati = [] }) => iati.map((code) => [code, name] as const)));
	const key = ({ scheme, id }: Identifier) => `${scheme} ${id}`;
	const parents = new Map(
		programmes.flatMap(({ parent, parts }) => (parent ? parts.map((id) => [key({ scheme: parent.scheme, id }), parent] as const) : []))
	);
	const whole = new Set(programmes.flatMap(({ parent }) => (parent ? [key(parent)] : [])));
	return {
		places: placesFrom(states, others),
		agency: (name) => names.get(nameKey(name)) ?? name,
		isAgency: (name) => names.has(nameKey(name)),
		agencyCoded: (reference) => codes.get(reference),
		programme(identifier) {
			const parent = parents.get(key(identifier));
			return { ...(parent ? { parent: { ...parent } } : {}), isProgramme: whole.has(key(identifier)) };
		}
	};
}

/** A project of which nothing is known yet but its number. */
export const bare = (identifier: Identifier, row: number, said: Record<string, string>): Found => ({
	identifier,
	others: [],
	title: {},
	parties: [],
	unknownPlaces: [],
	agencies: [],
	focalAreas: [],
	fundings: [],
	state: 'unknown',
	isProgramme: false,
	links: [],
	tags: [],
	row,
	said
});
