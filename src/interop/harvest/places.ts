// SPDX-License-Identifier: Apache-2.0
// Names of countries and regions as sources write them, brought to the States of the facts. What is not known is told, never guessed. Pure.
import type { Scope } from '#projects/found.ts';
import type { Words } from '#text/words.ts';
import { nameKey, plain } from './plain-text.ts';

export interface NamedState {
	id: string;
	name: Words;
	iso2: string | null;
	iso3: string | null;
}

/** As seeds/projects/places.yaml holds them. */
export interface OtherNames {
	states: Record<string, readonly string[]>;
	scopes: { global: readonly string[]; regional: readonly string[] };
	withoutState: readonly string[];
}

export type Place = { state: string } | { scope: Scope } | { withoutState: true };

export interface Places {
	named(name: string): Place | undefined;
	/** By a code of ISO 3166-1, of two letters or three. */
	coded(code: string): string | undefined;
}

export interface ReadPlaces {
	parties: string[];
	scope?: Scope;
	unknown: string[];
	/** Known names that stand for no State. */
	withoutState: string[];
}

export function placesFrom(states: readonly NamedState[], others: OtherNames): Places {
	const names = new Map<string, Place>();
	const codes = new Map<string, string>();
	const add = (name: string, place: Place) => {
		const key = nameKey(name);
		if (key && !names.has(key)) names.set(key, place);
	};
	for (const scope of ['global', 'regional'] as const) for (const name of others.scopes[scope]) add(name, { scope });
	for (const name of others.withoutState) add(name, { withoutState: true });
	for (const [state, all] of Object.entries(others.states)) for (const name of all) add(name, { state });
	for (const { id, name, iso2, iso3 } of states) {
		for (const text of Object.values(name)) {
			add(text, { state: id });
			// Bolivia (Plurinational State of)
			add(text.replace(/\s*[(（].*[)）]\s*$/, ''), { state: id });
		}
		for (const code of [iso2, iso3]) if (code) codes.set(code.toUpperCase(), id);
	}
	const look = (name: string): Place | undefined => {
		const direct = names.get(nameKey(name));
		if (direct) return direct;
		const turned = /^([^,]+),\s*(.+)$/.exec(plain(name));
		return turned ? names.get(nameKey(`${turned[2]} ${turned[1]}`)) : undefined;
	};
	// The same few hundred names come thousands of times; what a source invents does not fill the memory.
	const looked = new Map<string, Place | undefined>();
	return {
		named(name) {
			if (looked.has(name)) return looked.get(name);
			const place = look(name);
			if (looked.size < 20_000) looked.set(name, place);
			return place;
		},
		coded: (code) => codes.get(code.trim().toUpperCase())
	};
}

/** Values of one cell. A name may itself hold a comma: `Congo, Democratic Republic of the`. The longest that is known is taken first. */
export function piecesOf(cell: string, known: (name: string) => boolean, most = 3): string[] {
	const parts = plain(cell)
		.split(/\s*[,;|，、؛،]\s*/)
		.filter((part) => !/^[-–—]?$/.test(part));
	const pieces: string[] = [];
	for (let at = 0; at < parts.length;) {
		let length = Math.min(most, parts.length - at);
		while (length > 1 && !known(parts.slice(at, at + length).join(', '))) length -= 1;
		pieces.push(parts.slice(at, at + length).join(', '));
		at += length;
	}
	return pieces;
}

/** `codes`: the cell may hold codes of countries too. */
export function readPlaces(cell: string, places: Places, codes = false): ReadPlaces {
	const parties = new Set<string>();
	const unknown = new Set<string>();
	const withoutState = new Set<string>();
	const scopes = new Set<Scope>();
	const of = (name: string): Place | undefined => {
		const state = codes && /^[A-Z]{2,3}$/.test(name) ? places.coded(name) : undefined;
		return state ? { state } : places.named(name);
	};
	for (const name of piecesOf(cell, (joined) => joinedPlace(joined, places))) {
		const place = of(name);
		if (!place) unknown.add(name);
		else if ('state' in place) parties.add(place.state);
		else if ('scope' in place) scopes.add(place.scope);
		else withoutState.add(name);
	}
	const scope = scopeOf(scopes, parties.size, unknown.size + withoutState.size);
	return { parties: [...parties], ...(scope ? { scope } : {}), unknown: [...unknown], withoutState: [...withoutState] };
}

/** Two names that are both known on their own are two: `Guinea, Niger`. */
function joinedPlace(joined: string, places: Places): boolean {
	const place = places.named(joined);
	if (!place) return false;
	return !joined.split(', ').every((part) => places.named(part));
}

/** Said by the source; or one State alone, which is national by its meaning. Several States without a word say no scope. */
export function scopeOf(said: ReadonlySet<Scope>, states: number, others: number): Scope | undefined {
	if (said.has('global')) return 'global';
	if (said.has('regional')) return 'regional';
	return states === 1 && others === 0 ? 'national' : undefined;
}
