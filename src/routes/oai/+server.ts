// The catalogue for harvesters of libraries and archives: OAI-PMH 2.0, by GET and by POST.
import { harvest } from '#interop/oai/server/harvest.ts';
import type { RequestEvent } from '@sveltejs/kit';
import type { RequestHandler } from './$types.ts';

async function reply({ locals }: Pick<RequestEvent, 'locals'>, query: URLSearchParams): Promise<Response> {
	const { platform, definitions, convention, reader } = locals;
	const { origin, sender: email } = platform.configuration;
	const body = await harvest(query, { db: platform.database.read, definitions, convention, origin, email, reader, at: new Date() });
	return new Response(body, {
		headers: {
			'content-type': 'text/xml; charset=utf-8',
			'cache-control': 'no-cache',
			'access-control-allow-origin': '*',
			'cross-origin-resource-policy': 'cross-origin'
		}
	});
}

export const trailingSlash = 'ignore';

export const GET: RequestHandler = (event) => reply(event, event.url.searchParams);

export const POST: RequestHandler = async (event) => {
	// Anything else than a form has no arguments, which the protocol has an error for.
	const type = event.request.headers.get('content-type') ?? '';
	const text = type.startsWith('application/x-www-form-urlencoded') ? (await event.request.text()).slice(0, 10_000) : '';
	return reply(event, new URLSearchParams(text));
};
