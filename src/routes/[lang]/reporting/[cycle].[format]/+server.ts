// Who has reported in a cycle, as CSV, as a spreadsheet and as JSON.
import { error } from '@sveltejs/kit';
import { csv } from '#api/csv.ts';
import { around } from '#api/shapes/around.ts';
import { presentCycle, presentTracked } from '#api/shapes/cycle.ts';
import { trackedFor, trackerAsked } from '#insights/tracker.ts';
import { readTracker } from '#insights/server/tracker.ts';
import { isDownload } from '#interop/sheets/results-table.ts';
import { linesOf, trackerTable } from '#interop/sheets/tracker-table.ts';
import { sheetType, xlsx } from '#interop/sheets/xlsx.ts';
import { regionNames } from '../regions.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, url, params }) => {
	const { platform, definitions, convention, reader, today } = locals;
	const cycle = convention.cycle(params.cycle);
	if (!cycle || !isDownload(params.format)) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const read = () => readTracker({ db: platform.database.read, convention, today }, cycle);
	const { tracked, totals } = await locals.remembered(`tracker ${cycle.id}`, read);
	const rows = trackedFor(tracked, trackerAsked(url.searchParams));
	const { origin } = platform.configuration;
	const address = `${origin}/${reader.language}/reporting/${cycle.id}${url.search}`;
	const headers = {
		'content-disposition': `attachment; filename="reports-${cycle.id}-${today}.${params.format}"`,
		'content-language': reader.language
	};
	if (params.format === 'json') {
		const here = around({ platform, definitions, convention });
		const body = { day: today, address, cycle: presentCycle(cycle, totals, here), parties: rows.map((each) => presentTracked(each, here)) };
		return new Response(JSON.stringify(body), { headers: { ...headers, 'content-type': 'application/json; charset=utf-8' } });
	}
	const table = trackerTable(rows, { cycle, totals, convention, regions: regionNames(locals), address, origin, day: today }, reader);
	return params.format === 'csv'
		? new Response(csv(linesOf(table)), { headers: { ...headers, 'content-type': 'text/csv; charset=utf-8; header=present' } })
		: new Response(await xlsx(table), { headers: { ...headers, 'content-type': sheetType } });
};
