// SPDX-License-Identifier: Apache-2.0
// The little that we use of checkers that come without types.

declare module 'odata-csdl' {
	export function xml2json(xml: string, options: { strict: boolean; messages: unknown[] }): Record<string, unknown>;
}

declare module 'datapackage' {
	export const Package: {
		load(
			descriptor: object,
			options?: { basePath: string; strict?: boolean }
		): Promise<{
			valid: boolean;
			errors: Error[];
			resources: { name: string; tabular: boolean; read(options: { keyed: boolean }): Promise<object[]> }[];
		}>;
	};
}

declare module '@adobe/structured-data-validator' {
	export default class Validator {
		constructor(schemaOrg: object);
		validate(found: { jsonld: Record<string, object[]> }): Promise<{ issueMessage: string; severity: string; path: object[] }[]>;
	}
}

declare module 'mammoth' {
	const mammoth: { extractRawText(of: { buffer: Buffer }): Promise<{ value: string; messages: { type: string; message: string }[] }> };
	export default mammoth;
}

declare module 'http-cache-semantics' {
	interface Message {
		url?: string;
		method?: string;
		status?: number;
		headers: Record<string, string>;
	}
	export default class CachePolicy {
		constructor(request: Message, response: Message, options?: { shared: boolean });
		storable(): boolean;
		timeToLive(): number;
		satisfiesWithoutRevalidation(request: Message): boolean;
		revalidationHeaders(request: Message): Record<string, string>;
		revalidatedPolicy(request: Message, response: Message): { policy: CachePolicy; modified: boolean; matches: boolean };
	}
}

declare module 'xliff' {
	interface Read {
		sourceLanguage: string;
		targetLanguage: string;
		resources: Record<string, Record<string, { source: string; target?: string }>>;
	}
	const xliff: { xliff2js(xml: string): Promise<Read> };
	export default xliff;
}

declare module 'cocoda-sdk' {
	export interface Thing {
		uri: string;
		prefLabel: Record<string, string>;
		narrower: (Thing | null)[];
		broader: (Thing | null)[];
	}
	interface Scheme {
		uri: string;
		VOCID: string;
	}
	interface Registry {
		getSchemes(): Promise<Thing[]>;
		getTop(of: { scheme: Scheme }): Promise<Thing[]>;
		getNarrower(of: { concept: Thing }): Promise<Thing[]>;
		getConcepts(of: { concepts: Thing[] }): Promise<Thing[]>;
		getAncestors(of: { concept: Thing }): Promise<Thing[]>;
		search(of: { search: string; scheme: Scheme; limit: number }): Promise<Thing[]>;
		suggest(of: { search: string; scheme: Scheme; limit: number }): Promise<[string, string[]]>;
		getTypes(of: { scheme: Scheme }): Promise<Thing[]>;
	}
	export const SkosmosApiProvider: unknown;
	export const cdk: {
		addProvider(provider: unknown): void;
		initializeRegistry(of: { uri: string; provider: string; api: string; schemes: Scheme[] }): Registry;
	};
}
