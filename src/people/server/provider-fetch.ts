// SPDX-License-Identifier: Apache-2.0
// One request to an identity provider: with a time limit and a size limit, following nothing, and to no address inside our own network but that of
// the issuer, which the operator has named.
import { lookup as resolve } from 'node:dns';
import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPrivateAddress } from '#platform/server/private-address.ts';
import type { SignOnProvider } from '#platform/sign-on-setting.ts';

const largest = 1024 * 1024;

/** The provider did not answer, or not as one does. Told apart from an answer that is not to be trusted. */
export class ProviderDown extends Error {
	override readonly name = 'ProviderDown';
}

/** The name is looked up once, and the connection goes to the address that was judged. */
const guarded: LookupFunction = (host, options, callback) =>
	resolve(host, { ...options, all: true }, (error, addresses) => {
		if (error) return callback(error, '', 0);
		const judged = addresses.filter(({ address }) => !isPrivateAddress(address));
		const [first] = judged;
		if (!first) return callback(new Error('private address'), '', 0);
		if (options.all) callback(null, judged);
		else callback(null, first.address, first.family);
	});

interface Asked {
	method: string;
	headers?: Record<string, string>;
	body?: unknown;
}

/** As the library wants to fetch. What only reads is asked once more where the connection broke. */
export const providerFetch =
	(provider: Pick<SignOnProvider, 'issuer' | 'seconds'>) =>
	async (address: string, asked: Asked): Promise<Response> => {
		const signal = AbortSignal.timeout(provider.seconds * 1000);
		try {
			return await once(provider, address, asked, signal);
		} catch (fault) {
			if (asked.method !== 'GET' || signal.aborted || !isBroken(fault)) throw down(fault);
			return await once(provider, address, asked, signal).catch((again: unknown) => {
				throw down(again);
			});
		}
	};

const isBroken = (fault: unknown): boolean => ['ECONNRESET', 'EPIPE', 'EAI_AGAIN'].includes(String((fault as NodeJS.ErrnoException).code));

const down = (fault: unknown): ProviderDown => new ProviderDown(String((fault as NodeJS.ErrnoException).code ?? (fault as Error).message));

async function once(provider: Pick<SignOnProvider, 'issuer'>, address: string, asked: Asked, signal: AbortSignal): Promise<Response> {
	const url = new URL(address);
	const own = url.hostname === new URL(provider.issuer).hostname;
	const host = url.hostname.replace(/^\[|\]$/g, '');
	if (!own && isIP(host) && isPrivateAddress(host)) throw new Error('private address');
	const body = asked.body === undefined || asked.body === null ? null : Buffer.from(String(asked.body));
	return await new Promise<Response>((answered, failed) => {
		const asking = (url.protocol === 'https:' ? tlsRequest : plainRequest)(url, {
			method: asked.method,
			headers: { ...asked.headers, 'accept-encoding': 'identity', ...(body ? { 'content-length': body.length } : {}) },
			...(own ? {} : { lookup: guarded }),
			signal,
			agent: false
		});
		asking.on('error', failed);
		asking.on('response', (head) => {
			const parts: Buffer[] = [];
			let size = 0;
			head.on('error', failed);
			head.on('data', (part: Buffer) => {
				size += part.length;
				if (size > largest) asking.destroy(new Error('answer too large'));
				else parts.push(part);
			});
			head.on('end', () => {
				const status = head.statusCode ?? 500;
				const headers = new Headers();
				for (const [name, value] of Object.entries(head.headers)) if (value !== undefined) headers.set(name, String(value));
				// A Response takes no status below 200, and no body with these.
				if (status < 200 || status > 599) failed(new Error(`status ${status}`));
				else answered(new Response([204, 205, 304].includes(status) ? null : Buffer.concat(parts), { status, headers }));
			});
		});
		asking.end(body ?? undefined);
	});
}
