// The deadlines as a file: the same address as the page, with another ending. Whole, whatever page of them is looked at.
import { error } from '@sveltejs/kit';
import { csv } from '#api/csv.ts';
import { around } from '#api/shapes/around.ts';
import { presentDue } from '#api/shapes/deadline.ts';
import { deadlinesAsked, deadlinesFor, daysAsked, shownDeadline } from '#catalogue/deadlines.ts';
import { readDeadlines } from '#catalogue/server/deadlines.ts';
import { obligationText } from '#components/party/wording.ts';
import { deadlinesTable } from '#interop/sheets/deadlines-table.ts';
import { isDownload } from '#interop/sheets/results-table.ts';
import { sheetType, xlsx } from '#interop/sheets/xlsx.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, url, params }) => {
	if (!isDownload(params.format)) error(404);
	const { platform, definitions, convention, reader, today } = locals;
	const asked = deadlinesAsked(url.searchParams);
	const read = () => readDeadlines({ db: platform.database.read, definitions, convention, today }, asked);
	const found = await (asked.party || asked.region ? read() : locals.remembered('deadlines', read));
	const rows = deadlinesFor(found, asked, today, convention);
	const { origin } = platform.configuration;
	const address = `${origin}/${reader.language}/deadlines${url.search}`;
	const headers = {
		'content-disposition': `attachment; filename="deadlines-${today}.${params.format}"`,
		'content-language': reader.language
	};
	if (params.format === 'json') {
		const here = around({ platform, definitions, convention });
		const body = { ...daysAsked(asked, today), total: rows.length, address, deadlines: rows.map((row) => presentDue(row, here)) };
		return new Response(JSON.stringify(body), { headers: { ...headers, 'content-type': 'application/json; charset=utf-8' } });
	}
	const shown = rows.map((row) => shownDeadline(row, definitions, convention));
	const table = deadlinesTable(shown, { address, origin, day: today, stateText: (row) => obligationText(reader, row) }, reader);
	if (params.format === 'csv') {
		const lines = [
			table.columns.map(({ head }) => head),
			...table.rows.map((row) => row.map((cell) => (cell !== null && typeof cell === 'object' ? cell.day : cell)))
		];
		return new Response(csv(lines), { headers: { ...headers, 'content-type': 'text/csv; charset=utf-8; header=present' } });
	}
	return new Response(await xlsx(table), { headers: { ...headers, 'content-type': sheetType } });
};
