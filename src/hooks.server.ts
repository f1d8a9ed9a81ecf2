// SPDX-License-Identifier: Apache-2.0
// What every request passes: identity, language, access, headers. No page knows how.
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit/hooks';
import { randomUUID } from 'node:crypto';
import { access, type Need } from '#api/access.ts';
import { isPreflight, openToSites, preflight } from '#api/cross-site.ts';
import { abilities } from '#people/may.ts';
import { groundOf } from '#people/server/ground.ts';
import { lookingOn } from '#people/server/looking-on.ts';
import { present } from '#people/server/sessions.ts';
import { keepUnsent, takeUnsent } from '#people/server/unsent-form.ts';
import { hasHungUp, isBusy } from '#platform/server/busy.ts';
import { leaveSupport, noteView } from '#people/server/supports.ts';
import { type Counter, openCounter } from '#insights/server/usage-counter.ts';
import { redirectFor, writeUses } from '#interop/redirects/server/redirects.ts';
import { closedToSupport, endsSupport } from '#people/support.ts';
import { environment } from '#platform/server/environment.ts';
import { logFor } from '#platform/server/log.ts';
import { isLanguage, preferred } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { greet } from '#worker/greeting.ts';
import { type Instance, openInstance } from '#worker/instance.ts';
import { loadDemonstration } from '#worker/demonstration.ts';
import { sampleFor } from '#worker/training.ts';
import { answeredBy } from '#worker/usage.ts';
import { keptPages } from '#platform/server/kept-pages.ts';
import { encodingFor, packed } from '#platform/server/packed.ts';
import { readWithoutZeros } from '#platform/server/posted-text.ts';
import { withoutMarks } from '#platform/server/script-marks.ts';
import { makeWith } from '#components/editorial/markdown.ts';
import { markdownHtml } from '#text/markdown.ts';
import { doubtReadingState, readingState, readingTag, remembered } from '#catalogue/server/reading-tag.ts';
import { markOf } from '#convention/server/current.ts';
import { markOfForms } from '#records/server/current.ts';
import { building, version } from '$app/env';

let instance: Instance;
let usage: Counter;
const pages = keptPages();
makeWith(markdownHtml);

export const init: ServerInit = async () => {
	if (building) return;
	const configuration = environment();
	instance = await openInstance(configuration);
	usage = openCounter({ ...instance.platform, origin: configuration.origin });
	// Work that failed where nobody waits for it harms itself alone: it is told, and everybody else is served on.
	process.on('unhandledRejection', (err) => instance.platform.log.error({ err }, 'a defect outside of every request'));
	const accounts = await loadDemonstration(instance);
	let stopping = false;
	process.once('platform:listening' as never, () => greet(configuration, accounts));
	process.once('platform:settled' as never, () => {
		void usage.start();
		instance.work().catch((err: unknown) => {
			if (stopping) return;
			instance.platform.log.fatal({ err }, 'the worker could not start');
			process.exit(1);
		});
	});
	process.on('sveltekit:shutdown' as never, () => {
		stopping = true;
		void usage
			.stop()
			.then(() => writeUses(instance.platform.database))
			.catch(() => {})
			.then(() => instance.close())
			.finally(() => process.exit(0));
	});
};

/** First words of addresses that stand in every language: without one, they lead to the reader's. */
const unlocalised = new Set(Object.keys(access).flatMap((route) => /^\/\[lang\]\/([a-z-]+)(?=\/|$)/.exec(route)?.[1] ?? []));

/** A page that anybody reads and that shows the same to all: its row says so, and nothing can be posted to it. Pages of the desk have a script, and the way to it is for one person. */
const isReading = (route: string | null): boolean =>
	!!route?.startsWith('/[lang]') &&
	!/^\/\[lang\]\/(work|sign-in)(\/|$)/.test(route) &&
	access[route]?.GET === 'anyone' &&
	access[route]?.POST === undefined;

