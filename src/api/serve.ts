// SPDX-License-Identifier: Apache-2.0
// One call of the API from end to end: allowance, language, operation, parameters, act, reply. Knows HTTP and the table, no noun.
import { isRefusal, refuse } from '#people/refusal.ts';
import { logFor } from '#platform/server/log.ts';
import type { Platform } from '#platform/server/platform.ts';
import { isLanguage } from '#text/languages.ts';
import { type MessageId, type Reader, readerIn } from '#text/message.ts';
import { type Allowance, allowanceOf, type Taken } from './allowance.ts';
import { conditional } from './conditional.ts';
import type { Context } from './context.ts';
import type { Faulty, Operation, Outcome, Reply } from './operation.ts';
import { match } from './operations.ts';
import { type ParameterFault, readParameters } from './parameters.ts';
import { apiProblem, isApiProblem, problem } from './problem.ts';

/** What a route hands over. */
export interface Call {
	request: Request;
	url: URL;
	/** Below /api/v1, decoded, without a slash at either end. */
	path: string;
	/** Where it comes from, for the allowance. */
	address: string;
	locals: Pick<App.Locals, 'definitions' | 'convention' | 'person' | 'reader' | 'today' | 'requestId'> & {
		platform: Pick<Platform, 'database' | 'configuration' | 'log'>;
	};
}

/** Calls a minute from one address. */
export const callsPerMinute = 600;
export const longestQuery = 4000;
export const largestBody = 1_000_000;

const allowance = allowanceOf(callsPerMinute);

const exposed = [
	'ETag',
	'Link',
	'Content-Language',
	'Content-Disposition',
	'Retry-After',
	'X-RateLimit-Limit',
	'X-RateLimit-Remaining',
	'X-RateLimit-Reset',
	'X-Request-Id'
].join(', ');

/** Answers one call. Never fails for what was sent: that is a problem with a status of 4xx; what fails nevertheless is a defect, and logged. */
export const serve = (call: Call, from: Allowance = allowance): Promise<Response> => guarded(call, from, (reader) => operate(call, reader));

/** Answers a GET with a document that is no operation: the description itself. */
export const serveDocument = (call: Call, document: () => unknown, from: Allowance = allowance): Promise<Response> =>
	guarded(call, from, async (reader) => {
		const refused = only(call, reader, ['GET']);
		return refused ?? written(call, { body: await document() }, false);
	});

async function guarded(call: Call, from: Allowance, answer: (reader: Reader) => Promise<Response>): Promise<Response> {
	const { request, locals, url } = call;
	if (request.method === 'OPTIONS') return preflight();
	const taken = from.take(call.address, performance.now());
	const asked = url.searchParams.get('lang');
	const reader = isLanguage(asked) && asked !== locals.reader.language ? await readerIn(asked) : locals.reader;
	let response: Response;
	try {
		response = taken.allowed ? await answer(reader) : tooMany(reader, taken);
	} catch (fault) {
		logFor(locals.platform.log, locals.requestId).error({ err: fault, path: url.pathname }, 'a defect');
		response = isBusy(fault)
			? problem(reader, refuse('unavailable'))
			: apiProblem(reader, { problem: 'defect', more: { requestId: locals.requestId } });
	}
	const { headers } = response;
	headers.set('x-ratelimit-limit', String(taken.limit));
	headers.set('x-ratelimit-remaining', String(taken.remaining));
	headers.set('x-ratelimit-reset', String(taken.seconds));
	headers.set('access-control-allow-origin', '*');
	headers.set('access-control-expose-headers', exposed);
	headers.append('vary', 'Accept-Language, Cookie');
	// Pages of others may read what anybody may; what a session opens stays here.
	if (!locals.person) headers.set('cross-origin-resource-policy', 'cross-origin');
	return request.method === 'HEAD' && response.body ? new Response(null, { status: response.status, headers }) : response;
}

