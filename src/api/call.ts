// SPDX-License-Identifier: Apache-2.0
// From a request as the web framework hands it over to a call as the API takes it.
import type { RequestEvent } from '@sveltejs/kit';
import type { Call } from './serve.ts';

type Event = Pick<RequestEvent, 'request' | 'url' | 'locals' | 'getClientAddress'>;

export const callFrom = (event: Event, path: string): Call => ({
	request: event.request,
	url: event.url,
	path: path.replace(/^\/+|\/+$/g, ''),
	address: addressOf(event),
	locals: event.locals,
	doingFor: (person) => event.locals.doingFor(person)
});

/** Behind a proxy that forgot its header, and of a caller who has hung up, the address is not known; then all such callers share one allowance. */
function addressOf(event: Event): string {
	try {
		return (event.getClientAddress() as string | undefined) ?? 'unknown';
	} catch {
		return 'unknown';
	}
}