/** Reading pages that read nothing of the query: what others hang on their address, a mark of whence a reader came, makes no other page. */
const queryless = new Set([
	'/[lang]',
	'/[lang]/records/[id]',
	'/[lang]/records/[id]/[number]',
	'/[lang]/records/[id]/[number]/record.pdf',
	'/[lang]/records/[id]/[number]/record.[format]',
	'/[lang]/reporting',
	'/[lang]/reporting/checks',
	'/[lang]/reporting/forms/[form]/[version]',
	'/[lang]/reporting/[cycle]/[question]',
	'/[lang]/areas',
	'/[lang]/calls',
	'/[lang]/calls/[id]',
	'/[lang]/calls/[id]/compilation.[format]',
	'/[lang]/areas/[area]',
	'/[lang]/articles/[article]',
	'/[lang]/parties/[iso3]',
	'/[lang]/accessibility',
	'/[lang]/concepts',
	'/[lang]/concepts/[vocabulary]',
	'/[lang]/concepts/[vocabulary]/[concept]',
	'/[lang]/data',
	'/[lang]/who-may'
]);

/** Read by anybody, and no page of the desk. */
const isOpen = (route: string | null): boolean => access[route ?? '']?.GET === 'anyone' && (isReading(route) || !route?.startsWith('/[lang]'));

const onlyLookingOn = (): never => error(403, 'only looking on', { refusal: { refusal: 'looking-on' } });

/** Links in letters open accounts: their tokens never reach the log. */
const loggable = (route: string | null, path: string): string => (route?.includes('[token]') ? route : path);

/** Typed into a page: other things are not sent by a page's own form. */
const isForm = (request: Request): boolean =>
	/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/.test(request.headers.get('content-type') ?? '');

/** Signed out where the route needs a person. Whether this person may do it to that subject is the act's question. */
const needsPerson = (need: Need): boolean =>
	need !== 'anyone' && !(abilities[need] as { name: string }[]).some((sentence) => sentence.name === 'anyone');

export const handle: Handle = async (request) => {
	try {
		const reply = await pass(request);
		count(request.event, reply);
		return reply;
	} catch (fault) {
		// A redirect or a refusal before the page is begun is answered too.
		const { status } = fault as { status?: number };
		if (typeof status === 'number') count(request.event, { status, headers: null });
		// Before the page is begun nothing else tells a busy database from a defect.
		if (!isBusy(fault)) throw fault;
		const { event } = request;
		logFor(instance.platform.log, event.locals.requestId).warn({ err: fault }, 'the database is busy');
		const { t } = await readerIn(preferred(event.request.headers.get('accept-language')));
		return later(new Response(t('refusal.unavailable'), { headers: { 'content-type': 'text/plain; charset=utf-8' } }));
	}
};

/** A note in memory; see docs/decisions/0032-usage.md. That a process lives, or is ready, is asked by machines that watch it, and is no use. */
function count(event: RequestEvent, reply: { status: number; headers: Headers | null }): void {
	const { request, locals, url, isDataRequest } = event;
	if (event.isSubRequest || url.pathname === '/healthz' || url.pathname === '/readyz') return;
	try {
		const { method, headers } = request;
		usage.note(answeredBy({ method, headers, url, isDataRequest }, reply, locals), event.getClientAddress());
	} catch (err) {
		// Whatever is wrong with counting, the reader has the page.
		instance.platform.log.debug({ err }, 'a reply was not counted');
	}
}

