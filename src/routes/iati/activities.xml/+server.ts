// Our projects for whoever gathers IATI: one file, sent while it is made.
import { entityTag, matches } from '#api/conditional.ts';
import { outflow } from '#platform/server/outflow.ts';
import { readingState } from '#catalogue/server/reading-tag.ts';
import { activities, stateOfProjects } from '#interop/iati/server/activities.ts';
import { markOf } from '#convention/server/current.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, request }) => {
	const { platform, convention, today } = locals;
	const db = platform.database.read;
	const newest = (await stateOfProjects(db)) ?? new Date(`${today}T00:00:00Z`);
	const tag = entityTag(`${await readingState(db)} ${today} ${markOf(convention)}`);
	const headers = {
		etag: tag,
		'cache-control': 'public, no-cache',
		'access-control-allow-origin': '*',
		'cross-origin-resource-policy': 'cross-origin'
	};
	if (matches(request.headers.get('if-none-match'), tag)) return new Response(null, { status: 304, headers });
	const sent = { ...headers, 'content-type': 'application/xml; charset=utf-8' };
	if (request.method === 'HEAD') return new Response(null, { headers: sent });
	return new Response(outflow(activities({ db, convention, origin: platform.configuration.origin, today }, newest)), { headers: sent });
};
