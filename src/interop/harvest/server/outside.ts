// SPDX-License-Identifier: Apache-2.0
// One request to a server of somebody else's: with a time limit, and never to an address inside our own network, whatever its name resolves to.
// Follows nothing and repeats nothing: that is the business of who asks.
import { lookup as resolve } from 'node:dns';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { isPrivateAddress } from '#platform/server/private-address.ts';

export { isPrivateAddress };

export class OutsideFault extends Error {
	readonly code: 'private-address' | 'unreachable' | 'timed-out';
	readonly said: string;
	constructor(code: OutsideFault['code'], said: string) {
		super(`${code}: ${said}`);
		[this.code, this.said] = [code, said];
	}
}

/** The name is looked up once, and the connection goes to the address that was judged: a name that answers differently the second time gains nothing. */
const guarded =
	(allowed: boolean): LookupFunction =>
	(host, options, callback) =>
		resolve(host, { ...options, all: true }, (error, addresses) => {
			if (error) return callback(error, '', 0);
			const judged = allowed ? addresses : addresses.filter(({ address }) => !isPrivateAddress(address));
			const [first] = judged;
			if (!first) return callback(Object.assign(new Error('private address'), { code: 'PRIVATE' }), '', 0);
			if (options.all) callback(null, judged);
			else callback(null, first.address, first.family);
		});

const unpackers = new Map<string, () => Transform>([
	['gzip', createGunzip],
	['x-gzip', createGunzip],
	['deflate', createInflate],
	['br', createBrotliDecompress]
]);

export interface Asked {
	url: URL;
	headers: Record<string, string>;
	/** Until the head of the answer is there, and between two pieces of its body. */
	silenceMs: number;
	/** Ends everything. */
	signal: AbortSignal;
	/** The operator has said that this host may stand inside our network. */
	allowed: boolean;
	/** Posted there; without it the address is only read. */
	body?: string;
}

/** The answer's head, its body unpacked. Throws an OutsideFault. Whoever does not read the body must destroy it. */
export async function ask(asked: Asked): Promise<{ head: IncomingMessage; body: Readable }> {
	const { url, signal, allowed, silenceMs } = asked;
	const host = url.hostname.replace(/^\[|\]$/g, '');
	if (!allowed && isIP(host) && isPrivateAddress(host)) throw new OutsideFault('private-address', host);
	const request = url.protocol === 'https:' ? tlsRequest : plainRequest;
	const head = await new Promise<IncomingMessage>((resolved, refused) => {
		const asking = request(url, {
			method: asked.body === undefined ? 'GET' : 'POST',
			headers: { 'accept-encoding': 'gzip, deflate, br', ...asked.headers },
			lookup: guarded(allowed),
			signal,
			agent: false,
			timeout: silenceMs
		});
		let answered: IncomingMessage | undefined;
		asking.on('response', (response) => resolved((answered = response)));
		asking.on('timeout', () => {
			const fault = new OutsideFault('timed-out', host);
			answered?.destroy(fault);
			asking.destroy(fault);
		});
		asking.on('error', (error: NodeJS.ErrnoException) => refused(faultOf(error, signal, host)));
		asking.end(asked.body);
	});
	const unpacker = unpackers.get(String(head.headers['content-encoding'] ?? '').toLowerCase());
	if (!unpacker) return { head, body: head };
	const body = unpacker();
	// A fault of either reaches whoever reads the body.
	pipeline(head, body, () => undefined);
	return { head, body };
}

/** What went wrong on the way, in our words. */
export function faultOf(error: unknown, signal: AbortSignal, host: string): OutsideFault {
	if (error instanceof OutsideFault) return error;
	if (signal.aborted) return new OutsideFault('timed-out', host);
	const code = (error as NodeJS.ErrnoException).code ?? '';
	if (code === 'PRIVATE') return new OutsideFault('private-address', host);
	return new OutsideFault('unreachable', `${host} ${code}`.trim());
}
