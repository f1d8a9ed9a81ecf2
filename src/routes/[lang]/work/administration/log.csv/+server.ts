// The audit log as a file, by the same question as the page.
import { csv } from '#api/csv.ts';
import { wholeTrail } from '#insights/administration/server/trail.ts';
import { detailsText, trailAsked } from '#insights/administration/trail.ts';
import { administrator } from '../administrator.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, url }) => {
	administrator(locals);
	const { lines, more } = await wholeTrail(locals.platform.database.fresh, trailAsked(url.searchParams));
	const rows = lines.map(({ at, source, act, by, name, about, aboutName, details }) => [
		at.toISOString(),
		source,
		act,
		by,
		name,
		about,
		aboutName,
		detailsText(details)
	]);
	return new Response(csv([['at', 'source', 'act', 'by', 'name', 'about', 'about_name', 'details'], ...rows]), {
		headers: {
			'content-type': 'text/csv; charset=utf-8; header=present',
			'content-disposition': `attachment; filename="audit-log-${locals.today}.csv"`,
			'cache-control': 'private, no-store',
			// Whoever reads it by a program sees that there was more.
			...(more ? { 'x-truncated': 'true' } : {})
		}
	});
};
