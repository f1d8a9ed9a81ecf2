// SPDX-License-Identifier: Apache-2.0
// What an operation of the API is: an address, what may be asked, what is answered, who may, and the act itself. Knows no HTTP machinery.
import type { Convention } from '#convention/convention.ts';
import type { Person } from '#people/person.ts';
import type { Refusal } from '#people/refusal.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Definitions } from '#records/definitions.ts';
import type { Language } from '#text/languages.ts';
import type { Reader } from '#text/message.ts';
import type { Need } from './access.ts';
import type { Example } from './example.ts';
import type { ParameterFault } from './parameters.ts';
import type { ApiProblem } from './problem.ts';
import type { Schema } from './schema.ts';

/** The part of JSON Schema that parameters use; see parameters.ts. */
export type ParameterSchema =
	| { type: 'integer'; minimum?: number; maximum?: number; default?: number }
	| { type: 'string'; enum?: readonly string[]; pattern?: string; format?: 'date-time'; maxLength: number; default?: string };

export interface Parameter {
	in: 'path' | 'query';
	description: string;
	schema: ParameterSchema;
	example?: string | number;
}

export type Parameters = { readonly [name: string]: Parameter };

type Value<P extends Parameter> = P['schema'] extends { type: 'integer' } ? number : string;

/** What was asked: path parameters and those with a default are always there. */
export type Asked<P extends Parameters> = {
	readonly [N in keyof P]: Value<P[N]> | (P[N] extends { in: 'path' } | { schema: { default: string | number } } ? never : undefined);
};

/** What a handler is given beside its parameters. */
export interface Context {
	platform: Pick<Platform, 'database' | 'configuration'>;
	definitions: Definitions;
	convention: Convention;
	person: Person | null;
	reader: Reader;
	/** Day in UTC, YYYY-MM-DD. */
	today: string;
	/** The query as asked, for links to other pages of a list. */
	query: URLSearchParams;
}

/** The media types that are answered in. */
export type MediaType = 'application/json' | 'application/schema+json' | 'text/csv; charset=utf-8; header=present';

export interface Reply {
	body: unknown;
	/** JSON when absent. */
	type?: MediaType;
	/** Language of the words, where they are in one only. */
	language?: Language;
	headers?: { [name: string]: string };
	/** Addresses of the neighbouring pages, for the Link header. */
	links?: { next?: string; prev?: string; first?: string };
}

/** Faults of parameters that only the handler could see. */
export interface Faulty {
	faults: ParameterFault[];
}

export type Outcome = Reply | Refusal | ApiProblem | Faulty;

/** A reply as it is described: its media types with their schemas. */
export interface DocumentedReply {
	description: string;
	content: { readonly [mediaType: string]: Schema };
	/** Names of components.headers that it carries beside those of every reply. */
	headers?: readonly string[];
}

export interface Operation {
	/** operationId. */
	id: string;
	method: 'GET';
	/** Below /api/v1, with parameters in braces: `/records/{id}`. */
	path: string;
	tag: string;
	summary: string;
	description: string;
	parameters: Parameters;
	reply: DocumentedReply;
	/** Statuses of problems beside 422 and 429, which every operation may answer with. */
	problems: readonly (404 | 410)[];
	ability: Need;
	/** A signed-in person may be shown more: asked again for each subject. */
	personal: boolean;
	/** The body of a typical reply, made from the facts and definitions that are loaded. */
	example?(example: Example): unknown;
	handle(context: Context, asked: { readonly [name: string]: string | number | undefined }): Promise<Outcome> | Outcome;
}

type Written<P extends Parameters> = Omit<Operation, 'method' | 'parameters' | 'problems' | 'ability' | 'personal' | 'handle'> & {
	parameters?: P;
	problems?: Operation['problems'];
	personal?: boolean;
	handle(context: Context, asked: Asked<P>): Promise<Outcome> | Outcome;
};

/** A reading operation that anyone may call. The parameters give `asked` its types. */
export const reading = <const P extends Parameters = Record<never, never>>(written: Written<P>): Operation => ({
	problems: [],
	personal: false,
	...written,
	method: 'GET',
	ability: 'anyone',
	parameters: written.parameters ?? {},
	handle: written.handle as Operation['handle']
});
