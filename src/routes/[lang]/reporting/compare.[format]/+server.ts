// A comparison as CSV, as a spreadsheet and as JSON: of the questions that its address names, or else of all.
import { error } from '@sveltejs/kit';
import { csv } from '#api/csv.ts';
import { around } from '#api/shapes/around.ts';
import { presentComparison } from '#api/shapes/comparison.ts';
import { comparisonSheet } from '#components/comparison/sheet.ts';
import { comparisonView } from '#components/comparison/view.ts';
import { isLacking } from '#insights/compared.ts';
import { readComparison } from '#insights/server/comparisons.ts';
import { comparisonAsked, comparisonQuery } from '#insights/side.ts';
import { isDownload } from '#interop/sheets/results-table.ts';
import { linesOf } from '#interop/sheets/tracker-table.ts';
import { sheetType, xlsx } from '#interop/sheets/xlsx.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const { platform, definitions, convention, reader, today } = locals;
	const wanted = comparisonAsked(url.searchParams);
	const asked = { ...wanted, section: wanted.section ?? 'all' };
	const found = isDownload(params.format) && (await readComparison(platform.database.read, { convention, definitions }, asked));
	if (!found || isLacking(found)) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const headers = {
		'content-disposition': `attachment; filename="comparison-${today}.${params.format}"`,
		'content-language': reader.language
	};
	if (params.format === 'json')
		return new Response(JSON.stringify(presentComparison(found, around({ platform, definitions, convention }))), {
			headers: { ...headers, 'content-type': 'application/json; charset=utf-8' }
		});
	const address = `${platform.configuration.origin}/${reader.language}/reporting/compare${comparisonQuery(found.asked)}`;
	const sheet = comparisonSheet(found, comparisonView(found, { reader, convention }), { address, day: today }, reader);
	return params.format === 'csv'
		? new Response(csv(linesOf(sheet)), { headers: { ...headers, 'content-type': 'text/csv; charset=utf-8; header=present' } })
		: new Response(await xlsx(sheet), { headers: { ...headers, 'content-type': sheetType } });
};
