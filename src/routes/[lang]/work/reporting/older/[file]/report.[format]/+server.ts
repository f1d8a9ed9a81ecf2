// What became of each row, or would: every remark, cell by cell.
import { error } from '@sveltejs/kit';
import { csv } from '#api/csv.ts';
import { olderRows } from '#components/reporting/older.ts';
import { olderTable } from '#interop/sheets/older-table.ts';
import { may } from '#people/may.ts';
import { becameOf, fileAt } from '../../file.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, params }) => {
	if (!may(locals.person, 'report.map')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	if (params.format !== 'csv') error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const opened = await fileAt(locals, params.file);
	const { became } = await becameOf(locals, opened);
	const rows = olderTable(olderRows(locals.reader, opened.older.form, became), locals.reader);
	const lines = rows.map((row) => row.map((cell) => (cell !== null && typeof cell === 'object' ? cell.day : cell)));
	return new Response(csv(lines), {
		headers: {
			'content-type': 'text/csv; charset=utf-8; header=present',
			'content-disposition': `attachment; filename="older-reports-${opened.older.cycle.id}-${opened.file.id}.csv"`,
			'content-language': locals.reader.language,
			'cache-control': 'private, no-store'
		}
	});
};