function tooMany(reader: Reader, { seconds }: Taken): Response {
	const response = problem(reader, refuse('too-many-requests', { minutes: Math.ceil(seconds / 60) }));
	response.headers.set('retry-after', String(seconds));
	return response;
}

/** Statement timeout, too many connections, server shutting down: not the caller's fault, and over soon. */
const busyCodes = new Set(['57014', '53300', '57P01', '57P03', '08006', 'ECONNREFUSED']);
const isBusy = (fault: unknown): boolean => busyCodes.has((fault as { code?: string } | null)?.code ?? '');

const preflight = (): Response =>
	new Response(null, {
		status: 204,
		headers: {
			allow: 'GET, HEAD, OPTIONS',
			'access-control-allow-origin': '*',
			'access-control-allow-methods': 'GET, HEAD, OPTIONS',
			'access-control-allow-headers': 'Accept, Accept-Language, If-None-Match',
			'access-control-max-age': '86400',
			'cross-origin-resource-policy': 'cross-origin'
		}
	});

/** What no operation takes, whatever it is: another method, an endless query, a body too large. */
function only({ request, url }: Call, reader: Reader, methods: readonly string[]): Response | undefined {
	const method = request.method === 'HEAD' ? 'GET' : request.method;
	if (!methods.includes(method)) {
		const response = apiProblem(reader, { problem: 'method-not-allowed' });
		response.headers.set('allow', [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', '));
		return response;
	}
	if (url.search.length > longestQuery) return apiProblem(reader, { problem: 'address-too-long' });
	if (Number(request.headers.get('content-length') ?? 0) > largestBody) return problem(reader, refuse('too-large'));
	return undefined;
}

async function operate(call: Call, reader: Reader): Promise<Response> {
	const { request, url, locals } = call;
	const found = match(call.path);
	if (!found) return problem(reader, refuse('not-found'));
	const refused = only(
		call,
		reader,
		found.here.map((operation) => operation.method)
	);
	if (refused) return refused;
	const method = request.method === 'HEAD' ? 'GET' : request.method;
	const operation = found.here.find((each) => each.method === method) as Operation;
	if (operation.ability !== 'anyone' && !locals.person) return problem(reader, refuse('sign-in-first'));
	const read = readParameters(operation.parameters, found.path, url.searchParams);
	if (!read) return problem(reader, refuse('not-found'));
	if ('faults' in read) return faulty(reader, read.faults);
	const { platform, definitions, convention, person, today } = locals;
	const context: Context = { platform, definitions, convention, person, reader, today, query: url.searchParams };
	return answered(call, reader, operation, await operation.handle(context, read.values));
}

function answered(call: Call, reader: Reader, operation: Operation, outcome: Outcome): Response {
	if (isRefusal(outcome)) return problem(reader, outcome);
	if (isApiProblem(outcome)) return apiProblem(reader, outcome);
	if (isFaulty(outcome)) return faulty(reader, outcome.faults);
	return written(call, outcome, operation.personal && call.locals.person !== null);
}

const isFaulty = (outcome: Outcome): outcome is Faulty => 'faults' in outcome;

/** One entry for each bad parameter, worded. */
const faulty = (reader: Reader, faults: ParameterFault[]): Response =>
	problem(reader, refuse('not-valid'), {
		parameters: faults.map(({ parameter, code, values }) => ({ parameter, code, message: reader.t(`api.fault.${code}` as MessageId, values) }))
	});

function written({ request }: Call, reply: Reply, personal: boolean): Response {
	const headers = new Headers(reply.headers);
	headers.set('content-type', reply.type ?? 'application/json');
	// Nothing that a session opens is left in a cache; all else may be kept, and is asked about each time, so that a withdrawal shows at once.
	headers.set('cache-control', personal ? 'private, no-store' : 'public, no-cache');
	if (reply.language) headers.set('content-language', reply.language);
	const links = Object.entries(reply.links ?? {}).map(([rel, address]) => `<${address}>; rel="${rel}"`);
	if (links.length) headers.set('link', links.join(', '));
	return conditional(request, typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body), headers);
}
