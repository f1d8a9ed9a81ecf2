// The texts of a record in one language as XLIFF, for whoever may translate them.
import { error } from '@sveltejs/kit';
import { xliffType } from '#interop/xliff/write-xliff.ts';
import { openFor, targetIn } from '../../desk.server.ts';
import { fileName, logExport, xliffOf } from '../../files.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, params }) => {
	const target = targetIn(params.target);
	const opened = await openFor(locals, params.id);
	const text = xliffOf(locals, opened, target);
	if (text === null) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	await logExport(locals, [opened.record.id], target);
	return new Response(text, {
		headers: {
			'content-type': `${xliffType}; charset=utf-8`,
			'content-disposition': `attachment; filename="${fileName(opened.record.id, target)}"`,
			'cache-control': 'private, no-store'
		}
	});
};
