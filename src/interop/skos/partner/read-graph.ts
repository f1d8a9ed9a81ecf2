// SPDX-License-Identifier: Apache-2.0
// Reads the triples of a partner's file, each with the line that it stands in where the format has lines. Fetches nothing: a file that needs rules from
// elsewhere is told so. Libraries are heavy and loaded when a file comes.
export type GraphFormat = 'turtle' | 'rdf-xml' | 'json-ld';

export interface Term {
	kind: 'address' | 'blank' | 'text';
	value: string;
	language: string;
}
export interface Read {
	subject: Term;
	predicate: string;
	object: Term;
	/** null where the format has no lines. */
	line: number | null;
}
export interface SyntaxFault {
	code: 'syntax' | 'remote-context';
	line: number | null;
	values: { message?: string; value?: string };
}

interface RdfTerm {
	termType: string;
	value: string;
	language?: string;
}
const kinds: Record<string, Term['kind']> = { NamedNode: 'address', BlankNode: 'blank', Literal: 'text' };
const term = ({ termType, value, language }: RdfTerm): Term => ({ kind: kinds[termType] ?? 'text', value, language: language ?? '' });
const read = (quad: { subject: RdfTerm; predicate: RdfTerm; object: RdfTerm }, line: number | null): Read => ({
	subject: term(quad.subject),
	predicate: quad.predicate.value,
	object: term(quad.object),
	line
});

/** What a file is: by its name, else by how it begins. */
export function formatOf(name: string, text: string): GraphFormat {
	const ending = /\.(\w+)$/.exec(name.toLowerCase())?.[1] ?? '';
	if (['rdf', 'xml', 'owl'].includes(ending)) return 'rdf-xml';
	if (['jsonld', 'json'].includes(ending)) return 'json-ld';
	if (['ttl', 'nt', 'n3', 'turtle'].includes(ending)) return 'turtle';
	const start = text.trimStart().slice(0, 200);
	return /^[[{]/.test(start) ? 'json-ld' : /^<(\?xml|!DOCTYPE|rdf:|!--)/i.test(start) ? 'rdf-xml' : 'turtle';
}

/** All triples up to the first fault, if there is one. */
export async function readGraph(text: string, format: GraphFormat): Promise<{ triples: Read[]; fault: SyntaxFault | null }> {
	const plain = text.replace(/^\ufeff/, '');
	if (format === 'turtle') return readTurtle(plain);
	return format === 'rdf-xml' ? readXml(plain) : readJson(plain);
}

const messageOf = (fault: unknown): string => (fault instanceof Error ? fault.message : String(fault));
const short = (fault: unknown): string => messageOf(fault).replace(/\s+/g, ' ').slice(0, 200);

/** In the line that the fault itself names, or else where reading was. */
const syntax = (fault: unknown, named: RegExp, line: number): SyntaxFault => ({
	code: 'syntax',
	line: Number(named.exec(messageOf(fault))?.[1] ?? line),
	values: { message: short(fault) }
});

async function readTurtle(text: string): Promise<{ triples: Read[]; fault: SyntaxFault | null }> {
	const { Lexer, Parser } = await import('n3');
	const triples: Read[] = [];
	let line = 1;
	return new Promise((resolve) => {
		const stop = (fault: unknown) => resolve({ triples, fault: syntax(fault, /on line (\d+)/, line) });
		const inner = new Lexer();
		const lexer = {
			tokenize: (input: string, callback: Parameters<InstanceType<typeof Lexer>['tokenize']>[1]) =>
				inner.tokenize(input, (fault, token) => {
					if (token) ({ line } = token);
					// Some files make the parser itself fail, where nobody but this waits for it; the whole process would end.
					try {
						callback(fault, token);
					} catch (thrown) {
						stop(thrown);
					}
				})
		};
		new Parser({ lexer }).parse(text, (fault, quad) => {
			if (fault) stop(fault);
			else if (quad) triples.push(read(quad, line));
			else resolve({ triples, fault: null });
		});
	});
}

async function readXml(text: string): Promise<{ triples: Read[]; fault: SyntaxFault | null }> {
	const { RdfXmlParser } = await import('rdfxml-streaming-parser');
	const triples: Read[] = [];
	const parser = new RdfXmlParser();
	let line = 1;
	return new Promise((resolve) => {
		parser.on('data', (quad: Parameters<typeof read>[0]) => triples.push(read(quad, line)));
		const stop = (fault: unknown) => resolve({ triples, fault: syntax(fault, /^(?:Line )?(\d+):\d+/, line) });
		parser.on('error', stop);
		parser.on('end', () => resolve({ triples, fault: null }));
		feed().catch(stop);

		/** Line by line, and each one's triples taken before the next, so that they can be told where they stand. */
		async function feed(): Promise<void> {
			for (const each of text.split('\n')) {
				if (parser.destroyed) return;
				parser.write(`${each}\n`);
				if (parser.readableLength > 0) await new Promise((next) => setImmediate(next));
				line += 1;
			}
			parser.end();
		}
	});
}

async function readJson(text: string): Promise<{ triples: Read[]; fault: SyntaxFault | null }> {
	const [{ default: jsonld }, { Parser }] = await Promise.all([import('jsonld'), import('n3')]);
	let document: unknown;
	try {
		document = JSON.parse(text);
	} catch (fault) {
		const at = Number(/position (\d+)/.exec(short(fault))?.[1] ?? Number.NaN);
		const line = Number.isNaN(at) ? null : text.slice(0, at).split('\n').length;
		return { triples: [], fault: { code: 'syntax', line, values: { message: short(fault) } } };
	}
	let remote: string | null = null;
	try {
		const quads = (await jsonld.toRDF(document, {
			format: 'application/n-quads',
			documentLoader: (url) => {
				remote = url;
				return Promise.reject(new Error('nothing is fetched'));
			}
		})) as string;
		return { triples: new Parser({ format: 'application/n-quads' }).parse(quads).map((quad) => read(quad, null)), fault: null };
	} catch (fault) {
		return remote === null
			? { triples: [], fault: { code: 'syntax', line: null, values: { message: short(fault) } } }
			: { triples: [], fault: { code: 'remote-context', line: null, values: { value: remote } } };
	}
}
