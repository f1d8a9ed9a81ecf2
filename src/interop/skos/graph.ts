// SPDX-License-Identifier: Apache-2.0
// A vocabulary, or a concept of it, as an RDF graph in SKOS, and the graph as Turtle, RDF/XML, JSON-LD, RDF/JSON and N-Triples. Pure. The graph holds
// addresses and texts with a language, no more, so that each shape is written in a few lines.
import { languages } from '#text/languages.ts';
import type { Words } from '#text/words.ts';
import { xml } from '../feeds/xml.ts';
import type { Concept, Group, Vocabulary } from './vocabulary.ts';

const namespaces = {
	rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
	skos: 'http://www.w3.org/2004/02/skos/core#',
	dct: 'http://purl.org/dc/terms/',
	owl: 'http://www.w3.org/2002/07/owl#',
	xsd: 'http://www.w3.org/2001/XMLSchema#'
} as const;
type Name = `${keyof typeof namespaces}:${string}`;

/** An address, or a text: in a language, of a type, or neither. */
export type Value = { uri: string } | { text: string; language: string | null; type?: Name };
export interface Triple {
	subject: string;
	predicate: Name;
	value: Value;
}

const expand = (name: Name): string => {
	const [space, local] = name.split(':') as [keyof typeof namespaces, string];
	return namespaces[space] + local;
};

/** When something was made and last changed, where that is known. */
export interface Dates {
	created: Date | null;
	modified: Date | null;
}
export const noDates: Dates = { created: null, modified: null };

const texts = (subject: string, predicate: Name, words: Words): Triple[] =>
	languages.flatMap((language) => (words[language] ? [{ subject, predicate, value: { text: words[language], language } }] : []));

const link = (subject: string, predicate: Name, uri: string): Triple => ({ subject, predicate, value: { uri } });

const moment = (subject: string, predicate: Name, at: Date | null): Triple[] =>
	at ? [{ subject, predicate, value: { text: at.toISOString(), language: null, type: 'xsd:dateTime' } }] : [];

const labels = (subject: string, predicate: Name, of: Concept['altLabel']): Triple[] =>
	languages.flatMap((language) => (of[language] ?? []).map((text): Triple => ({ subject, predicate, value: { text, language } })));

export function conceptTriples(vocabulary: Vocabulary, concept: Concept, { created, modified }: Dates = noDates): Triple[] {
	const { uri } = concept;
	const to = (id: string) => vocabulary.concept(id)?.uri ?? '';
	return [
		link(uri, 'rdf:type', expand('skos:Concept')),
		link(uri, 'skos:inScheme', vocabulary.uri),
		...(concept.broader.length || concept.deprecated ? [] : [link(uri, 'skos:topConceptOf', vocabulary.uri)]),
		...texts(uri, 'skos:prefLabel', concept.prefLabel),
		...labels(uri, 'skos:altLabel', concept.altLabel),
		...labels(uri, 'skos:hiddenLabel', concept.hiddenLabel),
		...texts(uri, 'skos:definition', concept.definition),
		...(concept.notation ? [{ subject: uri, predicate: 'skos:notation', value: { text: concept.notation, language: null } } as const] : []),
		...concept.broader.map((id) => link(uri, 'skos:broader', to(id))),
		...concept.narrower.map((id) => link(uri, 'skos:narrower', to(id))),
		...concept.related.map((id) => link(uri, 'skos:related', to(id))),
		// A concept of another scheme is matched; skos:related is for the same scheme.
		...concept.belongs.map((other) => link(uri, 'skos:relatedMatch', other)),
		...concept.matches.map((match) => link(uri, `skos:${match.relation}Match`, match.uri)),
		...(concept.deprecated
			? [{ subject: uri, predicate: 'owl:deprecated', value: { text: 'true', language: null, type: 'xsd:boolean' } } as const]
			: []),
		...(concept.replacedBy ? [link(uri, 'dct:isReplacedBy', concept.replacedBy)] : []),
		...moment(uri, 'dct:created', created),
		...moment(uri, 'dct:modified', modified)
	];
}

export const schemeTriples = (vocabulary: Vocabulary, title: Words): Triple[] => [
	link(vocabulary.uri, 'rdf:type', expand('skos:ConceptScheme')),
	...texts(vocabulary.uri, 'dct:title', title),
	...texts(vocabulary.uri, 'skos:prefLabel', title),
	...vocabulary.top.map((concept) => link(vocabulary.uri, 'skos:hasTopConcept', concept.uri))
];

export const groupTriples = (vocabulary: Vocabulary, { uri, prefLabel, notation, members }: Group): Triple[] => [
	link(uri, 'rdf:type', expand('skos:Collection')),
	link(uri, 'skos:inScheme', vocabulary.uri),
	...texts(uri, 'skos:prefLabel', prefLabel),
	{ subject: uri, predicate: 'skos:notation', value: { text: notation, language: null } },
	...members.map((id) => link(uri, 'skos:member', vocabulary.concept(id)?.uri ?? ''))
];

