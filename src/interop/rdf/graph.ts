// SPDX-License-Identifier: Apache-2.0
// A graph of RDF as Turtle, N-Triples, RDF/XML and JSON-LD. Pure; knows no vocabulary: whoever makes the triples brings the prefixes of theirs.
import { xml } from '../feeds/xml.ts';

/** An address, a node without one, or a text: in a language, of a type, or neither. Names are written `prefix:local`. */
export type Value = { uri: string } | { node: string } | { text: string; language?: string | undefined; type?: string };

export interface Triple {
	/** An address, or the name of a node without one. */
	subject: { uri: string } | { node: string };
	predicate: string;
	value: Value;
}

/** Prefixes and the addresses that they stand for; `rdf` is always known. */
export type Prefixes = Readonly<Record<string, string>>;

const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';

export interface Graph {
	prefixes: Prefixes;
	triples: readonly Triple[];
}

export function expand(name: string, prefixes: Prefixes): string {
	const at = name.indexOf(':');
	const space = name.slice(0, at) === 'rdf' ? rdf : prefixes[name.slice(0, at)];
	if (space === undefined) throw new Error(`the prefix of ${name} is not known`);
	return space + name.slice(at + 1);
}

const keyOf = (subject: Triple['subject']): string => ('uri' in subject ? subject.uri : `_:${subject.node}`);
const bySubject = (triples: readonly Triple[]): Triple[][] => [...Map.groupBy(triples, ({ subject }) => keyOf(subject)).values()];
const byPredicate = (triples: readonly Triple[]): [string, Triple[]][] => [...Map.groupBy(triples, ({ predicate }) => predicate)];

/** Signs that stand for themselves nowhere in an address of RDF. */
// eslint-disable-next-line no-control-regex
export const address = (uri: string): string => uri.toWellFormed().replace(/[\u0000-\u0020<>"{}|^`\\]/g, encodeURIComponent);

const quoted = (text: string): string =>
	`"${text
		.toWellFormed()
		.replaceAll('\\', '\\\\')
		.replaceAll('"', '\\"')
		// eslint-disable-next-line no-control-regex
		.replace(/[\u0000-\u001f\u007f]/g, (sign) => `\\u${sign.codePointAt(0)?.toString(16).padStart(4, '0')}`)}"`;

const named = (subject: Triple['subject']): string => ('uri' in subject ? `<${address(subject.uri)}>` : `_:${subject.node}`);

/** As Turtle and N-Triples write it. */
function term(value: Value, prefixes: Prefixes): string {
	if (!('text' in value)) return named(value);
	if (value.language) return `${quoted(value.text)}@${value.language}`;
	return quoted(value.text) + (value.type ? `^^<${expand(value.type, prefixes)}>` : '');
}

export const ntriples = ({ prefixes, triples }: Graph): string =>
	triples.map(({ subject, predicate, value }) => `${named(subject)} <${expand(predicate, prefixes)}> ${term(value, prefixes)} .\n`).join('');

export function turtle({ prefixes, triples }: Graph): string {
	const heads = Object.entries({ rdf, ...prefixes }).map(([name, uri]) => `@prefix ${name}: <${uri}> .`);
	const blocks = bySubject(triples).map((of) => {
		const lines = byPredicate(of).map(
			([predicate, each]) => `${predicate === 'rdf:type' ? 'a' : predicate} ${each.map(({ value }) => term(value, prefixes)).join(', ')}`
		);
		return `${named((of[0] as Triple).subject)} ${lines.join(' ;\n\t')} .`;
	});
	return `${[heads.join('\n'), ...blocks].join('\n\n')}\n`;
}

export function rdfXml({ prefixes, triples }: Graph): string {
	const spaces = Object.entries({ rdf, ...prefixes }).map(([name, uri]) => ` xmlns:${name}="${uri}"`);
	const part = ({ predicate, value }: Triple): string => {
		if ('uri' in value) return `<${predicate} rdf:resource="${xml(address(value.uri))}"/>`;
		if ('node' in value) return `<${predicate} rdf:nodeID="${value.node}"/>`;
		const about = value.language ? ` xml:lang="${value.language}"` : value.type ? ` rdf:datatype="${expand(value.type, prefixes)}"` : '';
		return `<${predicate}${about}>${xml(value.text)}</${predicate}>`;
	};
	const nodes = bySubject(triples).map((of) => {
		const { subject } = of[0] as Triple;
		const about = 'uri' in subject ? `rdf:about="${xml(address(subject.uri))}"` : `rdf:nodeID="${subject.node}"`;
		return `<rdf:Description ${about}>\n\t${of.map(part).join('\n\t')}\n</rdf:Description>`;
	});
	return `<?xml version="1.0" encoding="utf-8"?>\n<rdf:RDF${spaces.join('')}>\n${nodes.join('\n')}\n</rdf:RDF>\n`;
}

export function jsonLd({ prefixes, triples }: Graph): string {
	const said = (value: Value) => {
		if ('uri' in value) return { '@id': address(value.uri) };
		if ('node' in value) return { '@id': `_:${value.node}` };
		return {
			'@value': value.text.toWellFormed(),
			...(value.language ? { '@language': value.language } : value.type ? { '@type': expand(value.type, prefixes) } : {})
		};
	};
	const graph = bySubject(triples).map((of) => ({
		'@id': 'uri' in (of[0] as Triple).subject ? address(keyOf((of[0] as Triple).subject)) : keyOf((of[0] as Triple).subject),
		...Object.fromEntries(
			byPredicate(of).map(([predicate, each]) =>
				predicate === 'rdf:type'
					? ['@type', each.flatMap(({ value }) => ('uri' in value ? [address(value.uri)] : []))]
					: [predicate, each.map(({ value }) => said(value))]
			)
		)
	}));
	return JSON.stringify({ '@context': prefixes, '@graph': graph });
}

/** Endings, media types and writers, in the order of preference where a caller takes anything. */
export const graphFormats = {
	ttl: { type: 'text/turtle', write: turtle },
	rdf: { type: 'application/rdf+xml', write: rdfXml },
	jsonld: { type: 'application/ld+json', write: jsonLd }
} as const;
export type GraphFormat = keyof typeof graphFormats;

export const isGraphFormat = (format: string): format is GraphFormat => Object.hasOwn(graphFormats, format);
