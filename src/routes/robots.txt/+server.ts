// What crawlers may read.
import { robots } from '#interop/feeds/sitemap.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = ({ locals }) =>
	new Response(robots(locals.platform.configuration.origin), {
		headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=3600' }
	});