const pass: Handle = async ({ event, resolve }) => {
	const { locals, request, route, url } = event;
	const { platform } = instance;
	// The process lives, whatever the database does: asked before anything is read.
	if (route.id === '/healthz') return resolve(event);
	locals.requestId = randomUUID();
	if (request.method === 'POST') readWithoutZeros(request);
	locals.definitions = await instance.definitionsInUse();
	locals.convention = await instance.convention();
	locals.today = new Date().toISOString().slice(0, 10);
	const first = url.pathname.split('/')[1] ?? '';
	const language = isLanguage(first) ? first : preferred(request.headers.get('accept-language'));
	locals.reader = await readerIn(language);
	const here = await present(await groundOf(platform), request.headers);
	locals.session = here?.session ?? null;
	locals.officer = here?.person ?? null;
	locals.support = here && (await lookingOn(platform.database, here));
	locals.person = locals.support?.person ?? locals.officer;
	// Who works here sees at once what was saved; who only reads may be served by a replica.
	locals.platform = locals.person ? { ...platform, database: { ...platform.database, read: platform.database.fresh } } : platform;
	// Whoever looks on writes nothing, whichever act or page forgot to ask; but for the wish to end it.
	if (locals.support?.person && !endsSupport(route.id, request.method)) locals.platform.database.write = async () => onlyLookingOn();
	const doing = locals.person ? await instance.doing(locals.person) : undefined;
	// Whoever works answers the newest form, also one that was published a moment ago by another process.
	if (doing) locals.definitions = doing.definitions;
	locals.sampleFor = async (asked) => sampleFor(platform, await instance.world(), asked);
	locals.doingFor = (person) => instance.doing(person);
	locals.doing = () => doing ?? error(401, 'sign in first', { refusal: { refusal: 'sign-in-first' } });
	locals.remembered = (_, make) => make();
	locals.query = queryless.has(route.id ?? '') ? '' : url.search;
	const root = `lang="${language}" dir="${locals.reader.direction}"`;
	const html = { transformPageChunk: ({ html }: { html: string }) => html.replace('lang="%lang%" dir="%dir%"', root) };
	const started = performance.now();
	const given = await answer();
	const response = locals.busy ? later(given) : given.status === 404 ? await elsewhere(given) : given;
	if (request.method !== 'GET' && request.method !== 'HEAD') doubtReadingState(platform.database.read);
	response.headers.set('x-request-id', locals.requestId);
	platform.log.info(
		{
			requestId: locals.requestId,
			method: request.method,
			path: loggable(route.id, url.pathname),
			status: response.status,
			ms: Math.round(performance.now() - started),
			account: locals.person?.id
		},
		'request'
	);
	return response;

	/** Where no page answers, an address of an older site may say where it went. */
	async function elsewhere(nothing: Response): Promise<Response> {
		if (request.method !== 'GET' && request.method !== 'HEAD') return nothing;
		// An old address without a language may have been led here with one, and the other way round.
		const otherwise = isLanguage(first) ? url.pathname.slice(first.length + 1) : `/${language}${url.pathname}`;
		const at = new Date();
		const found =
			(await redirectFor(platform.database, url.pathname, url.search, at)) ?? (await redirectFor(platform.database, otherwise, url.search, at));
		if (!found) return told(nothing, 404);
		if (found.status === 410) return told(nothing, 410);
		return outward(new Response(null, { status: found.status, headers: { location: found.to, 'cache-control': 'public, max-age=3600' } }));
	}

	/** That there is nothing is told to people in their language and in the frame of the site, also where the address has no language. */
	async function told(nothing: Response, status: 404 | 410): Promise<Response> {
		const read = !isLanguage(first) && isRead();
		const { body, headers } = read ? await event.fetch(`/${language}${url.pathname}`) : nothing;
		if (read) headers.append('vary', 'accept-language');
		return new Response(body, { status, headers });
	}

	async function answer(): Promise<Response> {
		const method = request.method === 'HEAD' || request.method === 'OPTIONS' ? 'GET' : request.method;
		// Nothing has this sign in its name, and no database takes it in.
		if (url.pathname.includes('%00')) error(404, 'not found', { refusal: { refusal: 'not-found' } });
		// An address without a language, such as the permanent /records/{id}, leads to the reader's.
		if (route.id?.startsWith('/[lang]') && !isLanguage(first)) {
			if (request.method === 'GET' && unlocalised.has(first)) {
				const location = `/${language}${url.pathname}${url.search}`;
				return outward(new Response(null, { status: 302, headers: { location, vary: 'accept-language', 'access-control-allow-origin': '*' } }));
			}
			return outward(await resolve(event, html));
		}
		if (locals.support && route.id) {
			const { support, person } = locals.support;
			if (!person) {
				// It is over: the officer is told before anything else is done in a role that is the officer's own again. What a page or a device fetches
				// beside it is no telling.
				if (!event.isDataRequest && /\/edit\/(copy|here|answers)$/.test(route.id)) onlyLookingOn();
				await leaveSupport(platform.database.kysely, support.id, new Date());
				if (route.id.startsWith('/[lang]')) redirect(303, `/${language}/work/support/${support.id}?ended`);
			} else {
				const path = loggable(route.id, url.pathname);
				await noteView(platform.database.kysely, { support: support.id, method, path, by: person.id, at: new Date() });
				if (closedToSupport(route.id, method)) return onlyShown(support.id);
			}
		}
		if (route.id) {
			const need = access[route.id]?.[method as 'GET'];
			if (!need) error(access[route.id] ? 405 : 404, 'not found', { refusal: { refusal: 'not-found' } });
			if (needsPerson(need) && !locals.person) {
				if (method === 'GET') redirect(303, `/${language}/sign-in?to=${encodeURIComponent(url.pathname + url.search)}`);
				if (isRead() && isForm(request)) return handedBack();
				error(401, 'sign in first', { refusal: { refusal: 'sign-in-first' } });
			}
		}
		if (method !== 'GET' || locals.person || !isReading(route.id)) {
			const page = withdrawn(await resolve(event, html));
			if (page.status === 405 && isOpen(route.id) && isPreflight(request)) return outward(preflight());
			if (route.id?.startsWith('/[lang]') && !page.headers.has('cache-control')) page.headers.set('cache-control', 'no-store');
			return outward(page);
		}
		// What anybody reads changes only when something is published, a fact or a form is edited or the hour turns, with which a day begins somewhere
		// and a call opens or ends: that is its state.
		const made = [markOf(locals.convention), markOfForms(locals.definitions)];
		const hour = new Date().toISOString().slice(0, 13);
		const state = [version, hour, ...made, await readingState(platform.database.read)].join(' ');
		const address = url.origin + url.pathname + locals.query;
		const tag = readingTag(state, address);
		if (request.headers.get('if-none-match') === tag)
			return outward(new Response(null, { status: 304, headers: { etag: tag, 'cache-control': 'no-cache' } }));
		const key = `${request.method} ${encodingFor(request.headers.get('accept-encoding'))} ${address}`;
		// Whoever asks for a page that is not from any memory, as a browser does that is told to load it again, gets one made anew.
		if (!request.headers.get('cache-control')?.includes('no-cache')) {
			const kept = pages.find(state, key);
			if (kept) return kept;
			locals.remembered = (name, make) => remembered(state, name, make);
		}
		const bare = { transformPageChunk: (page: { html: string }) => withoutMarks(html.transformPageChunk(page)) };
		const page = withdrawn(await resolve(event, bare));
		if (page.status === 405 && isPreflight(request)) return outward(preflight());
		if (page.status !== 200 || page.headers.has('set-cookie')) return outward(page);
		page.headers.set('etag', tag);
		page.headers.set('cache-control', 'no-cache');
		page.headers.append('vary', 'cookie');
		// It has no script, so it may have none: not even one that knew the nonce of a page that is kept.
		const policy = page.headers.get('content-security-policy')?.replace(/script-src [^;]*/, "script-src 'none'");
		if (policy) page.headers.set('content-security-policy', policy);
		return pages.keep(state, key, await outward(page));
	}

	/** The page of a withdrawn record is whole, and says to programs too that it is gone. */
	function withdrawn(page: Response): Response {
		return locals.withdrawn && page.status === 200 ? new Response(page.body, { status: 410, headers: page.headers }) : page;
	}

	/** The answer is for a person's eyes, and not for a program. */
	function isRead(): boolean {
		return !!route.id?.startsWith('/[lang]') && !event.isDataRequest && !!request.headers.get('accept')?.includes('text/html');
	}

	/** Sent by somebody whose session had ended: handed back with what was written, since a browser may not keep it. */
	async function handedBack(): Promise<Response> {
		const unsent = await keepUnsent(request, url.pathname + url.search);
		try {
			const page = await event.fetch(`/${language}/sign-in/first?unsent=${unsent}`);
			return new Response(page.body, { status: 401, headers: page.headers });
		} finally {
			takeUnsent(unsent);
		}
	}

	/** Refused to somebody who looks on: to a reader with the page that says why and ends it, to a program as it is. */
	async function onlyShown(support: string): Promise<Response> {
		if (!isRead()) onlyLookingOn();
		const page = await event.fetch(`/${language}/work/support/${support}?closed`);
		return new Response(page.body, { status: 403, headers: page.headers });
	}

	/**
	 * As it leaves: with the headers that guard it, and packed for the line. What everybody may take away is open to programs in pages of other sites too,
	 * as the API is: they come without a session, and are given what is public.
	 */
	async function outward(reply: Response): Promise<Response> {
		const type = reply.headers.get('content-type');
		if (!locals.person && reply.ok && type && !type.startsWith('text/html') && isReading(route.id)) openToSites(reply);
		return packed(request, framed(route.id, secured(reply, url.protocol === 'https:')));
	}
};

