// One chart of a figure as a file: drawing, picture, table, data.
import { error } from '@sveltejs/kit';
import { csv } from '#api/csv.ts';
import { chartJson, valueHeads, valueRows } from '#components/charts/chart-rows.ts';
import { chartOf } from '#components/charts/figure.ts';
import { pngOf } from '#components/charts/png.server.ts';
import { svgOf } from '#components/charts/svg.ts';
import { loadFigure, originOf } from '../../figure.server.ts';
import type { RequestHandler } from './$types.ts';

const types = {
	svg: 'image/svg+xml',
	png: 'image/png',
	csv: 'text/csv; charset=utf-8; header=present',
	json: 'application/json; charset=utf-8'
} as const;
const isFormat = (text: string): text is keyof typeof types => text in types;

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const lost = (): never => error(404, 'not found', { refusal: { refusal: 'not-found' } });
	if (!isFormat(params.format)) return lost();
	const figure = await loadFigure(locals, params, url.searchParams);
	const chart = chartOf(figure) ?? lost();
	const origin = originOf(locals, figure, chart);
	const body = {
		svg: () => svgOf(chart, origin, locals.reader),
		png: async () => Buffer.from(await pngOf(chart, origin, locals.reader)),
		csv: () => csv([[...valueHeads], ...valueRows(chart)]),
		json: () => JSON.stringify(chartJson(chart, origin))
	}[params.format];
	const name = [figure.dashboard, figure.asked.cycle, figure.id, chart.id, locals.today]
		.filter(Boolean)
		.join('-')
		.replace(/[^\w.-]+/g, '_');
	return new Response((await body()) as BodyInit, {
		headers: {
			'content-type': types[params.format],
			'content-language': locals.reader.language,
			// Pictures may stand in a page of another site, as the frame does.
			'content-disposition': `${params.format === 'svg' || params.format === 'png' ? 'inline' : 'attachment'}; filename="${name}.${params.format}"`,
			'cross-origin-resource-policy': 'cross-origin'
		}
	});
};
