// SPDX-License-Identifier: Apache-2.0
// A figure: one thing that a dashboard shows, with all its charts, at an address that stays. Shapes and addresses only.
import type { Language } from '#text/languages.ts';
import { type DashboardAsked, type DashboardId, dashboardQuery } from '#insights/dashboard.ts';
import type { Chart } from './chart.ts';

export interface Figure {
	dashboard: DashboardId;
	/** Names it in its address: a question of the form, or what is counted. */
	id: string;
	title: string;
	charts: Chart[];
	/** Some of what is counted is demonstration content. */
	demo: boolean;
	/** With what was left open filled in, so that the address tells the same tomorrow. */
	asked: DashboardAsked;
	/** Where one reads on. */
	links: { href: string; label: string }[];
}

export const dashboardAddresses = (language: Language) => {
	const root = `/${language}/dashboards`;
	return {
		all: root,
		one: (dashboard: DashboardId) => `${root}/${dashboard}`,
		figure: (dashboard: DashboardId, figure: string) => `${root}/${dashboard}/${figure}`,
		frame: (dashboard: DashboardId, figure: string) => `/${language}/embed/dashboards/${dashboard}/${figure}`,
		package: (dashboard: DashboardId) => `${root}/${dashboard}.zip`
	};
};

/** Address, files and query of one chart of a figure. */
export function waysTo(language: Language, { dashboard, id, asked }: Pick<Figure, 'dashboard' | 'id' | 'asked'>, chart: Pick<Chart, 'id'>) {
	const page = dashboardAddresses(language).figure(dashboard, id);
	return { page, file: page, query: dashboardQuery({ ...asked, section: null, question: null, chart: chart.id }) };
}

/** The chart that was asked for, or the one that says most. */
export const chartOf = ({ charts, asked }: Pick<Figure, 'charts' | 'asked'>): Chart | undefined =>
	asked.chart === null ? charts[0] : charts.find(({ id }) => id === asked.chart);
