// SPDX-License-Identifier: Apache-2.0
// Fetches a source and keeps what came as the last good copy, if it is what it should be. Whatever goes wrong, the copy before stays, and the fault says
// what happened and what came. Knows no database: whoever asks keeps the Copy and hands it in the next time.
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { isFileRefusal } from '#platform/file.ts';
import type { Files } from '#platform/server/files.ts';
import type { SourceFault } from '#projects/found.ts';
import { contentFault, type Expectation } from '../content.ts';
import { decodeText } from '../decode-text.ts';
import { ask, faultOf, OutsideFault } from './outside.ts';

/** A copy that was kept. */
export interface Copy {
	/** Of the kept file; text is kept in UTF-8, whatever it came in. */
	sha256: string;
	size: number;
	mediaType: string;
	etag?: string;
	lastModified?: string;
	/** When it was fetched, ISO 8601. */
	fetchedAt: string;
}

export interface Fetching {
	url: string;
	expected: Expectation;
	/** Beside those that every request has. */
	headers?: Readonly<Record<string, string>>;
	last?: Copy | null;
	/** All tries of all redirects together. */
	totalMs?: number;
	silenceMs?: number;
	limitBytes?: number;
	/** How often after the first. */
	retries?: number;
	redirects?: number;
	/** Hosts that may stand inside our own network, as the operator names them: `host` or `host:port`. */
	allowedHosts?: readonly string[];
	/** A last look before the copy is kept: whether its columns are known, for example. */
	check?(bytes: Uint8Array): SourceFault | undefined | Promise<SourceFault | undefined>;
}

/** How many were made is told to whoever reads the log. */
interface Tries {
	tries: number;
}
export type Fetched = Tries &
	(
		| { outcome: 'fresh'; copy: Copy }
		/** The source says that nothing has changed, or what it gave is what we have. */
		| { outcome: 'unchanged'; copy: Copy }
		| { outcome: 'fault'; fault: SourceFault; last: Copy | null }
	);

export interface Clock {
	now(): Date;
	wait(milliseconds: number): Promise<void>;
}

export const usual = { totalMs: 300_000, silenceMs: 30_000, limitBytes: 40 * 1024 * 1024, retries: 3, redirects: 5 };
/** IATI of a large publisher. */
export const largestBytes = 2 * 1024 * 1024 * 1024;
const longestWait = 60_000;

