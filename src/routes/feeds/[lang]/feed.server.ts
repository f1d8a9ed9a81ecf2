// A feed as a reply: with its tag, readable from any site.
import { error, type RequestEvent } from '@sveltejs/kit';
import { conditional } from '#api/conditional.ts';
import { problem } from '#api/problem.ts';
import { type FeedFormat, feedTypes, isFeedFormat } from '#interop/feeds/address.ts';
import type { Asking } from '#interop/feeds/server/publications.ts';
import type { Refusal } from '#people/refusal.ts';
import { isLanguage } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';

type Event = Pick<RequestEvent, 'locals' | 'request' | 'url'> & { params: { lang: string; format: string } };

export async function feed(
	{ locals, request, params }: Event,
	write: (asking: Asking, format: FeedFormat) => Promise<string | Refusal | undefined>
): Promise<Response> {
	const { platform, definitions, convention } = locals;
	const reader = isLanguage(params.lang) ? await readerIn(params.lang) : undefined;
	const format = isFeedFormat(params.format) ? params.format : undefined;
	const body =
		reader && format && (await write({ db: platform.database.read, origin: platform.configuration.origin, definitions, convention, reader }, format));
	if (body === undefined || !format) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	if (typeof body !== 'string') return problem(reader ?? locals.reader, body);
	return conditional(
		request,
		body,
		new Headers({
			'content-type': `${feedTypes[format]}; charset=utf-8`,
			'cache-control': 'public, no-cache',
			'access-control-allow-origin': '*',
			'cross-origin-resource-policy': 'cross-origin'
		})
	);
}
