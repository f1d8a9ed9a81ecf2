// SPDX-License-Identifier: Apache-2.0
// How a reporting cycle goes, as charts: how far the Parties of each region are, when their reports came, beside other cycles, and on the map. Pure.
import type { Cycle } from '#reporting/cycle.ts';
import { regionKey, regionKeys, type RegionKey } from '#insights/statistic.ts';
import { type Totals, type Tracked, trackerStates } from '#insights/tracker.ts';
import { say } from '#text/words.ts';
import type { Reader } from '#text/message.ts';
import { addresses } from '../addresses.ts';
import { shortMonth } from '../intl.ts';
import type { Chart, Whole } from './chart.ts';

export interface Performed {
	cycle: Cycle;
	tracked: readonly Tracked[];
	totals: Totals;
	/** All cycles, the newest first. */
	cycles: readonly { cycle: Cycle; totals: Totals }[];
}

interface Naming {
	reader: Reader;
	regions: Map<RegionKey, string>;
	state: (id: string) => string;
}

export function performanceCharts({ cycle, tracked, totals, cycles }: Performed, { reader, regions, state }: Naming): Chart[] {
	const { t, language } = reader;
	const to = addresses(language);
	const name = say(cycle.name, language);
	const title = (what: string) => `${name}: ${what}`;
	const notes = [...(totals.open ? [] : [t('reporting.not-open')]), ...(totals.demo ? [t('reporting.demo')] : [])];
	const published = tracked.filter((each) => each.state === 'published').length;
	const wholes: Whole[] = [
		{ label: t('reporting.bound'), count: tracked.length },
		...(totals.open
			? [{ label: t('reporting.submitted'), count: tracked.filter((each) => ['submitted', 'published'].includes(each.state)).length }]
			: []),
		{ label: t('reporting.published'), count: published },
		{ label: t('reporting.silent'), count: tracked.length - published }
	];
	const common = { wholes, notes, unit: t('dashboards.parties') };
	const states = trackerStates.filter((each) => tracked.some((one) => one.state === each)).toReversed();
	const rows = [
		{ id: 'all', label: t('dashboards.all-parties'), of: tracked },
		...regionKeys
			.map((region) => ({
				id: region as string,
				label: regions.get(region) ?? region,
				of: tracked.filter((each) => regionKey(each.region) === region)
			}))
			.filter(({ of }) => of.length > 0)
	];
	const came = tracked
		.map((each) => ({ on: each.submitted ?? each.published, region: regionKey(each.region) }))
		.filter((each): each is { on: string; region: RegionKey } => each.on !== null)
		.toSorted((a, b) => (a.on < b.on ? -1 : 1));
	const times = timesOf(came.map(({ on }) => on));
	return [
		{
			...common,
			id: 'regions',
			kind: 'share',
			title: title(t('dashboards.performance.regions')),
			head: t('registers.filter.region'),
			categories: rows.map(({ id, label }) => ({ id, label })),
			series: states.map((each) => ({
				id: each,
				label: t(`reporting.state.${each}`),
				values: rows.map(({ of }) => String(of.filter((one) => one.state === each).length))
			}))
		},
		{
			...common,
			id: 'time',
			kind: 'columns',
			title: title(t('dashboards.performance.time')),
			unit: t('reporting.reports'),
			head: t('dashboards.time'),
			categories: times.map((time) => ({ id: time, label: time.length === 4 ? time : shortMonth(language, time) })),
			series: [...regions]
				.filter(([region]) => came.some((each) => each.region === region))
				.map(([region, label]) => ({
					id: region,
					label,
					values: times.map((time) => String(came.filter((each) => each.region === region && each.on.startsWith(time)).length))
				}))
		},
		{
			...common,
			id: 'cycles',
			kind: 'share',
			title: t('dashboards.performance.cycles'),
			wholes: [],
			notes: cycles.some(({ totals: of }) => !of.open) ? [t('reporting.not-open.some')] : [],
			head: t('reporting.cycle'),
			categories: cycles.map((each) => ({ id: each.cycle.id, label: say(each.cycle.name, language), href: to.cycle(each.cycle.id) })),
			series: [
				{ id: 'published', label: t('reporting.published'), values: cycles.map(({ totals: of }) => String(of.published)) },
				{ id: 'silent', label: t('reporting.silent'), values: cycles.map(({ totals: of }) => String(Math.max(0, of.bound - of.published))) }
			]
		},
		{
			...common,
			id: 'map',
			kind: 'map',
			title: title(t('dashboards.performance.map')),
			head: t('dashboards.party'),
			categories: tracked.map(({ party, record }) => ({ id: party, label: state(party), href: record ? to.record(record) : to.party(party) })),
			series: [{ id: 'published', label: t('reporting.published'), values: tracked.map((each) => (each.state === 'published' ? '1' : null)) }],
			steps: [{ from: 1, label: t('reporting.published') }]
		}
	];
}

const mostMonths = 24;

/** Every month from the first to the last, or every year where that would be many: a time without a report is seen as one. */
export function timesOf(days: readonly string[]): string[] {
	const [first, last] = [days[0], days.at(-1)];
	if (!first || !last) return [];
	const month = (at: string) => Number(at.slice(0, 4)) * 12 + Number(at.slice(5, 7)) - 1;
	const [from, to] = [month(first), month(last)];
	if (to - from >= mostMonths) {
		const year = Number(first.slice(0, 4));
		return Array.from({ length: Number(last.slice(0, 4)) - year + 1 }, (_, at) => String(year + at));
	}
	return Array.from({ length: to - from + 1 }, (_, at) => {
		const month = from + at;
		return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
	});
}
