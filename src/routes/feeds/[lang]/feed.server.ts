// A feed as a reply: with its tag, readable from any site.
import { error, type RequestEvent } from '@sveltejs/kit';
import { conditional } from '#api/conditional.ts';
import { problem } from '#api/problem.ts';
import { publicationsFeed, registerFeed } from '#interop/feeds/server/publications.ts';
import { isLanguage } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';

export async function feed(
	{ locals, request, url }: Pick<RequestEvent, 'locals' | 'request' | 'url'>,
	language: string,
	register?: string
): Promise<Response> {
	const { platform, definitions, convention, today } = locals;
	const reader = isLanguage(language) ? await readerIn(language) : undefined;
	const asking = reader && { db: platform.database.read, origin: platform.configuration.origin, definitions, convention, reader };
	const body = asking && (register === undefined ? await publicationsFeed(asking) : await registerFeed(asking, register, url.searchParams, today));
	if (body === undefined) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	if (typeof body !== 'string') return problem(reader ?? locals.reader, body);
	return conditional(
		request,
		body,
		new Headers({
			'content-type': 'application/atom+xml; charset=utf-8',
			'cache-control': 'public, no-cache',
			'access-control-allow-origin': '*',
			'cross-origin-resource-policy': 'cross-origin'
		})
	);
}
