// SPDX-License-Identifier: Apache-2.0
// Answers with a body once: entity tag from its content, 304 where the caller has it already, no body for HEAD.
import { createHash } from 'node:crypto';

/** Weak, since the same content may travel compressed in several ways. */
export const entityTag = (body: string): string => `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;

/** If-None-Match compares weakly (RFC 9110, 8.8.3.2). */
export const matches = (header: string | null, tag: string): boolean =>
	header !== null &&
	header
		.split(',')
		.map((each) => each.trim())
		.some((each) => each === '*' || each.replace(/^W\//, '') === tag.replace(/^W\//, ''));

/** `tag` names the state that is shown, where it has a version of its own. */
export function conditional(request: Request, body: string, headers: Headers, tag = entityTag(body)): Response {
	headers.set('etag', tag);
	if (matches(request.headers.get('if-none-match'), tag)) {
		headers.delete('content-type');
		return new Response(null, { status: 304, headers });
	}
	if (request.method !== 'HEAD') return new Response(body, { headers });
	headers.set('content-length', String(Buffer.byteLength(body)));
	return new Response(null, { headers });
}
