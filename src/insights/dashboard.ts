// SPDX-License-Identifier: Apache-2.0
// What a reader asks of a dashboard, from an address and back: what is not understood is as if it were not said. Pure.
import { regionKeys, type RegionKey } from './statistic.ts';

export const dashboards = ['reports', 'gef', 'sip'] as const;
export type DashboardId = (typeof dashboards)[number];
export const isDashboard = (text: string): text is DashboardId => (dashboards as readonly string[]).includes(text);

export interface DashboardAsked {
	cycle: string | null;
	region: RegionKey | null;
	party: string | null;
	section: string | null;
	question: string | null;
	/** Of projects. */
	area: string | null;
	agency: string | null;
	period: string | null;
	status: string | null;
	/** One chart of a figure. */
	chart: string | null;
	/** Part of the world that maps show. */
	zoom: string | null;
}

const name = (text: string | null): string | null =>
	text !== null && /^[\p{L}\p{N}\p{M}][\p{L}\p{N}\p{M} .,_%/()&'-]{0,119}$/u.test(text) ? text : null;

export const dashboardAsked = (query: URLSearchParams): DashboardAsked => ({
	cycle: name(query.get('cycle')),
	region: regionKeys.find((region) => region === query.get('region')) ?? null,
	party: /^[A-Za-z]{2,3}$/.test(query.get('party') ?? '') ? (query.get('party') as string).toUpperCase() : null,
	section: name(query.get('section')),
	question: name(query.get('question')),
	area: name(query.get('area')),
	agency: name(query.get('agency')),
	period: name(query.get('period')),
	status: name(query.get('status')),
	chart: name(query.get('chart')),
	zoom: name(query.get('zoom'))
});

/** The same choice is always the same address; what is left out stays out. */
export function dashboardQuery(asked: Partial<DashboardAsked>): string {
	const query = new URLSearchParams(
		(['cycle', 'region', 'party', 'section', 'question', 'area', 'agency', 'period', 'status', 'chart', 'zoom'] as const).flatMap(
			(key): [string, string][] => (asked[key] ? [[key, asked[key]]] : [])
		)
	).toString();
	return query && `?${query}`;
}
