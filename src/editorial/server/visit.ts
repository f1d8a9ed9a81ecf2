// SPDX-License-Identifier: Apache-2.0
// Looks whether there is something at an address of the web. Asks for as little as it can, waits only so long, follows only so far, and never goes to an
// address inside somebody's own network: what is looked up is what is connected to.
import { lookup as resolve } from 'node:dns';
import { type IncomingMessage, request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { judged, type Looked } from '../links.ts';

const inside = new BlockList();
for (const [network, bits] of [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.0.2.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['198.51.100.0', 24],
	['203.0.113.0', 24],
	['224.0.0.0', 4],
	['240.0.0.0', 4]
] as const)
	inside.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [
	['::', 127],
	['64:ff9b::', 96],
	['100::', 64],
	['2001:db8::', 32],
	['2002::', 16],
	['fc00::', 7],
	['fe80::', 10],
	['ff00::', 8]
] as const)
	inside.addSubnet(network, bits, 'ipv6');

/** An address of the public internet. What stands for one of the old kind (`::ffff:10.0.0.1`) is judged as that. */
export const isPublic = (address: string): boolean => {
	const family = isIP(address);
	return family !== 0 && !inside.check(address, family === 4 ? 'ipv4' : 'ipv6');
};

export interface Visiting {
	/** Which network addresses may be gone to; those of the public internet unless said otherwise. */
	allows?: (address: string) => boolean;
	/** Milliseconds for each answer. */
	patience?: number;
	signal?: AbortSignal;
}

const mostSteps = 5;

class Refused extends Error {}

interface Answer {
	status: number;
	location: string | undefined;
}

function ask(address: URL, method: 'HEAD' | 'GET', { allows = isPublic, patience = 10_000, signal }: Visiting): Promise<Answer> {
	const lookup: LookupFunction = (host, options, done) =>
		resolve(host, { ...options, all: true }, (fault, found) => {
			if (fault) return done(fault, []);
			const list = Array.isArray(found) ? found : [found];
			// One address inside is enough: a name that points both ways is no honest one.
			if (list.length === 0 || !list.every(({ address: each }) => allows(each))) return done(new Refused('private-address'), []);
			const first = list[0] as { address: string; family: number };
			return options.all ? done(null, list) : done(null, first.address, first.family);
		});
	return new Promise((found, failed) => {
		const host = address.hostname.replace(/^\[|\]$/g, '');
		// A number is not looked up, so it is judged here.
		if (isIP(host) && !allows(host)) return failed(new Refused('private-address'));
		const limit = AbortSignal.timeout(patience);
		const asked = (address.protocol === 'https:' ? secure : plain)(
			address,
			{
				method,
				lookup,
				agent: false,
				signal: signal ? AbortSignal.any([limit, signal]) : limit,
				headers: { 'user-agent': 'Mozilla/5.0 (compatible; Minamata Exchange Platform; check of links)', accept: '*/*', range: 'bytes=0-0' },
				maxHeaderSize: 32_768
			},
			(reply: IncomingMessage) => {
				found({ status: reply.statusCode ?? 0, location: reply.headers.location });
				// What it says is not read, however long it is.
				reply.on('error', () => undefined);
				reply.destroy();
			}
		);
		asked.on('error', (fault) => failed(limit.aborted ? new Refused('too-slow') : fault));
		asked.end();
	});
}

const reasons: { [code: string]: { state: Looked['state']; reason: string } } = {
	ENOTFOUND: { state: 'broken', reason: 'no-such-host' },
	EAI_AGAIN: { state: 'unsure', reason: 'no-answer' },
	ECONNREFUSED: { state: 'unsure', reason: 'no-answer' },
	ECONNRESET: { state: 'unsure', reason: 'no-answer' },
	CERT_HAS_EXPIRED: { state: 'broken', reason: 'certificate' },
	ERR_TLS_CERT_ALTNAME_INVALID: { state: 'broken', reason: 'certificate' }
};

export async function visit(address: string, visiting: Visiting = {}): Promise<Looked> {
	let forGood = false;
	try {
		let here = new URL(address);
		for (let step = 0; step <= mostSteps; step += 1) {
			if (!/^https?:$/.test(here.protocol) || here.username || here.password) return { state: 'broken', status: null, reason: 'not-the-web' };
			let answer = await ask(here, 'HEAD', visiting);
			// Some answer only to whoever wants to read.
			if (answer.status >= 400) answer = await ask(here, 'GET', visiting);
			if (answer.status < 300 || answer.status >= 400 || !answer.location) return judged(answer.status, forGood);
			forGood ||= answer.status === 301 || answer.status === 308;
			here = new URL(answer.location, here);
		}
		return { state: 'broken', status: null, reason: 'in-circles' };
	} catch (fault) {
		if (fault instanceof Refused) return { state: fault.message === 'too-slow' ? 'unsure' : 'broken', status: null, reason: fault.message };
		const code = (fault as NodeJS.ErrnoException).code ?? '';
		if (code === 'ERR_INVALID_URL') return { state: 'broken', status: null, reason: 'not-the-web' };
		return { status: null, ...(reasons[code] ?? { state: 'unsure', reason: 'no-answer' }) };
	}
}
