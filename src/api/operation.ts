// SPDX-License-Identifier: Apache-2.0
// What an operation of the API is: an address, what may be asked, what is answered, who may, and the act itself. Knows no HTTP machinery.
import type { Refusal } from '#people/refusal.ts';
import type { Language } from '#text/languages.ts';
import type { Need } from './access.ts';
import type { Context } from './context.ts';
import type { Example } from './example.ts';
import type { Asked, ParameterFault, Parameters } from './parameters.ts';
import type { ApiProblem } from './problem.ts';
import type { Schema } from './schema.ts';

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
