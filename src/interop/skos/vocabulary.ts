// SPDX-License-Identifier: Apache-2.0
// The concept schemes that others can build on: mercury concepts, sectors, areas of focus, articles and record types, as SKOS sees them. Pure: made of
// the facts and the form definitions, in all languages at once. Each concept has an address for ever: {origin}/concepts/{vocabulary}/{concept}.
import type { Convention } from '#convention/convention.ts';
import type { FactKind, Known, MatchRelation } from '#convention/fact.ts';
import type { Definitions } from '#records/definitions.ts';
import type { Language } from '#text/languages.ts';
import type { Words } from '#text/words.ts';

export const vocabularyIds = ['mercury', 'areas', 'articles', 'record-types', 'sectors'] as const;
export type VocabularyId = (typeof vocabularyIds)[number];

/** The kind of facts that a vocabulary is made of; record types are forms. */
export const factsOf = { mercury: 'concept', sectors: 'sector', areas: 'area', articles: 'article' } as const satisfies Partial<
	Record<VocabularyId, FactKind>
>;

/** That it means what a concept elsewhere means, or nearly so. */
export interface Match {
	uri: string;
	relation: MatchRelation;
	/** What it is called there, where that is known. */
	label: string | null;
}

type Labels = Partial<Record<Language, readonly string[]>>;

export interface Concept {
	id: string;
	uri: string;
	prefLabel: Words;
	altLabel: Labels;
	hiddenLabel: Labels;
	definition: Words;
	notation: string | null;
	/** Ids within the vocabulary. */
	broader: readonly string[];
	narrower: readonly string[];
	related: readonly string[];
	/** Addresses of concepts of our other vocabularies that it belongs to. */
	belongs: readonly string[];
	matches: readonly Match[];
	deprecated: boolean;
	/** Address of the concept that it was merged into. */
	replacedBy: string | null;
}

/** Concepts that belong together beyond their tree: those of an article. */
export interface Group {
	id: string;
	uri: string;
	prefLabel: Words;
	notation: string;
	/** Ids of concepts. */
	members: readonly string[];
}

export interface Vocabulary {
	id: VocabularyId;
	uri: string;
	/** In use, in the order in which they are shown. */
	concepts: readonly Concept[];
	deprecated: readonly Concept[];
	/** In use or not: an address is for ever. */
	concept(id: string): Concept | undefined;
	top: readonly Concept[];
	groups: readonly Group[];
}

export const schemeUri = (origin: string, vocabulary: VocabularyId): string => `${origin}/concepts/${vocabulary}`;
export const conceptUri = (origin: string, vocabulary: VocabularyId, id: string): string => `${schemeUri(origin, vocabulary)}/${id}`;

type Told = Pick<Concept, 'id' | 'prefLabel'> & Partial<Omit<Concept, 'uri' | 'narrower' | 'matches'>>;
type Matched = ReadonlyMap<string, readonly Match[]>;

function vocabularyOf(origin: string, id: VocabularyId, told: readonly Told[], matched: Matched, groups: readonly Group[] = []): Vocabulary {
	const below = Map.groupBy(
		told.flatMap(({ id: narrower, broader = [], deprecated }) => (deprecated ? [] : broader.map((each) => ({ narrower, each })))),
		({ each }) => each
	);
	const all = told.map((each): Concept => ({
		altLabel: {},
		hiddenLabel: {},
		definition: {},
		notation: null,
		broader: [],
		related: [],
		belongs: [],
		deprecated: false,
		replacedBy: null,
		...each,
		uri: conceptUri(origin, id, each.id),
		narrower: (below.get(each.id) ?? []).map(({ narrower }) => narrower),
		matches: matched.get(`${id}/${each.id}`) ?? []
	}));
	const byId = new Map(all.map((concept) => [concept.id, concept]));
	const concepts = all.filter(({ deprecated }) => !deprecated);
	return {
		id,
		uri: schemeUri(origin, id),
		concepts,
		deprecated: all.filter(({ deprecated }) => deprecated),
		concept: (wanted) => byId.get(wanted),
		top: concepts.filter(({ broader }) => broader.length === 0),
		groups
	};
}

/** Both ways, whichever of two concepts names the other; never one that is not used any more. */
function relations(concepts: readonly Known<'concept'>[]): (id: string) => string[] {
	const used = new Set(concepts.filter(({ state }) => state !== 'deprecated').map(({ id }) => id));
	const found = new Map<string, Set<string>>();
	const add = (one: string, other: string) => used.has(one) && used.has(other) && found.set(one, (found.get(one) ?? new Set()).add(other));
	for (const { id, related = [] } of concepts)
		for (const other of related) {
			add(id, other);
			add(other, id);
		}
	return (id) => [...(found.get(id) ?? [])];
}

/** Concepts of the facts as they stand in a tree: each with what is below it before the next, then those that are not used any more. */
function inTree(concepts: readonly Known<'concept'>[], uriOf: (id: string) => string, article: (number: number) => string): Told[] {
	const related = relations(concepts);
	const children = Map.groupBy(concepts, ({ broader }) => broader);
	const told: Told[] = [];
	const tell = (concept: Known<'concept'>) =>
		told.push({
			id: concept.id,
			prefLabel: concept.prefLabel,
			altLabel: concept.altLabel,
			hiddenLabel: concept.hiddenLabel ?? {},
			definition: concept.definition ?? {},
			notation: concept.notation ?? null,
			broader: concept.broader === null || concept.state === 'deprecated' ? [] : [concept.broader],
			related: related(concept.id),
			belongs: concept.articles.map(article),
			deprecated: concept.state === 'deprecated',
			replacedBy: concept.replacedBy ? uriOf(concept.replacedBy) : null
		});
	const walk = (above: string | null) => {
		for (const concept of children.get(above) ?? []) {
			if (concept.state !== 'deprecated') tell(concept);
			walk(concept.id);
		}
	};
	walk(null);
	for (const concept of concepts) if (concept.state === 'deprecated') tell(concept);
	return told;
}

