import { chartOf } from '#components/charts/figure.ts';
import { loadFigure } from '../../figure.server.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const figure = await loadFigure(locals, params, url.searchParams);
	const chosen = figure.asked.chart === null ? null : chartOf(figure);
	return { figure, charts: chosen ? [chosen] : figure.charts, origin: locals.platform.configuration.origin };
};
