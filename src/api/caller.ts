// SPDX-License-Identifier: Apache-2.0
// Who a call comes from: the person behind a token, the person of a session for reading, or nobody; and what the token may be used for.
import type { Person } from '#people/person.ts';
import { type Bearer, bearerOf } from '#people/server/tokens.ts';
import type { Database } from '#platform/server/database.ts';
import type { Operation } from './operation.ts';
import type { ApiProblem } from './problem.ts';

export interface Caller {
	person: Person | null;
	bearer: Bearer | null;
}

/**
 * `session` is the person of the cookie. Whoever sends a token is the person of the token, whatever cookie comes with it; a token that does not
 * work is a problem, and never taken for nobody: a program would go on without what it needs.
 */
export async function callerOf(database: Pick<Database, 'kysely'>, headers: Headers, session: Person | null): Promise<Caller | ApiProblem> {
	const header = headers.get('authorization');
	if (header === null) return { person: session, bearer: null };
	const [, token = ''] = /^bearer +(\S+) *$/i.exec(header) ?? [];
	const bearer = await bearerOf(database.kysely, token);
	return bearer ? { person: bearer.person, bearer } : { problem: 'token-not-valid' };
}

/**
 * Who the call counts as for an operation, or why it may not be made at all. Writing needs a token: a cookie is sent by the browser for whichever
 * page asks it to, and so proves no wish of the person.
 */
export function admitted(
	{ person, bearer }: Caller,
	operation: Pick<Operation, 'scope' | 'method' | 'ability'>
): { person: Person | null } | ApiProblem {
	const scopes = bearer?.token.scopes ?? [];
	const { scope } = operation;
	if (!scope) return { person: bearer && !scopes.includes('read') ? null : person };
	if (bearer) return scopes.includes(scope) ? { person } : { problem: 'scope-missing', values: { scope }, more: { scope } };
	if (person && operation.method === 'GET') return { person };
	return { problem: 'token-missing' };
}
