// The database answers and every migration has run.
import type { RequestHandler } from '@sveltejs/kit';
import { isMigrated } from '#platform/server/migrate.ts';

export const GET: RequestHandler = async ({ locals }) => {
	const ready = await isMigrated(locals.platform.database).catch(() => false);
	return new Response(ready ? 'ready\n' : 'not ready\n', {
		status: ready ? 200 : 503,
		headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' }
	});
};
