// SPDX-License-Identifier: Apache-2.0
// Every shape of the graph, read by libraries of others, holds the same triples.
import jsonld from 'jsonld';
import { Parser } from 'n3';
import { Readable } from 'node:stream';
import { RdfXmlParser } from 'rdfxml-streaming-parser';
import { expect, test } from 'vitest';
import type { Triple } from '../rdf/graph.ts';
import { graphTypes } from './graph.ts';

const at = 'https://exchange.test/concepts/mercury';
const nasty = 'a "quoted" <b>&amp;\\ \u202eword\nin two lines';
const triples: Triple[] = [
	{ subject: { uri: `${at}/one` }, predicate: 'rdf:type', value: { uri: 'http://www.w3.org/2004/02/skos/core#Concept' } },
	{ subject: { uri: `${at}/one` }, predicate: 'skos:prefLabel', value: { text: nasty, language: 'en' } },
	{ subject: { uri: `${at}/one` }, predicate: 'skos:prefLabel', value: { text: 'الزئبق', language: 'ar' } },
	{ subject: { uri: `${at}/one` }, predicate: 'skos:notation', value: { text: '7' } },
	{ subject: { uri: `${at}/one` }, predicate: 'skos:broader', value: { uri: `${at}/two?a=1&b=2` } },
	{ subject: { uri: `${at}/two?a=1&b=2` }, predicate: 'skos:narrower', value: { uri: `${at}/one` } }
];

interface Term {
	value: string;
	language?: string;
}
const plain = (quads: Iterable<{ subject: Term; predicate: Term; object: Term }>): string[] =>
	[...quads].map(({ subject, predicate, object }) => [subject.value, predicate.value, object.value, object.language ?? ''].join(' | ')).toSorted();

const spaces: Record<string, string> = { rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#', skos: 'http://www.w3.org/2004/02/skos/core#' };
const wanted = triples
	.map(({ subject, predicate, value }) => {
		const [space = '', name = ''] = predicate.split(':');
		const [told, language] = 'text' in value ? [value.text, value.language ?? ''] : ['uri' in value ? value.uri : value.node, ''];
		return ['uri' in subject ? subject.uri : subject.node, `${spaces[space]}${name}`, told, language].join(' | ');
	})
	.toSorted();

test('Turtle and N-Triples', () => {
	expect(plain(new Parser({ format: 'text/turtle' }).parse(graphTypes['text/turtle'](triples)))).toEqual(wanted);
	expect(plain(new Parser({ format: 'application/n-triples' }).parse(graphTypes['application/n-triples'](triples)))).toEqual(wanted);
});

test('RDF/XML', async () => {
	const quads = await Array.fromAsync(Readable.from([graphTypes['application/rdf+xml'](triples)]).pipe(new RdfXmlParser()));
	expect(plain(quads as never)).toEqual(wanted);
});

test('JSON-LD', async () => {
	const nquads = (await jsonld.toRDF(JSON.parse(graphTypes['application/ld+json'](triples)), { format: 'application/n-quads' })) as string;
	expect(plain(new Parser({ format: 'application/n-quads' }).parse(nquads))).toEqual(wanted);
});

test('JSON with the short names of Skosmos, one value without a list', () => {
	const { graph } = JSON.parse(graphTypes['application/json'](triples)) as { graph: { uri: string; type: string; prefLabel: unknown }[] };
	expect(graph.find(({ type }) => type === 'skos:Concept')).toMatchObject({
		uri: `${at}/one`,
		broader: { uri: `${at}/two?a=1&b=2` },
		'skos:notation': '7'
	});
	expect(graph.flatMap(({ prefLabel }) => prefLabel ?? [])).toContainEqual({ lang: 'ar', value: 'الزئبق' });
	expect(graphTypes['application/json'](triples)).toBe(graphTypes['application/ld+json'](triples));
});
