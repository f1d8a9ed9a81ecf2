// A feed as a reply: with its tag, readable from any site.
import { error, type RequestEvent } from '@sveltejs/kit';
import { conditional } from '#api/conditional.ts';
import { publicationsFeed } from '#interop/feeds/server/publications.ts';
import { isLanguage } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';

export async function feed({ locals, request }: Pick<RequestEvent, 'locals' | 'request'>, language: string, register?: string): Promise<Response> {
	const { platform, definitions, convention } = locals;
	const body = isLanguage(language)
		? await publicationsFeed(
				{ db: platform.database.read, origin: platform.configuration.origin, definitions, convention, reader: await readerIn(language) },
				register
			)
		: undefined;
	if (body === undefined) error(404, 'not found', { refusal: { refusal: 'not-found' } });
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
