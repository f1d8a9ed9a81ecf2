// SPDX-License-Identifier: Apache-2.0
// Packs a text reply for the line: Brotli or gzip, off the main thread. Many readers have 256 kbit/s; a page is a fifth of its size when packed.
// What is longer than a page goes through while it is made, so that a million rows are never held for their packing.
import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from 'node:zlib';
import { outflow } from './outflow.ts';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
const brotliQuality = { [constants.BROTLI_PARAM_QUALITY]: 4 };
const gzipLevel = { level: 5 };

const packable = /^(text\/|application\/(json|problem\+json|xml|atom\+xml|rss\+xml|feed\+json|ld\+json|rdf\+xml|javascript)|image\/svg)/;
/** Below this a packed reply is hardly smaller than its own headers. */
const least = 1000;
/** Above this a reply is packed on its way. */
const most = 1_000_000;

/** Which of the two the client takes, the better one first; null for neither. `q=0` is a refusal. */
export function encodingFor(accept: string | null): 'br' | 'gzip' | null {
	const offers = new Map(
		(accept ?? '').split(',').map((part) => {
			const [name = '', ...rest] = part.trim().toLowerCase().split(';');
			return [name.trim(), !rest.some((parameter) => /^\s*q=0(\.0*)?\s*$/.test(parameter))] as const;
		})
	);
	return offers.get('br') ? 'br' : offers.get('gzip') ? 'gzip' : null;
}

/** The reply, packed where its kind and the client allow. Ranges, streams of events and what is packed already are left alone. */
export async function packed(request: Request, reply: Response): Promise<Response> {
	const { headers } = reply;
	const type = headers.get('content-type') ?? '';
	if (!reply.body || !packable.test(type) || headers.has('content-encoding') || headers.has('content-range') || type.startsWith('text/event-stream'))
		return reply;
	headers.append('vary', 'accept-encoding');
	const encoding = encodingFor(request.headers.get('accept-encoding'));
	if (!encoding || request.method === 'HEAD') return reply;
	const { start, rest } = await startOf(reply.body);
	if (rest) {
		headers.set('content-encoding', encoding);
		headers.delete('content-length');
		return new Response(outflow(packedOnTheWay(start, rest, encoding)), { status: reply.status, statusText: reply.statusText, headers });
	}
	if (start.length < least) return new Response(start, reply);
	const small =
		encoding === 'br'
			? await brotli(start, { params: { ...brotliQuality, [constants.BROTLI_PARAM_SIZE_HINT]: start.length } })
			: await zip(start, gzipLevel);
	headers.set('content-encoding', encoding);
	headers.set('content-length', String(small.length));
	return new Response(new Uint8Array(small), { status: reply.status, statusText: reply.statusText, headers });
}

type Body = AsyncIterable<Uint8Array>;

/** The whole of a short body, or the start of a long one with what is still to come. */
async function startOf(body: ReadableStream<Uint8Array>): Promise<{ start: Buffer<ArrayBuffer>; rest?: AsyncIterator<Uint8Array> }> {
	const left = (body as unknown as Body)[Symbol.asyncIterator]();
	const parts: Uint8Array[] = [];
	for (let length = 0; length <= most;) {
		const next = await left.next();
		if (next.done) return { start: Buffer.concat(parts) };
		parts.push(next.value);
		length += next.value.length;
	}
	return { start: Buffer.concat(parts), rest: left };
}

function packedOnTheWay(start: Uint8Array, rest: AsyncIterator<Uint8Array>, encoding: 'br' | 'gzip'): Transform {
	const packer = encoding === 'br' ? createBrotliCompress({ params: brotliQuality }) : createGzip(gzipLevel);
	const whole = async function* () {
		try {
			yield start;
			yield* { [Symbol.asyncIterator]: () => rest };
		} finally {
			await rest.return?.();
		}
	};
	// A fault in what is packed destroys the packer with it, and so reaches whoever reads; a reader that leaves ends both.
	pipeline(whole(), packer).catch(() => {});
	return packer;
}
