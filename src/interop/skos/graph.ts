// SPDX-License-Identifier: Apache-2.0
// A vocabulary, or a concept of it, as an RDF graph in SKOS, in each of the shapes that a graph is written in. Pure.
import { languages } from '#text/languages.ts';
import type { Words } from '#text/words.ts';
import { ntriples, rdfXml, type Triple, turtle } from '../rdf/graph.ts';
import { shortJson } from './short-json.ts';
import type { Concept, Group, Vocabulary } from './vocabulary.ts';

const prefixes = {
	skos: 'http://www.w3.org/2004/02/skos/core#',
	dct: 'http://purl.org/dc/terms/',
	owl: 'http://www.w3.org/2002/07/owl#',
	xsd: 'http://www.w3.org/2001/XMLSchema#'
} as const;
/** With one of the prefixes, so that a slip of the pen is found at once. */
type Name = `${'rdf' | keyof typeof prefixes}:${string}`;

/** When something was made and last changed, where that is known. */
export interface Dates {
	created: Date | null;
	modified: Date | null;
}
export const noDates: Dates = { created: null, modified: null };

const literal = (uri: string, predicate: Name, text: string, more: { language?: string; type?: Name } = {}): Triple => ({
	subject: { uri },
	predicate,
	value: { text, ...more }
});

const texts = (subject: string, predicate: Name, words: Words): Triple[] =>
	languages.flatMap((language) => (words[language] ? [literal(subject, predicate, words[language], { language })] : []));

const link = (subject: string, predicate: Name, uri: string): Triple => ({ subject: { uri: subject }, predicate, value: { uri } });

const moment = (subject: string, predicate: Name, at: Date | null): Triple[] =>
	at ? [literal(subject, predicate, at.toISOString(), { type: 'xsd:dateTime' })] : [];

const labels = (subject: string, predicate: Name, of: Concept['altLabel']): Triple[] =>
	languages.flatMap((language) => (of[language] ?? []).map((text) => literal(subject, predicate, text, { language })));

export function conceptTriples(vocabulary: Vocabulary, concept: Concept, { created, modified }: Dates = noDates): Triple[] {
	const { uri } = concept;
	const to = (id: string) => vocabulary.concept(id)?.uri ?? '';
	return [
		link(uri, 'rdf:type', `${prefixes.skos}Concept`),
		link(uri, 'skos:inScheme', vocabulary.uri),
		...(concept.broader.length || concept.deprecated ? [] : [link(uri, 'skos:topConceptOf', vocabulary.uri)]),
		...texts(uri, 'skos:prefLabel', concept.prefLabel),
		...labels(uri, 'skos:altLabel', concept.altLabel),
		...labels(uri, 'skos:hiddenLabel', concept.hiddenLabel),
		...texts(uri, 'skos:definition', concept.definition),
		...(concept.notation ? [literal(uri, 'skos:notation', concept.notation)] : []),
		...concept.broader.map((id) => link(uri, 'skos:broader', to(id))),
		...concept.narrower.map((id) => link(uri, 'skos:narrower', to(id))),
		...concept.related.map((id) => link(uri, 'skos:related', to(id))),
		// A concept of another scheme is matched; skos:related is for the same scheme.
		...concept.belongs.map((other) => link(uri, 'skos:relatedMatch', other)),
		...concept.matches.map((match) => link(uri, `skos:${match.relation}Match`, match.uri)),
		...(concept.deprecated ? [literal(uri, 'owl:deprecated', 'true', { type: 'xsd:boolean' })] : []),
		...(concept.replacedBy ? [link(uri, 'dct:isReplacedBy', concept.replacedBy)] : []),
		...moment(uri, 'dct:created', created),
		...moment(uri, 'dct:modified', modified)
	];
}

/** What the concepts beside one are, and are called: who shows it need not ask for each of them. */
const besideTriples = (vocabulary: Vocabulary, { broader, narrower, related }: Concept): Triple[] =>
	[...new Set([...broader, ...narrower, ...related])].flatMap((id) => {
		const concept = vocabulary.concept(id);
		return concept
			? [
					link(concept.uri, 'rdf:type', `${prefixes.skos}Concept`),
					link(concept.uri, 'skos:inScheme', vocabulary.uri),
					...texts(concept.uri, 'skos:prefLabel', concept.prefLabel)
				]
			: [];
	});

/** A concept as it is given by itself. */
export const conceptWithBeside = (vocabulary: Vocabulary, concept: Concept, dates: Dates): Triple[] => [
	...conceptTriples(vocabulary, concept, dates),
	...besideTriples(vocabulary, concept)
];

export const schemeTriples = (vocabulary: Vocabulary, title: Words): Triple[] => [
	link(vocabulary.uri, 'rdf:type', `${prefixes.skos}ConceptScheme`),
	...texts(vocabulary.uri, 'dct:title', title),
	...texts(vocabulary.uri, 'skos:prefLabel', title),
	...vocabulary.top.map((concept) => link(vocabulary.uri, 'skos:hasTopConcept', concept.uri))
];

export const groupTriples = (vocabulary: Vocabulary, { uri, prefLabel, notation, members }: Group): Triple[] => [
	link(uri, 'rdf:type', `${prefixes.skos}Collection`),
	link(uri, 'skos:inScheme', vocabulary.uri),
	...texts(uri, 'skos:prefLabel', prefLabel),
	literal(uri, 'skos:notation', notation),
	...members.map((id) => link(uri, 'skos:member', vocabulary.concept(id)?.uri ?? ''))
];

/** Deprecated concepts too: who knows their addresses learns what became of them. */
export const vocabularyTriples = (vocabulary: Vocabulary, title: Words, dates: (uri: string) => Dates = () => noDates): Triple[] => [
	...schemeTriples(vocabulary, title),
	...[...vocabulary.concepts, ...vocabulary.deprecated].flatMap((concept) => conceptTriples(vocabulary, concept, dates(concept.uri))),
	...vocabulary.groups.flatMap((group) => groupTriples(vocabulary, group))
];

const written =
	(write: typeof turtle) =>
	(triples: readonly Triple[]): string =>
		write({ prefixes, triples });

/** Media types in the order of preference where a caller takes anything. */
export const graphTypes = {
	'text/turtle': written(turtle),
	'application/rdf+xml': written(rdfXml),
	'application/ld+json': written(shortJson),
	'application/json': written(shortJson),
	'application/n-triples': written(ntriples)
} as const;
export type GraphType = keyof typeof graphTypes;

/** How the name of a file in each shape ends. */
export const graphEndings = {
	ttl: 'text/turtle',
	rdf: 'application/rdf+xml',
	jsonld: 'application/ld+json',
	json: 'application/json',
	nt: 'application/n-triples'
} as const satisfies Record<string, GraphType>;

export const isGraphType = (type: string): type is GraphType => Object.hasOwn(graphTypes, type);
