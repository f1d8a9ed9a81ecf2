// SPDX-License-Identifier: Apache-2.0
// The concept schemes that others can build on: mercury concepts, areas of focus, articles and record types, as SKOS sees them. Pure: made of the
// facts and the form definitions, in all languages at once. Each concept has an address for ever: {origin}/concepts/{vocabulary}/{concept}.
import type { Convention } from '#convention/convention.ts';
import type { Definitions } from '#records/definitions.ts';
import type { Language } from '#text/languages.ts';
import type { Words } from '#text/words.ts';

export const vocabularyIds = ['mercury', 'areas', 'articles', 'record-types'] as const;
export type VocabularyId = (typeof vocabularyIds)[number];

export interface Concept {
	id: string;
	uri: string;
	prefLabel: Words;
	altLabel: Partial<Record<Language, readonly string[]>>;
	notation: string | null;
	/** Ids within the vocabulary. */
	broader: readonly string[];
	narrower: readonly string[];
	/** Addresses of concepts of our other vocabularies that belong to it. */
	related: readonly string[];
}

export interface Vocabulary {
	id: VocabularyId;
	uri: string;
	/** In the order in which they are shown. */
	concepts: readonly Concept[];
	concept(id: string): Concept | undefined;
	top: readonly Concept[];
}

export const schemeUri = (origin: string, vocabulary: VocabularyId): string => `${origin}/concepts/${vocabulary}`;
export const conceptUri = (origin: string, vocabulary: VocabularyId, id: string): string => `${schemeUri(origin, vocabulary)}/${id}`;

type Told = Omit<Concept, 'uri' | 'narrower'>;

function vocabularyOf(origin: string, id: VocabularyId, told: readonly Told[]): Vocabulary {
	const below = Map.groupBy(
		told.flatMap(({ id: narrower, broader }) => broader.map((each) => ({ narrower, each }))),
		({ each }) => each
	);
	const concepts = told.map((each) => ({
		...each,
		uri: conceptUri(origin, id, each.id),
		narrower: (below.get(each.id) ?? []).map(({ narrower }) => narrower)
	}));
	const byId = new Map(concepts.map((concept) => [concept.id, concept]));
	return {
		id,
		uri: schemeUri(origin, id),
		concepts,
		concept: (wanted) => byId.get(wanted),
		top: concepts.filter(({ broader }) => broader.length === 0)
	};
}

const made = new WeakMap<Convention, { definitions: Definitions; origin: string; vocabularies: readonly Vocabulary[] }>();

/** All vocabularies of this state of facts and forms, made once. */
export function vocabulariesOf(convention: Convention, definitions: Definitions, origin: string): readonly Vocabulary[] {
	const known = made.get(convention);
	if (known?.definitions === definitions && known.origin === origin) return known.vocabularies;
	const article = (number: number) => conceptUri(origin, 'articles', String(number));
	const type = (id: string) => conceptUri(origin, 'record-types', id);
	const mercury: Told[] = [];
	const walk = (above: string | null) => {
		for (const concept of convention.narrower(above)) {
			mercury.push({
				id: concept.id,
				prefLabel: concept.prefLabel,
				altLabel: concept.altLabel,
				notation: null,
				broader: concept.broader === null ? [] : [concept.broader],
				related: concept.articles.map(article)
			});
			walk(concept.id);
		}
	};
	walk(null);
	const plain = { altLabel: {}, notation: null, broader: [], related: [] };
	const vocabularies = [
		vocabularyOf(origin, 'mercury', mercury),
		vocabularyOf(
			origin,
			'areas',
			convention.areas.map((area) => ({ ...plain, id: area.id, prefLabel: area.name, related: area.recordTypes.map(type) }))
		),
		vocabularyOf(
			origin,
			'articles',
			convention.articles.map((each) => ({ ...plain, id: String(each.number), prefLabel: each.title, notation: String(each.number) }))
		),
		vocabularyOf(
			origin,
			'record-types',
			definitions.all.map(({ type: { id, articles }, form }) => ({
				...plain,
				id,
				prefLabel: form.words['form.title'] ?? { en: id },
				related: articles.map((number) => article(Number(number)))
			}))
		)
	];
	made.set(convention, { definitions, origin, vocabularies });
	return vocabularies;
}

/** The concept that an address names, in whichever vocabulary. http and https name the same, and so does a slash at the end. */
export function byUri(vocabularies: readonly Vocabulary[], uri: string): { vocabulary: Vocabulary; concept: Concept } | undefined {
	const plain = uri.replace(/^https?:/, '').replace(/\/$/, '');
	for (const vocabulary of vocabularies) {
		const start = `${vocabulary.uri.replace(/^https?:/, '')}/`;
		const concept = plain.startsWith(start) ? vocabulary.concept(plain.slice(start.length)) : undefined;
		if (concept) return { vocabulary, concept };
	}
	return undefined;
}

/** Everything above a concept, nearest first; a circle in the data ends where it began. */
export function above(vocabulary: Vocabulary, concept: Concept): Concept[] {
	const found: Concept[] = [];
	let next = concept.broader;
	while (next.length) {
		const level = next.flatMap((id) => vocabulary.concept(id) ?? []).filter((each) => each !== concept && !found.includes(each));
		found.push(...level);
		next = level.flatMap(({ broader }) => broader);
	}
	return found;
}

/** Everything below a concept, nearest first. */
export function below(vocabulary: Vocabulary, concept: Concept): Concept[] {
	const found: Concept[] = [];
	let next = concept.narrower;
	while (next.length) {
		const level = next.flatMap((id) => vocabulary.concept(id) ?? []).filter((each) => each !== concept && !found.includes(each));
		found.push(...level);
		next = level.flatMap(({ narrower }) => narrower);
	}
	return found;
}