const isKnown = <T>(one: T | undefined): one is T => one !== undefined;

const inverse: Record<MatchRelation, MatchRelation> = { exact: 'exact', close: 'close', broad: 'narrow', narrow: 'broad', related: 'related' };

/** Matches by `vocabulary/id`. Those between two of ours are told at both, with the address made whole. */
function matchesOf(convention: Convention, origin: string): Matched {
	const own = '/concepts/';
	const all = convention
		.all('match')
		.filter(({ dropped }) => !dropped)
		.flatMap(({ concept, uri, relation, label }) =>
			uri.startsWith(own)
				? [
						{ concept, match: { uri: origin + uri, relation, label } },
						{ concept: uri.slice(own.length), match: { uri: `${origin}${own}${concept}`, relation: inverse[relation], label: null } }
					]
				: [{ concept, match: { uri, relation, label } }]
		);
	return new Map([...Map.groupBy(all, ({ concept }) => concept)].map(([concept, each]) => [concept, each.map(({ match }) => match)]));
}

const made = new WeakMap<Convention, { definitions: Definitions; origin: string; vocabularies: readonly Vocabulary[] }>();

/** All vocabularies of this state of facts and forms, made once. */
export function vocabulariesOf(convention: Convention, definitions: Definitions, origin: string): readonly Vocabulary[] {
	const known = made.get(convention);
	if (known?.definitions === definitions && known.origin === origin) return known.vocabularies;
	const article = (number: number) => conceptUri(origin, 'articles', String(number));
	const type = (id: string) => conceptUri(origin, 'record-types', id);
	const matched = matchesOf(convention, origin);
	const tree = (id: 'mercury' | 'sectors') => {
		const concepts = convention.all(factsOf[id]) as readonly Known<'concept'>[];
		const groups = convention.articles
			.map(({ number, title }): Group | undefined => {
				const members = concepts.filter(({ articles, state }) => state !== 'deprecated' && articles.includes(number)).map((each) => each.id);
				const name = `article-${number}`;
				return members.length ? { id: name, uri: conceptUri(origin, id, name), prefLabel: title, notation: String(number), members } : undefined;
			})
			.filter(isKnown);
		return vocabularyOf(
			origin,
			id,
			inTree(concepts, (each) => conceptUri(origin, id, each), article),
			matched,
			groups
		);
	};
	const vocabularies = [
		tree('mercury'),
		vocabularyOf(
			origin,
			'areas',
			convention.areas.map((area) => ({
				id: area.id,
				prefLabel: area.name,
				definition: area.summary,
				belongs: [...area.articles.map(article), ...area.recordTypes.filter((each) => definitions.current(each)).map(type)]
			})),
			matched
		),
		vocabularyOf(
			origin,
			'articles',
			convention.articles.map((each) => ({ id: String(each.number), prefLabel: each.title, notation: String(each.number) })),
			matched
		),
		vocabularyOf(
			origin,
			'record-types',
			definitions.all.map(({ type: { id, articles }, form }) => ({
				id,
				prefLabel: form.words['form.title'] ?? { en: id },
				belongs: articles.map((number) => article(Number(number)))
			})),
			matched
		),
		tree('sectors')
	];
	made.set(convention, { definitions, origin, vocabularies });
	return vocabularies;
}

const plain = (uri: string): string => uri.replace(/^https?:/, '').replace(/\/$/, '');

/** The concept that an address names, in whichever vocabulary. http and https name the same, and so does a slash at the end. */
export function byUri(vocabularies: readonly Vocabulary[], uri: string): { vocabulary: Vocabulary; concept: Concept } | undefined {
	for (const vocabulary of vocabularies) {
		const start = `${plain(vocabulary.uri)}/`;
		const concept = plain(uri).startsWith(start) ? vocabulary.concept(plain(uri).slice(start.length)) : undefined;
		if (concept) return { vocabulary, concept };
	}
	return undefined;
}

export const groupByUri = (vocabulary: Vocabulary, uri: string): Group | undefined =>
	vocabulary.groups.find((group) => plain(group.uri) === plain(uri));

function reached(vocabulary: Vocabulary, concept: Concept, next: (concept: Concept) => readonly string[]): Concept[] {
	const found: Concept[] = [];
	for (let ids = next(concept); ids.length;) {
		const level = ids.flatMap((id) => vocabulary.concept(id) ?? []).filter((each) => each !== concept && !found.includes(each));
		found.push(...level);
		ids = level.flatMap(next);
	}
	return found;
}

/** Everything above a concept, nearest first; a circle in the data ends where it began. */
export const above = (vocabulary: Vocabulary, concept: Concept): Concept[] => reached(vocabulary, concept, ({ broader }) => broader);

/** Everything below a concept, nearest first. */
export const below = (vocabulary: Vocabulary, concept: Concept): Concept[] => reached(vocabulary, concept, ({ narrower }) => narrower);
