// The picture that other sites show where somebody shares a page.
import { error } from '@sveltejs/kit';
import { matches } from '#api/conditional.ts';
import { cardOf, cardTag, drawn } from '#interop/cards/server/cards.ts';
import { isLanguage } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, params, request }) => {
	const { platform, definitions, convention } = locals;
	const { origin, demo: demonstration } = platform.configuration;
	const reader = isLanguage(params.lang) ? await readerIn(params.lang) : undefined;
	const asking = reader && { db: platform.database.read, origin, definitions, convention, reader, demonstration };
	const card = asking && (await cardOf(asking, params.kind, params.id));
	if (!card) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const tag = cardTag(card);
	const headers = { etag: tag, 'cache-control': 'public, max-age=3600', 'cross-origin-resource-policy': 'cross-origin' };
	if (matches(request.headers.get('if-none-match'), tag)) return new Response(null, { status: 304, headers });
	const picture = await drawn(card);
	return new Response(picture, { headers: { ...headers, 'content-type': 'image/png', 'content-length': String(picture.length) } });
};
