// SPDX-License-Identifier: Apache-2.0
// RDF in every shape, by parsers of others; each term is one that its vocabulary has, each value of the type that it says; schema.org by a validator for
// search engines; and the thesaurus by a client of Skosmos.
import { Readable } from 'node:stream';
import { cdk, SkosmosApiProvider, type Thing } from 'cocoda-sdk';
import jsonld from 'jsonld';
import { Parser, type Quad } from 'n3';
import { validateTerm } from 'rdf-validate-datatype';
import { RdfXmlParser } from 'rdfxml-streaming-parser';
import { expect, test } from 'vitest';
import { languages } from '#text/languages.ts';
import type { Outlets } from './outlets.ts';
import { misunderstood } from './schema-org.ts';
import { vocabulary } from './vocabulary.ts';

const vocabularies = {
	dcat: 'http://www.w3.org/ns/dcat#',
	dcterms: 'http://purl.org/dc/terms/',
	skos: 'http://www.w3.org/2004/02/skos/core#',
	schema: 'http://schema.org/'
} as const;
const type = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';

/** New in DCAT 3: the package of the vocabulary is of version 2. */
const newer = ['DatasetSeries', 'inSeries', 'prev'].map((name) => vocabularies.dcat + name);

/** Terms that no vocabulary has, and values that are not what they say. */
function faultsIn(quads: readonly Quad[]): string[] {
	const faults: string[] = [];
	for (const [name, namespace] of Object.entries(vocabularies)) {
		const known = new Set([...vocabulary(name).map(({ subject }) => subject.value), ...newer]);
		const used = quads.flatMap(({ predicate, object }) => [predicate.value, ...(predicate.value === type ? [object.value] : [])]);
		for (const term of new Set(used.filter((each) => each.startsWith(namespace)))) if (!known.has(term)) faults.push(term);
	}
	for (const { object } of quads)
		if (object.termType === 'Literal' && !validateTerm(object as never)) faults.push(`${object.value} is no ${object.datatype?.value}`);
	return faults;
}

const fromTurtle = (text: string): Quad[] => new Parser({ format: 'Turtle' }).parse(text);
const fromXml = async (text: string): Promise<Quad[]> => (await Readable.from([text]).pipe(new RdfXmlParser()).toArray()) as Quad[];
const fromJson = async (text: string): Promise<Quad[]> =>
	new Parser({ format: 'N-Quads' }).parse(
		(await jsonld.toRDF(JSON.parse(text), { format: 'application/n-quads', documentLoader: nothing })) as unknown as string
	);
/** A document that needs another from elsewhere is not whole. */
const nothing = (url: string) => Promise.reject(new Error(`${url} is asked for`));
/** Nodes without an address have no name of their own. */
const written = (quads: readonly Quad[]): string[] =>
	quads
		.map((quad) =>
			[quad.subject, quad.predicate, quad.object]
				.map((term) => (term.termType === 'BlankNode' ? '_' : `${term.value} ${'language' in term ? `${term.language}${term.datatype?.value}` : ''}`))
				.join(' ')
		)
		.toSorted();

const records = ({ content }: Outlets) => [content.decision, content.programme, content.part];

export function graphs(outlets: () => Outlets): void {
	test.each(['/dcat', '/concepts/mercury', '/concepts/areas', '/concepts/articles', '/concepts/sectors', '/concepts/record-types'])(
		'%s says the same in Turtle, RDF/XML and JSON-LD, in terms that there are',
		async (path) => {
			const turtle = fromTurtle(await outlets().text(`${path}.ttl`));
			expect(turtle.length).toBeGreaterThan(50);
			expect(faultsIn(turtle)).toEqual([]);
			expect(written(await fromXml(await outlets().text(`${path}.rdf`)))).toEqual(written(turtle));
			expect(written(await fromJson(await outlets().text(`${path}.jsonld`)))).toEqual(written(turtle));
		}
	);

	test('records too', async () => {
		for (const id of records(outlets())) {
			const turtle = fromTurtle(await outlets().text(`/en/records/${id}/1/record.ttl`));
			expect(faultsIn(turtle), id).toEqual([]);
			expect(written(await fromXml(await outlets().text(`/en/records/${id}/1/record.rdf`)))).toEqual(written(turtle));
		}
	});

	test('a term that is not there, a value of another type and a broken document are found', async () => {
		const turtle = await outlets().text('/dcat.ttl');
		expect(faultsIn(fromTurtle(turtle.replaceAll('dcat:accessURL', 'dcat:accessUrl')))).toEqual(['http://www.w3.org/ns/dcat#accessUrl']);
		expect(faultsIn(fromTurtle(turtle.replace(/"[^"]*"(?=\^\^<[^>]*#dateTime>)/, '"yesterday"')))).toHaveLength(1);
		expect(() => fromTurtle(turtle.replace(' .\n', '\n'))).toThrow();
		await expect(fromXml((await outlets().text('/dcat.rdf')).replace('</rdf:Description>', '</rdf:Described>'))).rejects.toThrow();
	});

	test('records as schema.org, as a validator for search engines takes them', async () => {
		for (const id of records(outlets())) {
			const thing = JSON.parse(await outlets().text(`/en/records/${id}/1/record.jsonld`)) as { '@type': string };
			expect(await misunderstood(thing), id).toEqual([]);
			expect(await misunderstood({ ...thing, '@type': 'Reprt' }), id).not.toEqual([]);
			expect(await misunderstood({ ...thing, ...{ autor: 'Somebody' } }), id).not.toEqual([]);
		}
	});

	test('the thesaurus, as the Skosmos client of Cocoda goes through it', async () => {
		cdk.addProvider(SkosmosApiProvider);
		const { origin } = outlets();
		const scheme = { uri: `${origin}/concepts/mercury`, VOCID: 'mercury' };
		const client = cdk.initializeRegistry({ uri: `${origin}/rest`, provider: 'SkosmosApi', api: `${origin}/rest/v1/`, schemes: [scheme] });
		expect((await client.getSchemes())[0]).toMatchObject({ uri: scheme.uri, prefLabel: { en: 'Mercury concepts' } });
		const top = await client.getTop({ scheme });
		expect(top.length).toBeGreaterThan(3);
		const parent = top.find(({ narrower }) => narrower.length) as Thing;
		const [below] = (await client.getNarrower({ concept: parent })) as [Thing];
		const [child] = (await client.getConcepts({ concepts: [below] })) as [Thing];
		expect(child).toMatchObject({ uri: below.uri, broader: [{ uri: parent.uri, prefLabel: parent.prefLabel }] });
		expect(Object.keys(child.prefLabel).toSorted()).toEqual(languages);
		expect((await client.getAncestors({ concept: below })).map(({ uri }) => uri)).toContain(parent.uri);
		const found = await client.search({ search: 'mercury', scheme, limit: 5 });
		expect(found.length).toBeGreaterThan(0);
		expect((await client.suggest({ search: 'amalg', scheme, limit: 5 }))[1].length).toBeGreaterThan(0);
		expect(await client.getTypes({ scheme })).not.toEqual([]);
		await expect(client.getTop({ scheme: { uri: `${origin}/concepts/none`, VOCID: 'none' } })).rejects.toThrow();
	});
}
