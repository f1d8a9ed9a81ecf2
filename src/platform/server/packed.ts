// SPDX-License-Identifier: Apache-2.0
// Packs a text reply for the line: Brotli or gzip, off the main thread. Many readers have 256 kbit/s; a page is a fifth of its size when packed.
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

const packable = /^(text\/|application\/(json|problem\+json|xml|atom\+xml|rss\+xml|feed\+json|ld\+json|rdf\+xml|javascript)|image\/svg)/;
/** Below this a packed reply is hardly smaller than its own headers. */
const least = 1000;

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
	const body = Buffer.from(await reply.arrayBuffer());
	if (body.length < least) return new Response(body, reply);
	const small =
		encoding === 'br'
			? await brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } })
			: await zip(body, { level: 5 });
	headers.set('content-encoding', encoding);
	headers.set('content-length', String(small.length));
	return new Response(new Uint8Array(small), { status: reply.status, statusText: reply.statusText, headers });
}
