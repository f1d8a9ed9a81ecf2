// Every figure of a dashboard, for whoever takes all of it away.
import type { Figure } from '#components/charts/figure.ts';
import type { DashboardAsked, DashboardId } from '#insights/dashboard.ts';
import { formOfCycle } from '#insights/statistic.ts';
import { projectFigures } from './projects.server.ts';
import { cycleOf, performanceFigure, figuresIn, sectionsOf, settled } from './reports.server.ts';

export async function allFigures(
	locals: App.Locals,
	dashboard: DashboardId,
	asked: DashboardAsked
): Promise<{ figures: Figure[]; asked: DashboardAsked }> {
	if (dashboard !== 'reports') return projectFigures(locals, dashboard, asked);
	const cycle = await cycleOf(locals, asked);
	const choice = { ...settled(locals, cycle, asked), section: null, question: null, chart: null, zoom: null };
	const form = formOfCycle(locals.definitions, cycle);
	const figures = [await performanceFigure(locals, cycle, choice)];
	for (const { id } of form ? sectionsOf(form) : []) figures.push(...(await figuresIn(locals, cycle, id, choice)));
	return { figures, asked: choice };
}
