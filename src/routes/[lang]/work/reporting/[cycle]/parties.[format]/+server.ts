// The table of a cycle as a file: every Party, whatever part of it the page shows.
import { error } from '@sveltejs/kit';
import { csv } from '#api/csv.ts';
import { reportingTable } from '#interop/sheets/reporting-table.ts';
import { sheetType, xlsx } from '#interop/sheets/xlsx.ts';
import { followParties } from '#reporting/server/follow.ts';
import { cycleAt } from '../cycle.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, params }) => {
	const { format } = params;
	if (format !== 'csv' && format !== 'xlsx') error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const cycle = cycleAt(locals, params.cycle);
	const { platform, convention, reader, today } = locals;
	const { origin } = platform.configuration;
	const address = `${origin}/${reader.language}/work/reporting/${cycle.id}`;
	const table = reportingTable(await followParties(platform.database.read, convention, cycle.id, today), { cycle, address, day: today }, reader);
	const headers = {
		'content-disposition': `attachment; filename="reporting-${cycle.id}-${today}.${format}"`,
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
