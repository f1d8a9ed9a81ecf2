// SPDX-License-Identifier: Apache-2.0
// What programs in pages of other sites may read: what anybody may, without a session.

const open = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' };

export function openToSites({ headers }: Response): void {
	for (const [name, value] of Object.entries(open)) headers.set(name, value);
}

/** A browser asks before it reads. Not only for headers of its own: a long Accept, as readers of linked data send it, is asked for too. */
export const isPreflight = ({ method, headers }: Request): boolean =>
	method === 'OPTIONS' && ['GET', 'HEAD'].includes(headers.get('access-control-request-method') ?? '');

const asked = 'accept, accept-language, content-type, if-none-match, if-modified-since, range, x-requested-with';

/** The answer to it: which methods may be used here, and which headers sent. */
export const preflight = (methods = 'GET, HEAD, OPTIONS', headers = asked): Response =>
	new Response(null, {
		status: 204,
		headers: { ...open, 'access-control-allow-methods': methods, 'access-control-allow-headers': headers, 'access-control-max-age': '86400' }
	});
