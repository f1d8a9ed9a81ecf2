// SPDX-License-Identifier: Apache-2.0
// One call of the API from end to end: allowance, language, operation, parameters, act, reply. Knows HTTP and the table, no noun.
import { createHash } from 'node:crypto';
import type { Json } from '#forms/form.ts';
import type { Person } from '#people/person.ts';
import { isRefusal, type Refusal, refuse } from '#people/refusal.ts';
import { hasHungUp, isBusy } from '#platform/server/busy.ts';
import { reading } from '#platform/server/database.ts';
import { logFor } from '#platform/server/log.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Doing } from '#records/server/doing.ts';
import { isLanguage } from '#text/languages.ts';
import { type MessageId, type Reader, readerIn } from '#text/message.ts';
import { type Allowance, allowanceOf, type Taken } from './allowance.ts';
import { type BodyFault, bytesOf, differences, jsonFrom, unkeepable } from './body.ts';
import { admitted, type Caller, callerOf } from './caller.ts';
import { conditional } from './conditional.ts';
import type { Context, Doer } from './context.ts';
import { preflight } from './cross-site.ts';
import type { Faulty, Given, Operation, Outcome, Reply } from './operation.ts';
import { match } from './operations.ts';
import { type ParameterFault, readParameters } from './parameters.ts';
import { apiProblem, type ApiProblem, isApiProblem, problem } from './problem.ts';
import { freeKey, type Keyed, keepReply, keyShape, takeKey } from './replies.ts';

/** What a route hands over. */
export interface Call {
	request: Request;
	url: URL;
	/** Below /api/v1, decoded, without a slash at either end. */
	path: string;
	/** Where it comes from, for the allowance. */
	address: string;
	locals: Pick<App.Locals, 'definitions' | 'convention' | 'person' | 'reader' | 'today' | 'requestId'> & {
		platform: Pick<Platform, 'database' | 'configuration' | 'log' | 'files'>;
	};
	/** What an act of this person is given. */
	doingFor(person: Person): Promise<Doing>;
}

/** Calls a minute from one address, in each process. */
export const callsPerMinute = 600;
export const longestQuery = 4000;
/** Of a call to an operation that takes none. */
const largestBody = 1_000_000;

const allowance = allowanceOf(callsPerMinute);
/** Of calls that bring a token, each of which has its own limit: a ministry behind one address has many. It bounds only how often tokens are looked up. */
const bearers = allowanceOf(10 * callsPerMinute);

const exposed = [
	'ETag',
	'Link',
	'Content-Language',
	'Content-Disposition',
	'Idempotency-Replayed',
	'Location',
	'Retry-After',
	'RateLimit-Limit',
	'RateLimit-Policy',
	'RateLimit-Remaining',
	'RateLimit-Reset',
	'X-Request-Id'
].join(', ');

/** Answers one call. Never fails for what was sent: that is a problem with a status of 4xx; what fails nevertheless is a defect, and logged. */
export const serve = (call: Call, from: Allowance = allowance, withToken: Allowance = bearers): Promise<Response> =>
	guarded(call, from, withToken, (reader, caller) => operate(call, reader, caller));

/** Answers a GET with a document that is no operation: the description itself. */
export const serveDocument = (call: Call, document: () => unknown, from: Allowance = allowance): Promise<Response> =>
	guarded(call, from, bearers, async (reader) => {
		const refused = only(call, reader, ['GET']);
		return refused ?? written(call, { body: await document() }, false);
	});

async function guarded(
	call: Call,
	from: Allowance,
	withToken: Allowance,
	answer: (reader: Reader, caller: Caller) => Promise<Response>
): Promise<Response> {
	const { request, locals, url } = call;
	if (request.method === 'OPTIONS') return preflightOf(call.path);
	const ofAddress = () => from.take(call.address, performance.now());
	let taken = request.headers.has('authorization') ? withToken.take(call.address, performance.now()) : ofAddress();
	const asked = url.searchParams.get('lang');
	const reader = isLanguage(asked) && asked !== locals.reader.language ? await readerIn(asked) : locals.reader;
	const log = logFor(locals.platform.log, locals.requestId);
	let response: Response;
	let person: Person | null = locals.person;
	try {
		if (!taken.allowed) response = tooMany(reader, taken);
		else {
			const caller = await callerOf(locals.platform.database, request.headers, locals.person);
			if (isApiProblem(caller)) {
				// Who only guesses is one of those without a token.
				taken = ofAddress();
				response = taken.allowed ? apiProblem(reader, caller) : tooMany(reader, taken);
			} else {
				({ person } = caller);
				const { bearer } = caller;
				if (bearer) {
					log.info({ account: bearer.person.id, token: bearer.token.id, method: request.method, path: url.pathname }, 'a call with a token');
					taken = bearer.calls;
				}
				response = taken.allowed ? await answer(reader, caller) : tooMany(reader, taken);
			}
		}
	} catch (fault) {
		const busy = isBusy(fault);
		if (!hasHungUp(fault)) log[busy ? 'warn' : 'error']({ err: fault, path: url.pathname }, busy ? 'the database is busy' : 'a defect');
		response = busy ? problem(reader, refuse('unavailable')) : apiProblem(reader, { problem: 'defect', more: { requestId: locals.requestId } });
	}
	const { headers } = response;
	headers.set('ratelimit-policy', `${taken.limit};w=60`);
	headers.set('ratelimit-limit', String(taken.limit));
	headers.set('ratelimit-remaining', String(taken.remaining));
	headers.set('ratelimit-reset', String(taken.seconds));
	headers.set('access-control-allow-origin', '*');
	headers.set('access-control-expose-headers', exposed);
	headers.append('vary', 'Accept-Language, Authorization, Cookie');
	// Pages of others may read what anybody may; what a session or a token opens stays here.
	if (!person) headers.set('cross-origin-resource-policy', 'cross-origin');
	if (request.method !== 'HEAD' || !response.body) return response;
	response.body.cancel().catch(() => {});
	return new Response(null, { status: response.status, headers });
}

