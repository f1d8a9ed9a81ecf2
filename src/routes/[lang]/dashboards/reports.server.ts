// What the dashboard of reports reads: a cycle, its performance, and the reports as far as a section or a question is concerned.
import { error } from '@sveltejs/kit';
import { isZoom } from '#components/charts/map.ts';
import { performanceCharts } from '#components/charts/performance-charts.ts';
import { questionCharts, type Told, titleOf } from '#components/charts/question-charts.ts';
import { dashboardAddresses, type Figure } from '#components/charts/figure.ts';
import { addresses } from '#components/addresses.ts';
import type { Form } from '#forms/form.ts';
import { type DashboardAsked, dashboardQuery } from '#insights/dashboard.ts';
import { amongReports, type Reports } from '#insights/reports.ts';
import { readReports } from '#insights/server/reports.ts';
import { formOfCycle, isCounted, regionKey } from '#insights/statistic.ts';
import { readCycles, readTracker } from '#insights/server/tracker.ts';
import { schemesOf } from '#records/schemes.ts';
import type { Cycle } from '#reporting/cycle.ts';
import { say } from '#text/words.ts';
import { regionNames } from '../reporting/regions.server.ts';

const lost = (): never => error(404, 'not found', { refusal: { refusal: 'not-found' } });

const looking = ({ platform, convention, today }: App.Locals) => ({ db: platform.database.read, convention, today });

export const cyclesOf = (locals: App.Locals) => locals.remembered('cycles counted', () => readCycles(looking(locals)));

/** The cycle that was asked for; else the newest of which a report is published; else the newest. */
export async function cycleOf(locals: App.Locals, asked: DashboardAsked): Promise<Cycle> {
	if (asked.cycle !== null) return locals.convention.cycle(asked.cycle) ?? lost();
	const cycles = await cyclesOf(locals);
	return (cycles.find(({ totals }) => totals.published > 0) ?? cycles[0])?.cycle ?? lost();
}

export const sectionsOf = (form: Form) =>
	form.sections.map((section) => ({ ...section, questions: section.questions.filter(isCounted) })).filter(({ questions }) => questions.length > 0);

/** Read once for a section, whatever is asked of it: a question is read with its neighbours. */
export async function reportsOf(locals: App.Locals, cycle: Cycle, section: string): Promise<Reports> {
	const { platform, convention, definitions } = locals;
	const read = () =>
		readReports(
			platform.database.read,
			{ convention, definitions },
			{ cycle: cycle.id, questions: (form) => form.sections.find(({ id }) => id === section)?.questions ?? [] }
		);
	return (await locals.remembered(`reports ${cycle.id} ${section}`, read)) ?? lost();
}

/** How things are called for this reader. */
export function toldTo({ convention, reader, ...locals }: App.Locals, form: Form | undefined): Told {
	const schemes = form ? schemesOf(form, convention) : {};
	const country = (id: string) => schemes.countries?.find((each) => each.id === id)?.words;
	return {
		reader,
		schemes,
		regions: regionNames({ convention, reader, ...locals }),
		state: (id) => say(convention.state(id)?.name ?? country(id), reader.language) || id
	};
}

/** What was not understood is left out, and the cycle written in: the address that stays. */
export const settled = (locals: App.Locals, cycle: Cycle, asked: DashboardAsked): DashboardAsked => ({
	...asked,
	...{ area: null, agency: null, period: null, status: null },
	cycle: cycle.id,
	party: asked.party !== null && locals.convention.state(asked.party) ? asked.party : null,
	zoom: isZoom(asked.zoom) ? asked.zoom : null
});

export async function performanceFigure(locals: App.Locals, cycle: Cycle, asked: DashboardAsked): Promise<Figure> {
	const { tracked, totals } = await locals.remembered(`tracker ${cycle.id}`, () => readTracker(looking(locals), cycle));
	const among = tracked.filter(
		({ party, region }) => (asked.region === null || regionKey(region) === asked.region) && (asked.party === null || party === asked.party)
	);
	const { t, language } = locals.reader;
	const charts = performanceCharts({ cycle, tracked: among, totals, cycles: await cyclesOf(locals) }, toldTo(locals, undefined));
	return {
		dashboard: 'reports',
		id: 'performance',
		title: `${t('dashboards.performance')}: ${say(cycle.name, language)}`,
		charts,
		demo: totals.demo,
		asked,
		links: [{ href: addresses(language).cycle(cycle.id), label: t('reporting.tracker') }]
	};
}

/** Every counted question of a section as a figure, or the one that is named, with all its charts or the first; read once. */
export async function figuresIn(
	locals: App.Locals,
	cycle: Cycle,
	section: string,
	asked: DashboardAsked,
	{ only, most = Infinity }: { only?: string; most?: number } = {}
): Promise<Figure[]> {
	const all = amongReports(await reportsOf(locals, cycle, section), asked);
	const told = toldTo(locals, all.form);
	const { t, language } = locals.reader;
	const to = addresses(language);
	return all.questions
		.filter(({ id }) => only === undefined || id === only)
		.map((question) => ({
			dashboard: 'reports',
			id: question.id,
			title: titleOf(all, question, told),
			charts: [...questionCharts(all, question, told).take(most)],
			demo: all.reports.some(({ demo }) => demo),
			asked,
			links: [
				{ href: to.reportQuestion(cycle.id, question.id), label: t('dashboards.question.figures') },
				{ href: `${to.compare}?left=world&cycle=${cycle.id}&question=${question.id}`, label: t('comparison.title') },
				{ href: `${to.reportForm(all.form.id, all.form.version)}#${question.id}`, label: t('reporting.read-form') },
				{
					href: `${dashboardAddresses(language).one('reports')}${dashboardQuery({ cycle: cycle.id, region: asked.region, party: asked.party, section })}`,
					label: t('dashboards.question.section')
				}
			]
		}));
}

export async function questionFigure(locals: App.Locals, cycle: Cycle, id: string, asked: DashboardAsked): Promise<Figure> {
	const form = formOfCycle(locals.definitions, cycle);
	const section = form && sectionsOf(form).find(({ questions }) => questions.some((question) => question.id === id));
	const [figure] = section ? await figuresIn(locals, cycle, section.id, asked, { only: id }) : [];
	return figure ?? lost();
}
