// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { chanceFrom } from '../../../../test/ground/chance.ts';
import { type GraphFormat, readGraph } from './read-graph.ts';

const files: Record<GraphFormat, string> = {
	turtle: `@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@base <http://example.org/> .
<a> a skos:Concept ; skos:prefLabel "Mercury"@en, "汞"@zh ; skos:broader [ skos:note """two
lines""" ] ; skos:member ( <b> <c> 1 2.5 true ) .
_:b1 skos:altLabel 'x'^^<http://example.org/t> .`,
	'rdf-xml': `<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#" xml:base="http://example.org/">
<skos:Concept rdf:about="a"><skos:prefLabel xml:lang="en">Mercury &amp; others</skos:prefLabel><skos:broader rdf:resource="b"/>
<skos:member rdf:parseType="Collection"><rdf:Description rdf:ID="q"/></skos:member></skos:Concept>
</rdf:RDF>`,
	'json-ld': `{"@context":{"skos":"http://www.w3.org/2004/02/skos/core#","label":{"@id":"skos:prefLabel","@container":"@language"}},
"@graph":[{"@id":"http://example.org/a","@type":"skos:Concept","label":{"en":"Mercury"},"skos:broader":{"@id":"http://example.org/b"}}]}`
};

test.each(Object.entries(files) as [GraphFormat, string][])('a file that is whole, as %s', async (format, text) => {
	const { triples, fault } = await readGraph(text, format);
	expect(fault).toBeNull();
	expect(triples.some(({ object }) => object.value.startsWith('Mercury') && object.language === 'en')).toBe(true);
});

test('a file that makes the parser itself fail is told with its line, and ends nothing else', async () => {
	const { triples, fault } = await readGraph('<a:a> <a:b> <a:c> .\n@prefix skos: <ht@tp://example.org/> .\n', 'turtle');
	expect(triples).toHaveLength(1);
	expect(fault).toMatchObject({ code: 'syntax', line: 2 });
});

test('files changed anywhere are read or told to be wrong, whatever stands in them', async () => {
	const faults: unknown[] = [];
	const note = (fault: unknown) => faults.push(fault);
	process.on('uncaughtException', note).on('unhandledRejection', note);
	const bits = [
		'<',
		'>',
		'"',
		'"""',
		'[',
		']',
		'(',
		'{',
		'}',
		'@',
		'@prefix',
		'\\u',
		'\0',
		'\ud800',
		':',
		';',
		'.',
		'^^',
		'&',
		']]>',
		'<!--',
		'</',
		'<<',
		'@id',
		'1e999'
	];
	const chance = chanceFrom(11);
	const below = (most: number) => Math.floor(chance() * most);
	for (const [format, whole] of Object.entries(files) as [GraphFormat, string][])
		for (let run = 0; run < 300; run += 1) {
			let text = whole;
			for (let change = 0; change <= below(3); change += 1) {
				const at = below(text.length);
				const how = chance();
				text = how < 0.2 ? text.slice(0, at) : text.slice(0, at) + (how < 0.7 ? (bits[below(bits.length)] ?? '') : '') + text.slice(at + below(12));
			}
			const { fault } = await readGraph(text, format);
			if (fault) expect(['syntax', 'remote-context']).toContain(fault.code);
		}
	await new Promise((turn) => setImmediate(turn));
	process.off('uncaughtException', note).off('unhandledRejection', note);
	expect(faults).toEqual([]);
});
