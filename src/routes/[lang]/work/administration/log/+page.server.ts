// The audit log: who did what, to what, when.
import { readTrail } from '#insights/administration/server/trail.ts';
import { detailsText, mostTrailPages, trailAsked, trailQuery, trailSources } from '#insights/administration/trail.ts';
import { administrator } from '../administrator.server.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	administrator(locals);
	const asked = trailAsked(url.searchParams);
	const { lines, more } = await readTrail(locals.platform.database.fresh, asked);
	return {
		asked,
		sources: trailSources,
		lines: lines.map(({ details, ...line }) => ({ ...line, details: detailsText(details) })),
		newer: asked.page > 1 ? trailQuery(asked, asked.page - 1) || '?' : null,
		older: more && asked.page < mostTrailPages ? trailQuery(asked, asked.page + 1) : null,
		file: `log.csv${trailQuery(asked)}`
	};
};
