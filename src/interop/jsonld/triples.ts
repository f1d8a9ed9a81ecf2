// SPDX-License-Identifier: Apache-2.0
// A description in schema.org as a graph: the same statements that a reader of its JSON-LD makes of it with the context of schema.org. Pure.
import type { Graph, Triple, Value } from '../rdf/graph.ts';

const prefixes = {
	schema: 'http://schema.org/',
	dct: 'http://purl.org/dc/terms/',
	xsd: 'http://www.w3.org/2001/XMLSchema#'
} as const;

/** What the context of schema.org takes for an address, and for a day. */
const links = new Set(['url', 'contentUrl', 'license', 'isReplacedBy']);
const days = new Set(['dateCreated', 'datePublished', 'dateModified', 'expires']);

type Node = { [key: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

export function descriptionGraph(description: Node): Graph {
	const triples: Triple[] = [];
	let nodes = 0;
	const subjectOf = (node: Node): Triple['subject'] => (typeof node['@id'] === 'string' ? { uri: node['@id'] } : { node: `n${(nodes += 1)}` });

	function valueOf(key: string, value: unknown): Value | undefined {
		if (isNode(value)) {
			if (typeof value['@value'] === 'string') return { text: value['@value'], language: value['@language'] as string | undefined };
			const subject = subjectOf(value);
			describe(subject, value);
			return subject;
		}
		if (typeof value === 'boolean') return { text: String(value), type: 'xsd:boolean' };
		if (typeof value === 'number') return { text: String(value), type: Number.isInteger(value) ? 'xsd:integer' : 'xsd:double' };
		if (typeof value !== 'string') return undefined;
		if (links.has(key) && /^https?:\/\//.test(value)) return { uri: value };
		return days.has(key) ? { text: value, type: 'schema:Date' } : { text: value };
	}

	function describe(subject: Triple['subject'], node: Node): void {
		const type = node['@type'];
		if (typeof type === 'string') triples.push({ subject, predicate: 'rdf:type', value: { uri: prefixes.schema + type } });
		for (const [key, values] of Object.entries(node)) {
			if (key.startsWith('@')) continue;
			const predicate = key === 'isReplacedBy' ? 'dct:isReplacedBy' : `schema:${key}`;
			for (const each of Array.isArray(values) ? values : [values]) {
				const value = valueOf(key, each);
				if (value) triples.push({ subject, predicate, value });
			}
		}
	}
	describe(subjectOf(description), description);
	return { prefixes, triples };
}