/** A database that has too much to do is no defect of ours: the answer says when to come back, and nobody keeps it. */
function later(response: Response): Response {
	const headers = new Headers(response.headers);
	headers.set('retry-after', '30');
	headers.set('cache-control', 'no-store');
	return new Response(response.body, { status: 503, headers });
}

/** Pages that are made to stand on other sites may be framed, and nothing else: they carry no session, no form and no script. */
function framed(route: string | null, response: Response): Response {
	if (!route?.startsWith('/[lang]/embed/')) return response;
	const { headers } = response;
	headers.delete('x-frame-options');
	headers.set('cross-origin-resource-policy', 'cross-origin');
	const policy = headers.get('content-security-policy');
	if (policy) headers.set('content-security-policy', policy.replace(/frame-ancestors [^;]*/, 'frame-ancestors *'));
	return response;
}

function secured(response: Response, encrypted: boolean): Response {
	const { headers } = response;
	headers.set('x-content-type-options', 'nosniff');
	// Not no-referrer: under it browsers send forms with the origin "null", which the check against cross-site forms must refuse.
	headers.set('referrer-policy', 'same-origin');
	headers.set('x-frame-options', 'DENY');
	headers.set('cross-origin-opener-policy', 'same-origin');
	headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
	if (!headers.has('cross-origin-resource-policy')) headers.set('cross-origin-resource-policy', 'same-origin');
	// Not on a 304: the browser would put this policy in place of the one that its kept page came with.
	if (response.status !== 304 && !headers.has('content-security-policy'))
		headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
	if (encrypted) headers.set('strict-transport-security', 'max-age=63072000; includeSubDomains');
	return response;
}

export const handleError: HandleServerError = ({ kind, error: fault, event }) => {
	const { requestId } = event.locals;
	if (kind === 'unknown' && isBusy(fault)) {
		event.locals.busy = true;
		logFor(instance.platform.log, requestId).warn({ err: fault, path: loggable(event.route.id, event.url.pathname) }, 'the database is busy');
		return { requestId, refusal: { refusal: 'unavailable' } };
	}
	if (kind === 'unknown' && !hasHungUp(fault))
		logFor(instance.platform.log, requestId).error({ err: fault, path: loggable(event.route.id, event.url.pathname) }, 'a defect');
	return { requestId };
};