function tooMany(reader: Reader, { seconds }: Taken): Response {
	const response = problem(reader, refuse('too-many-requests', { minutes: Math.ceil(seconds / 60) }));
	response.headers.set('retry-after', String(seconds));
	return response;
}

/** What a page of another origin may send: with a token that its user gave it, and never with a cookie, since credentials are not allowed. */
const sentByOthers = ['Accept', 'Accept-Language', 'Authorization', 'Content-Type', 'Idempotency-Key', 'If-Match', 'If-None-Match'].join(', ');

function preflightOf(path: string): Response {
	const methods = allowed(match(path)?.here.map(({ method }) => method) ?? ['GET']);
	const response = preflight(methods, sentByOthers);
	response.headers.set('allow', methods);
	return response;
}

const allowed = (methods: readonly string[]): string => [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');

/** What no operation takes, whatever it is: another method, an endless query, a body too large. */
function only({ request, url }: Call, reader: Reader, methods: readonly string[], most = largestBody): Response | undefined {
	const method = request.method === 'HEAD' ? 'GET' : request.method;
	if (!methods.includes(method)) {
		const response = apiProblem(reader, { problem: 'method-not-allowed' });
		response.headers.set('allow', allowed(methods));
		return response;
	}
	if (url.search.length > longestQuery) return apiProblem(reader, { problem: 'address-too-long' });
	if (Number(request.headers.get('content-length') ?? 0) > most) return problem(reader, refuse('too-large'));
	return undefined;
}

async function operate(call: Call, reader: Reader, caller: Caller): Promise<Response> {
	const { request, url, locals } = call;
	const found = match(call.path);
	if (!found) return problem(reader, refuse('not-found'));
	const method = request.method === 'HEAD' ? 'GET' : request.method;
	const operation = found.here.find((each) => each.method === method);
	const refused = only(
		call,
		reader,
		found.here.map((each) => each.method),
		operation?.body?.most
	);
	if (refused || !operation) return refused ?? problem(reader, refuse('not-found'));
	const admission = admitted(caller, operation);
	if (isApiProblem(admission)) return apiProblem(reader, admission);
	const { person } = admission;
	const read = readParameters(operation.parameters, found.path, url.searchParams);
	if (!read) return problem(reader, refuse('not-found'));
	if ('faults' in read) return faulty(reader, read);
	const taken = mediaTypeTaken(request, operation);
	if (taken) return apiProblem(reader, { problem: 'wrong-media-type', values: { type: taken } });
	const body = await bodyOf(call, operation);
	if (isRefusal(body)) return problem(reader, body);
	if (isApiProblem(body)) return apiProblem(reader, body);
	if (isFaulty(body)) return faulty(reader, body);
	const keyed = keyOf(call, operation, caller, body);
	if (keyed && 'faults' in keyed) return faulty(reader, keyed);
	const { platform, definitions, convention, today } = locals;
	const token = caller.bearer?.token ?? null;
	const context: Context = {
		// Whoever writes sees at once what was written; who only reads may be served by a replica.
		platform: token ? { ...platform, database: { ...platform.database, read: platform.database.fresh } } : platform,
		definitions,
		convention,
		person,
		token,
		reader,
		today,
		query: url.searchParams,
		request,
		body: body.json,
		inOneTransaction: (act) => inOneTransaction(call, context, act, keyed)
	};
	return answered(call, reader, operation, person, await operation.handle(context, read.values));
}

const wrapped = /^(multipart\/.*|application\/x-www-form-urlencoded)$/;

/** The media type that the operation takes, when the body says that it is of another. What says nothing is tried; a form is no file, whatever lies in it. */
function mediaTypeTaken({ headers }: Request, { body }: Operation): string | undefined {
	const said = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
	if (!body || said === '') return undefined;
	if ('file' in body) return wrapped.test(said) ? 'application/octet-stream' : undefined;
	return said === 'application/json' || said.endsWith('+json') ? undefined : 'application/json';
}

type Sent = { json: Json; sha256: string };

/** The body as the operation takes it. A file is read by the operation itself. */
async function bodyOf({ request }: Call, { body }: Operation): Promise<Sent | Refusal | ApiProblem | Faulty> {
	if (!body || 'file' in body) return { json: null, sha256: '' };
	const bytes = await bytesOf(request, body.most);
	if (!bytes) return refuse('too-large');
	const json = jsonFrom(bytes);
	if (json === undefined) return { problem: 'not-json' };
	const kept = unkeepable(json);
	const faults = kept.length ? kept : differences(body.schema, json);
	return faults.length ? { faults: [], body: faults } : { json, sha256: createHash('sha256').update(bytes).digest('hex') };
}

const longestKey = new RegExp(keyShape);

function keyOf({ request, url }: Call, operation: Operation, { bearer }: Caller, { sha256 }: Sent): Keyed | Faulty | undefined {
	const key = operation.repeatable && bearer ? request.headers.get('idempotency-key') : null;
	if (key === null || !bearer) return undefined;
	if (!longestKey.test(key)) return { faults: [{ parameter: 'Idempotency-Key', code: 'wrong-form', values: { form: keyShape } }] };
	return {
		token: bearer.token.id,
		key,
		request: createHash('sha256').update(`${request.method} ${url.pathname} ${sha256}`).digest('hex')
	};
}

/** The act with all that it reads; with a key, what was answered before, or the act and its answer kept together. */
async function inOneTransaction(call: Call, context: Context, act: (doer: Doer) => Promise<Outcome>, keyed: Keyed | undefined): Promise<Outcome> {
	const { platform } = context;
	const person = context.person as Person;
	const doing = await call.doingFor(person);
	return await platform.database.write(async (db) => {
		const inside = { ...context, person, platform: { ...platform, database: { ...platform.database, read: reading(db) } } };
		const kept = keyed && (await takeKey(db, keyed, doing.at));
		if (kept === 'other') return { problem: 'key-used' };
		if (keyed && kept && kept !== 'new') return repeated(kept);
		const outcome = await act({ db, doing, context: inside });
		if (!keyed) return outcome;
		if ('body' in outcome && !isFaulty(outcome))
			await keepReply(db, keyed, {
				status: outcome.status ?? 200,
				location: outcome.headers?.location ?? null,
				body: JSON.stringify(outcome.body)
			});
		else await freeKey(db, keyed);
		return outcome;
	});
}

const repeated = ({ status, location, body }: { status: number; location: string | null; body: string }): Reply => ({
	body,
	status: status as 200 | 201,
	headers: { 'idempotency-replayed': 'true', ...(location ? { location } : {}) }
});

function answered(call: Call, reader: Reader, operation: Operation, person: Person | null, outcome: Outcome | Given): Response {
	if ('response' in outcome) return outcome.response;
	if (isRefusal(outcome)) return problem(reader, outcome);
	if (isApiProblem(outcome)) return apiProblem(reader, outcome);
	if (isFaulty(outcome)) return faulty(reader, outcome);
	return written(call, outcome, operation.personal && person !== null);
}

const isFaulty = (outcome: object): outcome is Faulty => 'faults' in outcome;

/** One entry for each bad parameter and each bad part of the body, worded. */
const faulty = (reader: Reader, { faults, body }: { faults: ParameterFault[]; body?: BodyFault[] }): Response =>
	problem(reader, refuse('not-valid'), {
		...(faults.length || !body
			? {
					parameters: faults.map(({ parameter, code, values }) => ({ parameter, code, message: reader.t(`api.fault.${code}` as MessageId, values) }))
				}
			: {}),
		...(body ? { body: body.map(({ at, code, values }) => ({ at, code, message: reader.t(`api.fault.${code}` as MessageId, values) })) } : {})
	});

function written({ request }: Call, reply: Reply, personal: boolean): Response {
	const headers = new Headers(reply.headers);
	headers.set('content-type', reply.type ?? 'application/json');
	// Nothing that a session or a token opens is left in a cache; all else may be kept, and is asked about each time, so that a withdrawal shows at once.
	headers.set('cache-control', personal ? 'private, no-store' : 'public, no-cache');
	if (reply.language) headers.set('content-language', reply.language);
	const links = Object.entries(reply.links ?? {}).map(([rel, address]) => `<${address}>; rel="${rel}"`);
	if (links.length) headers.set('link', links.join(', '));
	const body = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
	if (request.method === 'GET' || request.method === 'HEAD') return conditional(request, body, headers, reply.tag);
	if (reply.tag) headers.set('etag', reply.tag);
	return new Response(body, { status: reply.status ?? 200, headers });
}
