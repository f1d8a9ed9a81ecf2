// SPDX-License-Identifier: Apache-2.0
// A refusal as problem details (RFC 9457) in the caller's language; and the few problems that only the API has.
import type { MessageId, Reader, Values } from '#text/message.ts';
import { type Refusal, refusalCodes, statusOf } from '#people/refusal.ts';

/** What no act refuses but the API must say, with its status. Worded by the message `api.problem.{code}`. */
export const apiProblems = {
	withdrawn: 410,
	'method-not-allowed': 405,
	'not-acceptable': 406,
	'address-too-long': 414,
	'not-json': 400,
	'wrong-media-type': 415,
	'parameter-wrong': 400,
	'token-missing': 401,
	'token-not-valid': 401,
	'scope-missing': 403,
	'key-used': 422,
	stale: 412,
	defect: 500
} as const;
export type ApiProblemCode = keyof typeof apiProblems;

export interface ApiProblem {
	problem: ApiProblemCode;
	/** What the wording needs. */
	values?: Values;
	/** Further members of the problem. */
	more?: { [name: string]: unknown };
}

export const isApiProblem = (outcome: object): outcome is ApiProblem => 'problem' in outcome;

/** Where every problem is explained; the type of each is its place there. */
export const problemsPage = '/developers/problems';

/** Every code with its status, for the page that explains them. */
export const problemCodes: readonly { code: string; status: number; message: string }[] = [
	...Object.entries(apiProblems).map(([code, status]) => ({ code, status, message: `api.problem.${code}` })),
	...refusalCodes.map((code) => ({ code, status: statusOf[code], message: `refusal.${code}` }))
];

/** Refusals that name a record for a program to go on with. */
const named = { 'report-begun': true, 'call-answered': true };

export function problem(reader: Reader, refusal: Refusal, more: { [name: string]: unknown } = {}): Response {
	const findings = refusal.findings?.map((found) => ({ ...found, message: reader.t(`finding.${found.code}` as MessageId, found.values) }));
	return written(reader, refusal.refusal, statusOf[refusal.refusal], reader.t(`refusal.${refusal.refusal}` as MessageId, refusal.values), {
		...(findings ? { findings } : {}),
		...(refusal.refusal in named && typeof refusal.values?.record === 'string' ? { record: refusal.values.record } : {}),
		...more
	});
}

export const apiProblem = (reader: Reader, { problem: code, values, more = {} }: ApiProblem): Response =>
	written(reader, code, apiProblems[code], reader.t(`api.problem.${code}` as MessageId, values), more);

function written(reader: Reader, code: string, status: number, title: string, more: { [name: string]: unknown }): Response {
	const body = { type: `${problemsPage}#${code}`, title, status, code, ...more };
	const headers: Record<string, string> = {
		'content-type': 'application/problem+json',
		'content-language': reader.language,
		'cache-control': 'no-store'
	};
	if (status === 429 || status === 503) headers['retry-after'] = '30';
	if (status === 401) headers['www-authenticate'] = 'Bearer realm="api"';
	return new Response(JSON.stringify(body), { status, headers });
}
