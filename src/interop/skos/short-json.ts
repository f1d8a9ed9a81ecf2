// SPDX-License-Identifier: Apache-2.0
// A graph in JSON-LD with the short names that Skosmos gives its data: its clients read `graph`, `uri`, `prefLabel` and the like without looking into the
// context. What is said once stands without a list, as they take it. Pure.
import { address, expand, type Graph, type Prefixes, type Triple, type Value } from '../rdf/graph.ts';

const keywords = { uri: '@id', type: '@type', lang: '@language', value: '@value', graph: '@graph' } as const;
const short = [
	...['prefLabel', 'altLabel', 'hiddenLabel', 'broader', 'narrower', 'related', 'inScheme'],
	...['exactMatch', 'closeMatch', 'broadMatch', 'narrowMatch', 'relatedMatch']
];
const names = new Map(short.map((name) => [`skos:${name}`, name]));

const oneOrMany = <T>(values: readonly T[]): T | readonly T[] => (values.length === 1 ? (values[0] as T) : values);

/** An address with one of the prefixes, where it begins as one of them. */
function shortened(uri: string, prefixes: Prefixes): string {
	const found = Object.entries(prefixes).find(([, space]) => uri.startsWith(space));
	return found ? `${found[0]}:${uri.slice(found[1].length)}` : uri;
}

function said(value: Value, prefixes: Prefixes): object | string {
	if ('uri' in value) return { uri: address(value.uri) };
	if ('node' in value) return { uri: `_:${value.node}` };
	const text = value.text.toWellFormed();
	if (value.language) return { lang: value.language, value: text };
	return value.type ? { type: expand(value.type, prefixes), value: text } : text;
}

const typeOf = ({ value }: Triple, prefixes: Prefixes): string[] => ('uri' in value ? [shortened(address(value.uri), prefixes)] : []);

export function shortJson({ prefixes, triples }: Graph): string {
	const nodes = Map.groupBy(triples, ({ subject }) => ('uri' in subject ? address(subject.uri) : `_:${subject.node}`));
	const graph = [...nodes].map(([uri, of]) => ({
		uri,
		...Object.fromEntries(
			[...Map.groupBy(of, ({ predicate }) => predicate)].map(([predicate, each]) =>
				predicate === 'rdf:type'
					? ['type', oneOrMany(each.flatMap((triple) => typeOf(triple, prefixes)))]
					: [names.get(predicate) ?? predicate, oneOrMany(each.map(({ value }) => said(value, prefixes)))]
			)
		)
	}));
	const context = { ...prefixes, ...keywords, ...Object.fromEntries([...names].map(([predicate, name]) => [name, predicate])) };
	return JSON.stringify({ '@context': context, graph });
}
