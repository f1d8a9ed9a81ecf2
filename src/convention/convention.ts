// SPDX-License-Identifier: Apache-2.0
// The whole treaty in memory: an immutable snapshot of all facts with the questions that pages ask of it. Knows no database and no clock.
import type { Words } from '../text/words.ts';
import type { Day } from './day.ts';
import { type Fact, type FactKind, factKinds, type Known, type Standing } from './fact.ts';

export const schemes = [
	'annex-a',
	'annex-b',
	'areas',
	'concepts',
	'articles',
	'states',
	'regions',
	'cycles',
	'meetings',
	'sectors',
	'amendments'
] as const;
export type Scheme = (typeof schemes)[number];

/** One choice of a list: its id, its words, and how far it is confirmed. */
export interface Entry {
	id: string;
	words: Words;
	status: Standing;
	source: string;
	/** Concepts only: the entry above this one. */
	broader?: string;
	/** Not to be chosen any more; answers that name it keep its words. */
	deprecated?: true;
}

/** All lists are in the order of the facts and frozen; a lookup of what does not exist gives undefined. */
export interface Convention {
	all<K extends FactKind>(kind: K): readonly Known<K>[];
	one<K extends FactKind>(kind: K, id: string): Known<K> | undefined;

	/** States and regional organisations, Parties or not. */
	readonly states: readonly Known<'state'>[];
	state(id: string): Known<'state'> | undefined;
	/** By three-digit M49 number, as on the map. */
	stateByNumber(m49: string): Known<'state'> | undefined;
	/** Those for which the Convention is in force on the day (Article 2(g)); one known as a Party without a known date is counted in. */
	parties(day: Day): readonly Known<'state'>[];
	isParty(id: string, day: Day): boolean;
	readonly signatories: readonly Known<'state'>[];

	readonly articles: readonly Known<'article'>[];
	article(number: number): Known<'article'> | undefined;
	annexAEntry(id: string): Known<'annex-a'> | undefined;
	annexBEntry(id: string): Known<'annex-b'> | undefined;
	readonly areas: readonly Known<'area'>[];
	area(id: string): Known<'area'> | undefined;
	/** Areas of focus that gather a record type. */
	areasOf(recordType: string): readonly Known<'area'>[];
	/** Concepts that are in use. */
	readonly concepts: readonly Known<'concept'>[];
	/** In use or not. */
	concept(id: string): Known<'concept'> | undefined;
	/** The concept that stands for one today: itself, or what it was merged into. */
	conceptNow(id: string): string;
	/** Concepts in use directly below one; below null, those at the top. */
	narrower(id: string | null): readonly Known<'concept'>[];

	/** Reporting rounds of Article 21, oldest first. */
	readonly cycles: readonly Known<'cycle'>[];
	cycle(id: string): Known<'cycle'> | undefined;

	/** The choices of a scheme, in order; [] for a scheme that does not exist. */
	entries(scheme: Scheme): readonly Entry[];
	entry(scheme: Scheme, id: string): Entry | undefined;
}

function frozen<T>(value: T): T {
	if (value && typeof value === 'object' && !Object.isFrozen(value)) {
		Object.freeze(value);
		for (const part of Object.values(value)) frozen(part);
	}
	return value;
}

const known = <K extends FactKind>(fact: Fact<K>): Known<K> =>
	frozen({ ...structuredClone(fact.value), id: fact.id, status: fact.status, source: fact.source }) as Known<K>;

const isPartyOn = (state: Known<'state'>, day: Day): boolean =>
	state.party === true && (state.entryIntoForce === null || state.entryIntoForce <= day);

