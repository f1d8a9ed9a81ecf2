// A figure of any dashboard: what its page, its files, its frame and oEmbed have in common.
import { error } from '@sveltejs/kit';
import type { Chart, Origin } from '#components/charts/chart.ts';
import { chartOf, type Figure, waysTo } from '#components/charts/figure.ts';
import { type DashboardAsked, dashboardAsked, isDashboard } from '#insights/dashboard.ts';
import { projectFigure } from './projects.server.ts';
import { cycleOf, performanceFigure, questionFigure, settled } from './reports.server.ts';

const lost = (): never => error(404, 'not found', { refusal: { refusal: 'not-found' } });

export async function loadFigure(locals: App.Locals, params: { dashboard: string; figure: string }, query: URLSearchParams): Promise<Figure> {
	const asked = { ...dashboardAsked(query), section: null, question: null };
	if (!isDashboard(params.dashboard)) return lost();
	const figure =
		params.dashboard === 'reports'
			? await reportFigure(locals, params.figure, asked)
			: await projectFigure(locals, params.dashboard, params.figure, asked);
	const { asked: choice } = figure;
	if (choice.chart !== null && !chartOf(figure)) lost();
	return {
		...figure,
		charts: figure.charts.map((chart) => (chart.kind === 'map' && choice.zoom !== null ? { ...chart, zoom: choice.zoom } : chart))
	};
}

async function reportFigure(locals: App.Locals, id: string, asked: DashboardAsked): Promise<Figure> {
	const cycle = await cycleOf(locals, asked);
	const choice = settled(locals, cycle, asked);
	return id === 'performance' ? performanceFigure(locals, cycle, choice) : questionFigure(locals, cycle, id, choice);
}

export function originOf(locals: App.Locals, figure: Figure, chart: Chart): Origin {
	const { platform, reader, today } = locals;
	const ways = waysTo(reader.language, figure, chart);
	return {
		address: `${platform.configuration.origin}${ways.page}${ways.query}`,
		day: today,
		site: reader.t('site.name'),
		licence: reader.t('dashboards.licence')
	};
}
