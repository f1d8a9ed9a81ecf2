// What the reports of a cycle say to one question, as CSV, as a spreadsheet and as JSON.
import { error } from '@sveltejs/kit';
import { csv } from '#api/csv.ts';
import { around } from '#api/shapes/around.ts';
import { presentStatistic } from '#api/shapes/cycle.ts';
import { statisticSheet } from '#components/reporting/statistic-view.ts';
import { isDownload } from '#interop/sheets/results-table.ts';
import { linesOf } from '#interop/sheets/tracker-table.ts';
import { sheetType, xlsx } from '#interop/sheets/xlsx.ts';
import { loadStatistic } from '../question.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, params }) => {
	if (!isDownload(params.format)) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const { found, naming } = await loadStatistic(locals, params);
	const { platform, definitions, convention, reader, today } = locals;
	const headers = {
		'content-disposition': `attachment; filename="${found.cycle.id}-${found.question.id}-${today}.${params.format}"`,
		'content-language': reader.language
	};
	if (params.format === 'json')
		return new Response(JSON.stringify(presentStatistic(found, around({ platform, definitions, convention }))), {
			headers: { ...headers, 'content-type': 'application/json; charset=utf-8' }
		});
	const address = `${platform.configuration.origin}/${reader.language}/reporting/${found.cycle.id}/${found.question.id}`;
	const sheet = statisticSheet(found, { address, day: today }, naming);
	return params.format === 'csv'
		? new Response(csv(linesOf(sheet)), { headers: { ...headers, 'content-type': 'text/csv; charset=utf-8; header=present' } })
		: new Response(await xlsx(sheet), { headers: { ...headers, 'content-type': sheetType } });
};
