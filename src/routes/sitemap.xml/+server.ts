// Every public page in its six languages, for search engines.
import { error } from '@sveltejs/kit';
import { outflow } from '#platform/server/outflow.ts';
import { sitemap } from '#interop/feeds/server/sheets.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, url }) => {
	const { platform, definitions, convention } = locals;
	const asked = url.searchParams.get('sheet');
	const sheet = asked === null ? undefined : /^\d{1,4}$/.test(asked) ? Number(asked) : 0;
	const pieces = await sitemap({ db: platform.database.read, origin: platform.configuration.origin, definitions, convention }, sheet);
	if (!pieces) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	return new Response(outflow(pieces), { headers: { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'public, max-age=3600' } });
};
