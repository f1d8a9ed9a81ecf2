// What the dashboards of projects read and show.
import { error } from '@sveltejs/kit';
import { dashboardAddresses, type Figure } from '#components/charts/figure.ts';
import { isZoom } from '#components/charts/map.ts';
import { portfolioCharts } from '#components/charts/portfolio-charts.ts';
import { optionText } from '#components/kinds/wording.ts';
import { type DashboardAsked, dashboardQuery } from '#insights/dashboard.ts';
import { added, type Dimension, dimensions, type Portfolio, portfolioOf, saidOf } from '#insights/portfolio.ts';
import { readProjects } from '#insights/server/projects.ts';
import { locales } from '#text/languages.ts';
import { say } from '#text/words.ts';
import { regionNames } from '../reporting/regions.server.ts';

export type Source = 'gef' | 'sip';

const isDimension = (text: string): text is Dimension => (dimensions as readonly string[]).includes(text);

const projectsOf = (locals: App.Locals) => locals.remembered('projects published', () => readProjects(locals.platform.database.read));

const regionOf =
	({ convention }: App.Locals) =>
	(party: string) =>
		convention.state(party)?.region;

/** What a value of a project is called for this reader. */
function naming(locals: App.Locals) {
	const { convention, definitions, reader } = locals;
	const names: Map<string, string> = regionNames(locals);
	const form = definitions.current('project')?.form;
	return (dimension: Dimension, value: string): string => {
		if (dimension === 'party') return say(convention.state(value)?.name, reader.language) || value;
		if (dimension === 'region') return names.get(value) ?? value;
		if (dimension === 'area') return say(convention.entry('areas', value)?.words, reader.language) || value;
		if (dimension === 'status' && form) return optionText(form, 'status', value, reader.language);
		return value;
	};
}

/** The list of projects behind a figure. */
const listed = (language: App.Locals['reader']['language'], source: Source, asked: Partial<DashboardAsked>): string =>
	`/${language}/projects${dashboardQuery(asked).replace(/^\??/, `?source=${source}&`).replace(/&$/, '')}`;

const choiceOf = (locals: App.Locals, asked: DashboardAsked): DashboardAsked => ({
	...asked,
	cycle: null,
	section: null,
	question: null,
	party: asked.party !== null && locals.convention.state(asked.party) ? asked.party : null,
	zoom: isZoom(asked.zoom) ? asked.zoom : null
});

export async function projectFigure(locals: App.Locals, source: Source, dimension: string, asked: DashboardAsked): Promise<Figure> {
	if (!isDimension(dimension)) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const choice = choiceOf(locals, asked);
	return figureOf(locals, source, dimension, choice, portfolioOf(await projectsOf(locals), source, choice, regionOf(locals)));
}

function figureOf(locals: App.Locals, source: Source, dimension: Dimension, asked: DashboardAsked, portfolio: Portfolio): Figure {
	const { reader } = locals;
	const { language, t } = reader;
	const demo = portfolio.projects.some((project) => project.demo);
	const own = { ...asked, chart: null, zoom: null };
	return {
		dashboard: source,
		id: dimension,
		title: `${t(`dashboards.${source}`)}: ${t(`dashboards.projects.by.${dimension}`)}`,
		charts: portfolioCharts(dimension, portfolio, {
			reader,
			name: naming(locals),
			list: (of, value) => listed(language, source, { ...own, [of]: value }),
			regionOf: regionOf(locals),
			demo
		}),
		demo,
		asked,
		links: [
			{ href: listed(language, source, own), label: t('dashboards.projects.list') },
			{ href: dashboardAddresses(language).one(source), label: t(`dashboards.${source}`) }
		]
	};
}

export async function projectFigures(
	locals: App.Locals,
	source: Source,
	asked: DashboardAsked
): Promise<{ figures: Figure[]; asked: DashboardAsked }> {
	const choice = { ...choiceOf(locals, asked), chart: null, zoom: null };
	const portfolio = portfolioOf(await projectsOf(locals), source, choice, regionOf(locals));
	return { figures: dimensions.map((dimension) => figureOf(locals, source, dimension, choice, portfolio)), asked: choice };
}

export type ProjectsDashboard = Awaited<ReturnType<typeof projectsDashboard>>;

export async function projectsDashboard(locals: App.Locals, source: Source, asked: DashboardAsked) {
	const { language } = locals.reader;
	const all = await projectsOf(locals);
	const choice = { ...choiceOf(locals, asked), chart: null, zoom: null };
	const portfolio = portfolioOf(all, source, choice, regionOf(locals));
	const whole = portfolioOf(all, source, {}, regionOf(locals));
	const name = naming(locals);
	const { compare } = new Intl.Collator(locales[language], { numeric: true });
	return {
		source,
		asked: choice,
		figures: dimensions.map((dimension) => figureOf(locals, source, dimension, choice, portfolio)),
		totals: {
			projects: portfolio.projects.length,
			grants: added(portfolio.projects, 'funding'),
			cofinancing: added(portfolio.projects, 'cofinancing'),
			leftOut: portfolio.leftOut.length,
			multiFocal: portfolio.multiFocal
		},
		list: listed(language, source, choice),
		choices: dimensions.map((dimension) => ({
			name: dimension,
			values: [...new Set([...whole.projects, ...whole.leftOut].flatMap((project) => saidOf(dimension, project, regionOf(locals))))]
				.map((id) => ({ id, name: name(dimension, id) }))
				.sort((a, b) => compare(a.name, b.name))
		})),
		demo: portfolio.projects.some((project) => project.demo)
	};
}
