// All records that wait in one language, a file each, in an archive. So many at once; the others follow when these have come back.
import { error } from '@sveltejs/kit';
import { strToU8, zipSync } from 'fflate';
import { openTranslation } from '#translation/server/translations.ts';
import { linesFor, queued, targetIn } from '../desk.server.ts';
import { fileName, logExport, xliffOf } from '../files.server.ts';
import type { RequestHandler } from './$types.ts';

const most = 200;

export const GET: RequestHandler = async ({ locals, params }) => {
	const target = targetIn(params.target);
	const lines = queued(await linesFor(locals), target, null).filter(({ waiting }) => !waiting);
	const files: Record<string, Uint8Array> = {};
	const records: string[] = [];
	for (const { record } of lines.slice(0, most)) {
		const opened = await openTranslation(locals.platform.database.fresh, locals.definitions, locals.person, record);
		const text = opened?.editable ? xliffOf(locals, opened, target) : null;
		if (text === null) continue;
		files[fileName(record, target)] = strToU8(text);
		records.push(record);
	}
	if (records.length === 0) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	await logExport(locals, records, target);
	return new Response(new Uint8Array(zipSync(files, { level: 6 })), {
		headers: {
			'content-type': 'application/zip',
			'content-disposition': `attachment; filename="translation-${target}-${locals.today}.zip"`,
			'cache-control': 'private, no-store'
		}
	});
};
