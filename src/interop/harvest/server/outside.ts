// SPDX-License-Identifier: Apache-2.0
// One request to a server of somebody else's: with a time limit, and never to an address inside our own network, whatever its name resolves to.
// Follows nothing and repeats nothing: that is the business of who asks.
import { lookup as resolve } from 'node:dns';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

export class OutsideFault extends Error {
	readonly code: 'private-address' | 'unreachable' | 'timed-out';
	readonly said: string;
	constructor(code: OutsideFault['code'], said: string) {
		super(`${code}: ${said}`);
		[this.code, this.said] = [code, said];
	}
}

const inside = new BlockList();
for (const [network, prefix] of [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.0.2.0', 24],
	['192.88.99.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['198.51.100.0', 24],
	['203.0.113.0', 24],
	['224.0.0.0', 4],
	['240.0.0.0', 4]
] as const)
	inside.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
	['::', 96],
	['64:ff9b::', 96],
	['64:ff9b:1::', 48],
	['100::', 64],
	['2001::', 23],
	['2001:db8::', 32],
	['2002::', 16],
	['fc00::', 7],
	['fe80::', 10],
	['fec0::', 10],
	['ff00::', 8]
] as const)
	inside.addSubnet(network, prefix, 'ipv6');

/** True for an address that is not one of the public internet: of this machine, of a private network, of a cloud's own service. */
export function isPrivateAddress(address: string): boolean {
	const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
	const family = isIP(bare);
	if (family === 0) return true;
	const [, mapped] = /^::ffff:(.+)$/i.exec(bare) ?? [];
	if (mapped) {
		if (isIP(mapped) === 4) return isPrivateAddress(mapped);
		const [high = 0, low = 0] = mapped.split(':').map((part) => Number.parseInt(part, 16));
		return isPrivateAddress([high >> 8, high & 255, low >> 8, low & 255].join('.'));
	}
	return inside.check(bare, family === 4 ? 'ipv4' : 'ipv6');
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
