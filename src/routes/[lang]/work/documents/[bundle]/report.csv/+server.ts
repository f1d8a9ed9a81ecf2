// What became of each line, or would.
import { csv } from '#api/csv.ts';
import { documentsReport } from '#components/meetings/bundle-report.ts';
import { bundleAt } from '../../bundle.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, params }) => {
	const { found, lines } = await bundleAt(locals, params.bundle);
	return new Response(csv(documentsReport(locals.reader, locals.definitions, lines)), {
		headers: {
			'content-type': 'text/csv; charset=utf-8; header=present',
			'content-disposition': `attachment; filename="documents-${found.id}.csv"`,
			'content-language': locals.reader.language,
			'cache-control': 'private, no-store'
		}
	});
};