const accepted: Record<Expectation, readonly string[]> = {
	table: ['text/csv', 'text/plain', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
	xml: ['application/xml', 'text/xml', 'text/html', 'text/plain', 'text/csv'],
	json: ['application/json', 'text/plain', 'text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
	// Read at once and kept row by row, never as a file.
	answer: []
};

const clockOnTheWall: Clock = { now: () => new Date(), wait: (milliseconds) => new Promise((done) => void setTimeout(done, milliseconds)) };

/** What one try ended with. `again`: trying once more may help, after so many milliseconds where the other side says it. */
type Tried =
	| { fetched: Omit<Extract<Fetched, { outcome: 'fresh' }>, 'tries'> | { outcome: 'unchanged'; copy: Copy } }
	| { fault: SourceFault; again?: number | true };

export async function fetchCopy(fetching: Fetching, files: Pick<Files, 'put'>, clock: Clock = clockOnTheWall): Promise<Fetched> {
	const { last = null, retries = usual.retries, totalMs = usual.totalMs } = fetching;
	const signal = AbortSignal.timeout(totalMs);
	let fault: SourceFault = { code: 'unreachable', values: {} };
	let tries = 0;
	while (tries <= retries) {
		tries += 1;
		const tried = await once(fetching, files, signal, clock);
		if ('fetched' in tried) return { ...tried.fetched, tries };
		fault = tried.fault;
		if (tried.again === undefined || tries > retries || signal.aborted) break;
		// Twice as long each time; as long as the other side asks for, within reason.
		const wait = tried.again === true ? 1000 * 2 ** (tries - 1) : tried.again;
		if (wait > longestWait) break;
		await clock.wait(wait);
	}
	return { outcome: 'fault', fault, last, tries };
}

/** One try: from the address over its redirects to a kept copy. */
async function once(fetching: Fetching, files: Pick<Files, 'put'>, signal: AbortSignal, clock: Clock): Promise<Tried> {
	const { last, redirects = usual.redirects, silenceMs = usual.silenceMs } = fetching;
	let url = URL.parse(fetching.url);
	let host = url?.hostname ?? fetching.url;
	try {
		for (let followed = 0; ; followed += 1) {
			if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.password)
				return { fault: { code: 'not-of-the-web', values: { url: shown(url, fetching.url) } } };
			host = url.hostname;
			const allowed = (fetching.allowedHosts ?? []).some((one) => one === url?.host || one === url?.hostname);
			const headers: Record<string, string> = { accept: '*/*', 'user-agent': 'minamata-exchange-platform harvest', ...fetching.headers };
			if (last?.etag) headers['if-none-match'] = last.etag;
			if (last?.lastModified) headers['if-modified-since'] = last.lastModified;
			const { head, body } = await ask({ url, headers, silenceMs, signal, allowed });
			const status = head.statusCode ?? 0;
			const location = head.headers.location;
			if (status >= 300 && status < 400 && status !== 304 && location) {
				body.destroy();
				if (followed >= redirects) return { fault: { code: 'redirects', values: { times: String(followed), url: shown(url) } } };
				const next = URL.parse(location, url);
				// From a secure address nobody is led to one that is not.
				if (url.protocol === 'https:' && next?.protocol === 'http:') return { fault: { code: 'redirect-unsafe', values: { url: shown(next) } } };
				url = next;
				continue;
			}
			if (status === 304 && last) {
				body.destroy();
				return { fetched: { outcome: 'unchanged', copy: { ...last, fetchedAt: clock.now().toISOString() } } };
			}
			if (status !== 200) {
				body.destroy();
				const fault = { code: status === 429 ? 'too-many-requests' : 'status', values: { status: String(status), url: shown(url) } };
				return status === 429 || status === 408 || status >= 500 ? { fault, again: waitAsked(head, clock) ?? true } : { fault };
			}
			const tried = await keep(fetching, files, head, body, signal, clock);
			// A page instead of a file after a redirect is the page of a batch that has not ended, or of a sign-in: say where it led.
			if ('fault' in tried && followed && tried.fault.code === 'html-instead')
				return { fault: { code: 'html-after-redirect', values: { ...tried.fault.values, url: shown(url) } } };
			return tried;
		}
	} catch (thrown) {
		if (!(thrown instanceof OutsideFault)) throw thrown;
		const { code, said } = faultOf(thrown, signal, host);
		return { fault: { code, values: { host: said } }, ...(code === 'private-address' ? {} : { again: true as const }) };
	}
}

/** Addresses in a log carry no keys. */
const shown = (url: URL | null, raw = ''): string => (url ? `${url.origin}${url.pathname}` : raw.replace(/[?#].*$/s, '')).slice(0, 200);

/** `Retry-After` in milliseconds: seconds, or a day and time. */
function waitAsked(head: IncomingMessage, clock: Clock): number | undefined {
	const said = head.headers['retry-after']?.trim();
	if (!said) return undefined;
	if (/^\d{1,6}$/.test(said)) return Number(said) * 1000;
	const at = Date.parse(said);
	return Number.isNaN(at) ? undefined : Math.max(0, at - clock.now().getTime());
}

async function keep(
	fetching: Fetching,
	files: Pick<Files, 'put'>,
	head: IncomingMessage,
	body: Readable,
	signal: AbortSignal,
	clock: Clock
): Promise<Tried> {
	const { expected, last, limitBytes = usual.limitBytes, check } = fetching;
	const tooLarge: Tried = { fault: { code: 'too-large', values: { megabytes: String(Math.floor(limitBytes / 1024 / 1024)) } } };
	const declared = Number(head.headers['content-length'] ?? 0);
	if (declared > limitBytes) {
		body.destroy();
		return tooLarge;
	}
	const reading = piecesOf(body, head, limitBytes, signal);
	try {
		const pieces: Uint8Array[] = [];
		let size = 0;
		for (let next = await reading.next(); !next.done; next = await reading.next()) {
			pieces.push(next.value);
			size += next.value.length;
			// XML may be far larger than memory: its beginning is looked at, and the rest goes through to the disk.
			if (expected === 'xml' && size >= 64 * 1024) break;
		}
		const first = Buffer.concat(pieces);
		const fault = contentFault(first.subarray(0, 64 * 1024), expected);
		if (fault) return { fault, ...(fault.code === 'empty' ? { again: true as const } : {}) };
		let content: AsyncIterable<Uint8Array> | Uint8Array = expected === 'xml' ? following(first, reading) : first;
		if (expected !== 'xml' && first[0] !== 0x50) {
			const decoded = decodeText(first);
			if (decoded && decoded.encoding !== 'utf-8') content = Buffer.from(decoded.text.replace(/^\ufeff/, ''), 'utf8');
		}
		const wrong = content instanceof Uint8Array ? await check?.(content) : undefined;
		if (wrong) return { fault: wrong };
		const kept = await files.put(content, { limitBytes: Math.max(limitBytes, 1) * 2, accept: accepted[expected] });
		if (isFileRefusal(kept))
			return {
				fault: {
					code: kept.refusal === 'too-large' ? 'too-large' : 'not-a-sheet',
					values: { megabytes: String(Math.floor(limitBytes / 1024 / 1024)) }
				}
			};
		const { etag, 'last-modified': lastModified } = head.headers;
		const copy: Copy = { ...kept, ...(etag ? { etag } : {}), ...(lastModified ? { lastModified } : {}), fetchedAt: clock.now().toISOString() };
		return { fetched: { outcome: kept.sha256 === last?.sha256 ? 'unchanged' : 'fresh', copy } };
	} catch (thrown) {
		if (thrown instanceof TooLarge) return tooLarge;
		if (thrown instanceof CutOff) return { fault: { code: 'cut-off', values: { bytes: String(thrown.bytes) } }, again: true };
		throw thrown;
	} finally {
		body.destroy();
		head.destroy();
	}
}

class TooLarge extends Error {}
class CutOff extends Error {
	readonly bytes: number;
	constructor(bytes: number) {
		super('cut off');
		this.bytes = bytes;
	}
}

/** The pieces of the body, counted as they are after unpacking: a small file may unpack to an endless one. */
async function* piecesOf(body: Readable, head: IncomingMessage, limitBytes: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
	let size = 0;
	try {
		for await (const piece of body as AsyncIterable<Buffer>) {
			size += piece.length;
			if (size > limitBytes) throw new TooLarge();
			yield piece;
		}
	} catch (thrown) {
		if (thrown instanceof TooLarge) throw thrown;
		if (signal.aborted || thrown instanceof OutsideFault) throw faultOf(thrown, signal, '');
		throw new CutOff(size);
	}
	if (!head.complete) throw new CutOff(size);
}

async function* following(first: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
	yield first;
	yield* rest;
}
