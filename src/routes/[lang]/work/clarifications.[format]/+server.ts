// The list of clarifications as a file, for whoever may read them.
import { error } from '@sveltejs/kit';
import { csv } from '#api/csv.ts';
import { clarificationsTable } from '#interop/sheets/clarifications-table.ts';
import { sheetType, xlsx } from '#interop/sheets/xlsx.ts';
import { wishFrom } from '../clarifications/asked.server.ts';
import { shownThreads, threadsWaiting } from '../clarifications/shown.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const { format } = params;
	if (format !== 'csv' && format !== 'xlsx') error(404, 'not found', { refusal: { refusal: 'not-found' } });
	if ((await threadsWaiting(locals)) === null) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	const { platform, reader, today } = locals;
	const address = `${platform.configuration.origin}/${reader.language}/work/clarifications`;
	const table = clarificationsTable(await shownThreads(locals, wishFrom(url)), { address, day: today }, reader);
	const headers = {
		'content-disposition': `attachment; filename="clarifications-${today}.${format}"`,
		'content-language': reader.language,
		'cache-control': 'private, no-store'
	};
	if (format === 'xlsx') return new Response(await xlsx(table), { headers: { ...headers, 'content-type': sheetType } });
	const lines = [
		table.columns.map(({ head }) => head),
		...table.rows.map((row) => row.map((cell) => (cell !== null && typeof cell === 'object' ? cell.day : cell)))
	];
	return new Response(csv(lines), { headers: { ...headers, 'content-type': 'text/csv; charset=utf-8; header=present' } });
};
