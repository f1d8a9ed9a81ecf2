// SPDX-License-Identifier: Apache-2.0
// What an operation of the API is: an address, what may be asked, what is answered, who may, and the act itself. Knows no HTTP machinery.
import type { Refusal } from '#people/refusal.ts';
import type { Scope } from '#people/token.ts';
import type { Language } from '#text/languages.ts';
import type { Need } from './access.ts';
import type { BodyFault } from './body.ts';
import type { Context, Doer } from './context.ts';
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
	/** 200 when absent. */
	status?: 200 | 201;
	/** Strong tag of the state shown, where it has a version of its own; else made from the body. */
	tag?: string;
	/** Addresses of the neighbouring pages, for the Link header. */
	links?: { next?: string; prev?: string; first?: string };
}

/** Faults of parameters or of the body that only the handler could see. */
export interface Faulty {
	faults: ParameterFault[];
	body?: BodyFault[];
}

/** A file: answered as it is. */
export interface Given {
	response: Response;
}

export type Outcome = Reply | Refusal | ApiProblem | Faulty;

/** The body that an operation takes: JSON of a schema, or the bytes of a file. */
export type DocumentedBody = { description: string; most: number } & ({ schema: Schema; example(example: Example): unknown } | { file: true });

/** A reply as it is described: its media types with their schemas. */
export interface DocumentedReply {
	description: string;
	/** 200 when absent. */
	status?: 201;
	content: { readonly [mediaType: string]: Schema };
	/** Names of components.headers that it carries beside those of every reply. */
	headers?: readonly string[];
}

export interface Operation {
	/** operationId. */
	id: string;
	method: 'GET' | 'POST' | 'PATCH';
	/** Below /api/v1, with parameters in braces: `/records/{id}`. */
	path: string;
	tag: string;
	summary: string;
	description: string;
	parameters: Parameters;
	reply: DocumentedReply;
	/** Statuses of problems beside 422 and 429, which every operation may answer with, and those that tokens and bodies bring. */
	problems: readonly (404 | 409 | 410 | 412 | 415)[];
	/** What a token must be made for, where the operation is for people with an account alone. */
	scope?: Scope;
	body?: DocumentedBody;
	/** Takes an Idempotency-Key. */
	repeatable?: true;
	/** Takes If-Match with the version of the draft. */
	matched?: true;
	ability: Need;
	/** A signed-in person may be shown more: asked again for each subject. */
	personal: boolean;
	/** The body of a typical reply, made from the facts and definitions that are loaded. */
	example?(example: Example): unknown;
	handle(context: Context, asked: { readonly [name: string]: string | number | undefined }): Promise<Outcome | Given> | Outcome | Given;
}

type Written<P extends Parameters> = Omit<
	Operation,
	'method' | 'parameters' | 'problems' | 'ability' | 'personal' | 'handle' | 'repeatable' | 'body'
> & {
	parameters?: P;
	problems?: Operation['problems'];
	personal?: boolean;
	ability?: Need;
	handle(context: Context, asked: Asked<P>): Promise<Outcome | Given> | Outcome | Given;
};

/** A reading operation: that anyone may call, or with a scope, people with an account. The parameters give `asked` its types. */
export const reading = <const P extends Parameters = Record<never, never>>(written: Written<P>): Operation => ({
	problems: [],
	personal: false,
	ability: 'anyone',
	...written,
	method: 'GET',
	parameters: written.parameters ?? {},
	handle: written.handle as Operation['handle']
});

/**
 * A writing operation. `act` runs in one transaction with all that it reads, and a POST whose Idempotency-Key was seen before is answered from
 * what was kept, in the same transaction, so that it is never done twice. `prepare` comes before it, for what is no part of the database.
 */
export const writing = <const P extends Parameters, Prepared = undefined>(
	written: Omit<Written<P>, 'handle' | 'personal'> & {
		method: 'POST' | 'PATCH';
		parameters: P;
		scope: Scope;
		ability: Need;
		body: DocumentedBody;
		prepare?(context: Context, asked: Asked<P>): Promise<Prepared | Outcome>;
		isPrepared?(prepared: Prepared | Outcome): prepared is Prepared;
		act(doer: Doer, asked: Asked<P>, prepared: Prepared): Promise<Outcome>;
	}
): Operation => {
	const { act, prepare, isPrepared, ...rest } = written;
	return {
		problems: [],
		...rest,
		personal: true,
		...(written.method === 'POST' && 'schema' in written.body ? { repeatable: true as const } : {}),
		async handle(context, asked) {
			const prepared = (await prepare?.(context, asked as Asked<P>)) as Prepared | Outcome;
			if (prepare && !isPrepared?.(prepared)) return prepared as Outcome;
			return await context.inOneTransaction((doer) => act(doer, asked as Asked<P>, prepared as Prepared));
		}
	};
};
