// SPDX-License-Identifier: Apache-2.0
// A vocabulary, or a concept of it, as an RDF graph in SKOS, and the graph as Turtle, RDF/XML, JSON-LD, RDF/JSON and N-Triples. Pure. The graph holds
// addresses and texts with a language, no more, so that each shape is written in a few lines.
import { languages } from '#text/languages.ts';
import type { Words } from '#text/words.ts';
import { xml } from '../feeds/xml.ts';
import type { Concept, Vocabulary } from './vocabulary.ts';

const namespaces = {
	rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
	skos: 'http://www.w3.org/2004/02/skos/core#',
	dct: 'http://purl.org/dc/terms/'
} as const;
type Name = `${keyof typeof namespaces}:${string}`;

/** An address, or a text: in a language, or in none. */
export type Value = { uri: string } | { text: string; language: string | null };
export interface Triple {
	subject: string;
	predicate: Name;
	value: Value;
}

const expand = (name: Name): string => {
	const [space, local] = name.split(':') as [keyof typeof namespaces, string];
	return namespaces[space] + local;
};

const texts = (subject: string, predicate: Name, words: Words): Triple[] =>
	languages.flatMap((language) => (words[language] ? [{ subject, predicate, value: { text: words[language], language } }] : []));

const link = (subject: string, predicate: Name, uri: string): Triple => ({ subject, predicate, value: { uri } });

export function conceptTriples(vocabulary: Vocabulary, concept: Concept): Triple[] {
	const { uri } = concept;
	const to = (id: string) => vocabulary.concept(id)?.uri ?? '';
	return [
		link(uri, 'rdf:type', expand('skos:Concept')),
		link(uri, 'skos:inScheme', vocabulary.uri),
		...(concept.broader.length ? [] : [link(uri, 'skos:topConceptOf', vocabulary.uri)]),
		...texts(uri, 'skos:prefLabel', concept.prefLabel),
		...languages.flatMap((language) =>
			(concept.altLabel[language] ?? []).map((text): Triple => ({ subject: uri, predicate: 'skos:altLabel', value: { text, language } }))
		),
		...(concept.notation ? [{ subject: uri, predicate: 'skos:notation', value: { text: concept.notation, language: null } } as const] : []),
		...concept.broader.map((id) => link(uri, 'skos:broader', to(id))),
		...concept.narrower.map((id) => link(uri, 'skos:narrower', to(id))),
		// A concept of another scheme is matched; skos:related is for the same scheme.
		...concept.related.map((other) => link(uri, 'skos:relatedMatch', other))
	];
}

export const schemeTriples = (vocabulary: Vocabulary, title: Words): Triple[] => [
	link(vocabulary.uri, 'rdf:type', expand('skos:ConceptScheme')),
	...texts(vocabulary.uri, 'dct:title', title),
	...texts(vocabulary.uri, 'skos:prefLabel', title),
	...vocabulary.top.map((concept) => link(vocabulary.uri, 'skos:hasTopConcept', concept.uri))
];

export const vocabularyTriples = (vocabulary: Vocabulary, title: Words): Triple[] => [
	...schemeTriples(vocabulary, title),
	...vocabulary.concepts.flatMap((concept) => conceptTriples(vocabulary, concept))
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

const written = (value: Value): string => ('uri' in value ? iri(value.uri) : quoted(value.text) + (value.language ? `@${value.language}` : ''));

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
				: `<${predicate}${value.language ? ` xml:lang="${value.language}"` : ''}>${xml(value.text)}</${predicate}>`
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
								'uri' in value ? { '@id': value.uri } : { '@value': value.text, ...(value.language ? { '@language': value.language } : {}) }
							)
						]
			)
		)
	}));
	return JSON.stringify({ '@context': namespaces, '@graph': graph });
}

function rdfJson(triples: readonly Triple[]): string {
	const said = (value: Value) =>
		'uri' in value ? { type: 'uri', value: value.uri } : { type: 'literal', value: value.text, ...(value.language ? { lang: value.language } : {}) };
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

export const isGraphType = (type: string): type is GraphType => Object.hasOwn(graphTypes, type);
