import { chartOf } from '#components/charts/figure.ts';
import { loadFigure } from '../../../../dashboards/figure.server.ts';
import type { PageServerLoad } from './$types.ts';

/** One chart by itself, for a frame on another site. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const figure = await loadFigure(locals, params, url.searchParams);
	return { language: locals.reader.language, origin: locals.platform.configuration.origin, figure, chart: chartOf(figure) ?? null };
};
