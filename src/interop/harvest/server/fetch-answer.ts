// SPDX-License-Identifier: Apache-2.0
// One answer of a service, fetched as sources are (limits, tries, Retry-After, no addresses inside our network, no pages instead of data) and held in memory: what
// is kept of it are its rows.
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { Files } from '#platform/server/files.ts';
import type { SourceFault } from '#projects/found.ts';
import { decodeText } from '../decode-text.ts';
import { type Clock, fetchCopy, type Fetching } from './fetch-copy.ts';

/** How services are asked: hosts of the own network that may be, limits, and in tests a clock that does not wait. */
export interface Asking extends Partial<Pick<Fetching, 'allowedHosts' | 'totalMs' | 'silenceMs' | 'retries'>> {
	clock?: Clock;
}

/** A page of a hundred rows with their texts is a hundredth of it. */
const limitBytes = 20 * 1024 * 1024;

export async function fetchAnswer(
	url: string,
	headers: Readonly<Record<string, string>>,
	{ clock, ...asking }: Asking
): Promise<string | SourceFault> {
	let bytes: Uint8Array = new Uint8Array();
	const memory: Pick<Files, 'put'> = {
		put: async (content) => {
			bytes = content instanceof Uint8Array ? content : await buffer(content as AsyncIterable<Uint8Array>);
			return { sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length, mediaType: '' } as Awaited<ReturnType<Files['put']>>;
		}
	};
	const fetched = await fetchCopy({ url, expected: 'answer', headers, limitBytes, ...asking }, memory, clock);
	if (fetched.outcome === 'fault') return fetched.fault;
	return decodeText(bytes)?.text ?? { code: 'not-text', values: {} };
}