/** Builds the snapshot. Rows may come in any order; rows of a kind that is not known are left out. */
export function conventionOf(rows: readonly Fact[]): Convention {
	const lists = new Map<FactKind, readonly Known<FactKind>[]>();
	const indexes = new Map<FactKind, Map<string, Known<FactKind>>>();
	const byKind = Map.groupBy(rows, (row) => row.kind);
	for (const kind of factKinds) {
		const list = (byKind.get(kind) ?? []).toSorted((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1)).map(known);
		lists.set(kind, Object.freeze(list));
		indexes.set(kind, new Map(list.map((fact) => [fact.id, fact])));
	}
	const all = <K extends FactKind>(kind: K) => (lists.get(kind) ?? []) as unknown as readonly Known<K>[];
	const one = <K extends FactKind>(kind: K, id: string) => indexes.get(kind)?.get(id) as unknown as Known<K> | undefined;

	const states = all('state');
	const byNumber = new Map(states.flatMap((state) => (state.m49 ? [[state.m49, state] as const] : [])));
	const concepts = Object.freeze(all('concept').filter((concept) => concept.state !== 'deprecated'));
	const children = Map.groupBy(concepts, (concept) => concept.broader);

	const entryOf = (fact: { id: string; status: Standing; source: string }, words: Words): Entry =>
		Object.freeze({ id: fact.id, words, status: fact.status, source: fact.source });
	const conceptEntry = (concept: Known<'concept'>): Entry => ({
		...entryOf(concept, concept.prefLabel),
		...(concept.broader ? { broader: concept.broader } : {}),
		...(concept.state === 'deprecated' ? { deprecated: true as const } : {})
	});
	const entries: Record<Scheme, readonly Entry[]> = {
		'annex-a': all('annex-a').map((entry) => entryOf(entry, entry.title)),
		'annex-b': all('annex-b').map((entry) => entryOf(entry, entry.title)),
		areas: all('area').map((area) => entryOf(area, area.name)),
		concepts: all('concept').map(conceptEntry),
		articles: all('article').map((article) => entryOf(article, article.title)),
		states: states.map((state) => entryOf(state, state.name)),
		regions: all('region').map((region) => entryOf(region, region.name)),
		cycles: all('cycle').map((cycle) => entryOf(cycle, cycle.name)),
		meetings: all('meeting').map((meeting) => entryOf(meeting, meeting.name)),
		sectors: all('sector').map(conceptEntry),
		// The annexes as they were adopted are no amendment.
		amendments: all('amendment').flatMap((each) => (each.id === 'original' ? [] : [entryOf(each, each.name)]))
	};
	frozen(entries);
	const entryIndexes = new Map(schemes.map((scheme) => [scheme, new Map(entries[scheme].map((entry) => [entry.id, entry]))]));

	return Object.freeze<Convention>({
		all,
		one,
		states,
		state: (id) => one('state', id),
		stateByNumber: (m49) => byNumber.get(m49),
		parties: (day) => states.filter((state) => isPartyOn(state, day)),
		isParty: (id, day) => {
			const state = one('state', id);
			return state !== undefined && isPartyOn(state, day);
		},
		signatories: Object.freeze(states.filter((state) => state.signatory)),
		articles: all('article'),
		article: (number) => one('article', String(number)),
		annexAEntry: (id) => one('annex-a', id),
		annexBEntry: (id) => one('annex-b', id),
		areas: all('area'),
		area: (id) => one('area', id),
		areasOf: (recordType) => all('area').filter((area) => area.recordTypes.includes(recordType)),
		concepts,
		concept: (id) => one('concept', id),
		conceptNow: (id) => {
			const seen = new Set<string>();
			let now = id;
			for (let next = one('concept', now)?.replacedBy; next && !seen.has(next); next = one('concept', now)?.replacedBy) {
				seen.add(next);
				now = next;
			}
			return now;
		},
		narrower: (id) => children.get(id) ?? [],
		cycles: all('cycle'),
		cycle: (id) => one('cycle', id),
		entries: (scheme) => entries[scheme] ?? [],
		entry: (scheme, id) => entryIndexes.get(scheme)?.get(id)
	});
}