/** Deprecated concepts too: who knows their addresses learns what became of them. */
export const vocabularyTriples = (vocabulary: Vocabulary, title: Words, dates: (uri: string) => Dates = () => noDates): Triple[] => [
	...schemeTriples(vocabulary, title),
	...[...vocabulary.concepts, ...vocabulary.deprecated].flatMap((concept) => conceptTriples(vocabulary, concept, dates(concept.uri))),
	...vocabulary.groups.flatMap((group) => groupTriples(vocabulary, group))
];

const bySubject = (triples: readonly Triple[]): [string, Triple[]][] => [...Map.groupBy(triples, ({ subject }) => subject)];

/** A text between quotes, as Turtle and N-Triples write it. */
const quoted = (text: string): string =>
	`"${text
		.toWellFormed()
		.replaceAll('\\', '\\\\')
		.replaceAll('"', '\\"')
		// eslint-disable-next-line no-control-regex
		.replace(/[\u0000-\u001f\u007f]/g, (sign) => `\\u${sign.codePointAt(0)?.toString(16).padStart(4, '0')}`)}"`;

const iri = (uri: string): string => `<${uri.replace(/[\u0000-\u0020<>"{}|^`\\]/g, encodeURIComponent)}>`; // eslint-disable-line no-control-regex

const written = (value: Value): string =>
	'uri' in value ? iri(value.uri) : quoted(value.text) + (value.language ? `@${value.language}` : value.type ? `^^${iri(expand(value.type))}` : '');

function turtle(triples: readonly Triple[]): string {
	const heads = Object.entries(namespaces).map(([name, uri]) => `@prefix ${name}: <${uri}> .`);
	const blocks = bySubject(triples).map(([subject, of]) => {
		const lines = [...Map.groupBy(of, ({ predicate }) => predicate)].map(
			([predicate, each]) => `${predicate === 'rdf:type' ? 'a' : predicate} ${each.map(({ value }) => written(value)).join(', ')}`
		);
		return `${iri(subject)} ${lines.join(' ;\n\t')} .`;
	});
	return `${[heads.join('\n'), ...blocks].join('\n\n')}\n`;
}

const ntriples = (triples: readonly Triple[]): string =>
	triples.map(({ subject, predicate, value }) => `${iri(subject)} <${expand(predicate)}> ${written(value)} .\n`).join('');

function rdfXml(triples: readonly Triple[]): string {
	const spaces = Object.entries(namespaces).map(([name, uri]) => ` xmlns:${name}="${uri}"`);
	const nodes = bySubject(triples).map(([subject, of]) => {
		const parts = of.map(({ predicate, value }) =>
			'uri' in value
				? `<${predicate} rdf:resource="${xml(value.uri)}"/>`
				: `<${predicate}${value.language ? ` xml:lang="${value.language}"` : value.type ? ` rdf:datatype="${expand(value.type)}"` : ''}>${xml(value.text)}</${predicate}>`
		);
		return `<rdf:Description rdf:about="${xml(subject)}">\n\t${parts.join('\n\t')}\n</rdf:Description>`;
	});
	return `<?xml version="1.0" encoding="utf-8"?>\n<rdf:RDF${spaces.join('')}>\n${nodes.join('\n')}\n</rdf:RDF>\n`;
}

function jsonLd(triples: readonly Triple[]): string {
	const graph = bySubject(triples).map(([subject, of]) => ({
		'@id': subject,
		...Object.fromEntries(
			[...Map.groupBy(of, ({ predicate }) => predicate)].map(([predicate, each]) =>
				predicate === 'rdf:type'
					? ['@type', each.flatMap(({ value }) => ('uri' in value ? [value.uri] : []))]
					: [
							predicate,
							each.map(({ value }) =>
								'uri' in value
									? { '@id': value.uri }
									: { '@value': value.text, ...(value.language ? { '@language': value.language } : value.type ? { '@type': value.type } : {}) }
							)
						]
			)
		)
	}));
	return JSON.stringify({ '@context': namespaces, '@graph': graph });
}

function rdfJson(triples: readonly Triple[]): string {
	const said = (value: Value) =>
		'uri' in value
			? { type: 'uri', value: value.uri }
			: {
					type: 'literal',
					value: value.text,
					...(value.language ? { lang: value.language } : value.type ? { datatype: expand(value.type) } : {})
				};
	return JSON.stringify(
		Object.fromEntries(
			bySubject(triples).map(([subject, of]) => [
				subject,
				Object.fromEntries(
					[...Map.groupBy(of, ({ predicate }) => predicate)].map(([predicate, each]) => [expand(predicate), each.map(({ value }) => said(value))])
				)
			])
		)
	);
}

/** Media types in the order of preference where a caller takes anything. */
export const graphTypes = {
	'text/turtle': turtle,
	'application/rdf+xml': rdfXml,
	'application/ld+json': jsonLd,
	'application/json': rdfJson,
	'application/n-triples': ntriples
} as const satisfies Record<string, (triples: readonly Triple[]) => string>;
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
