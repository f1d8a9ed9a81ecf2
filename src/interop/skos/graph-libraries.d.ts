// SPDX-License-Identifier: Apache-2.0
// What we use of libraries for graphs that bring no types.
declare module 'n3' {
	interface Term {
		termType: string;
		value: string;
		language?: string;
		datatype?: Term;
	}
	interface Quad {
		subject: Term;
		predicate: Term;
		object: Term;
	}
	interface Token {
		line: number;
	}
	type OnToken = (fault: Error | null, token: Token) => void;
	export class Lexer {
		tokenize(input: string, callback: OnToken): void;
	}
	export class Parser {
		constructor(options?: { format?: string; baseIRI?: string; lexer?: { tokenize(input: string, callback: OnToken): void } });
		parse(text: string, callback: (fault: Error | null, quad: Quad | null) => void): void;
		parse(text: string): Quad[];
	}
	export class Store implements Iterable<Quad> {
		constructor(quads?: Quad[]);
		[Symbol.iterator](): Iterator<Quad>;
	}
}

declare module 'jsonld' {
	interface Options {
		format?: string;
		documentLoader?: (url: string) => Promise<never>;
	}
	const jsonld: { toRDF(document: unknown, options: Options): Promise<unknown> };
	export default jsonld;
}

declare module 'rdf-validate-shacl' {
	interface Result {
		path?: { value: string } | null;
		focusNode?: { value: string } | null;
		message: { value: string }[];
		sourceConstraintComponent?: { value: string } | null;
	}
	export default class SHACLValidator {
		constructor(shapes: unknown);
		validate(data: unknown): Promise<{ conforms: boolean; results: Result[] }>;
	}
}
