// SPDX-License-Identifier: Apache-2.0
// The public tracker of reports: which Party is how far with a cycle, and the counts of it. Pure. Of a cycle that was not opened on this platform only
// what is published here is known, and nobody is said to be late.
import type { Convention } from '#convention/convention.ts';
import type { Day } from '#convention/day.ts';
import { type RegionId, regionIds } from '#convention/fact.ts';
import { boundBy, counted, type Cycle, isLate, publicStanding, type Standing } from '#reporting/cycle.ts';
import { type RegionKey, regionKey, regionKeys } from './statistic.ts';

/** `not-here`: no report is published here, and more is not known. */
export const trackerStates = ['not-begun', 'begun', 'submitted', 'published', 'not-here'] as const;
export type TrackerState = (typeof trackerStates)[number];

/** One bound Party in a cycle, as anybody may see it. */
export interface Tracked {
	cycle: string;
	party: string;
	region: RegionId | null;
	due: Day;
	extended: boolean;
	state: TrackerState;
	/** Submitted after its due day, or not at all although the day is past. */
	late: boolean;
	/** Day of the first submission. */
	submitted: Day | null;
	published: Day | null;
	record: string | null;
	demo: boolean;
}

/** A report that is published here. */
export interface PublishedReport {
	cycle: string;
	party: string;
	record: string;
	on: Day;
	demo: boolean;
}

export interface Known {
	convention: Convention;
	/** Of the cycles that are open here: every bound Party. */
	standings: readonly (Standing & { cycle: string })[];
	open: ReadonlySet<string>;
	reports: readonly PublishedReport[];
	today: Day;
}

/** Every bound Party of a cycle, in the order of the facts. */
export function trackedIn(cycle: Cycle, { convention, standings, open, reports, today }: Known): Tracked[] {
	const published = new Map(reports.filter((report) => report.cycle === cycle.id).map((report) => [report.party, report]));
	const places = new Map(convention.states.map(({ id }, at) => [id, at]));
	const region = (party: string) => convention.state(party)?.region ?? null;
	if (!open.has(cycle.id))
		return boundBy(convention, cycle).map((party) => {
			const report = published.get(party);
			return {
				cycle: cycle.id,
				party,
				region: region(party),
				due: cycle.due,
				extended: false,
				state: report ? 'published' : 'not-here',
				late: false,
				submitted: null,
				published: report?.on ?? null,
				record: report?.record ?? null,
				demo: report?.demo ?? false
			};
		});
	return standings
		.filter((standing) => standing.cycle === cycle.id)
		.map(publicStanding)
		.toSorted((a, b) => (places.get(a.party) ?? 0) - (places.get(b.party) ?? 0))
		.map(({ party, due, extended, progress, submitted, record }) => {
			const sent = progress === 'submitted' || progress === 'published' ? submitted : null;
			const report = progress === 'published' ? published.get(party) : undefined;
			return {
				cycle: cycle.id,
				party,
				region: region(party),
				due,
				extended,
				state: progress,
				// Of a digitised report it may not be known when it was handed in.
				late: !(progress === 'published' && sent === null) && isLate({ due, submitted: sent }, today),
				submitted: sent,
				published: report?.on ?? null,
				record,
				demo: report?.demo ?? false
			};
		});
}

/** frozen: the list of the day on which the round was opened. source: a number that a source gives. computed: from the facts of the Parties. */
export type BoundFrom = 'frozen' | 'source' | 'computed';

export interface Totals {
	bound: number;
	from: BoundFrom;
	open: boolean;
	/** null where only what is published is known. */
	submitted: number | null;
	onTime: number | null;
	published: number;
	demo: boolean;
}

export function totalsOf(cycle: Cycle, tracked: readonly Tracked[], open: boolean): Totals {
	const count = countOf(tracked);
	const source = open ? null : cycle.bound;
	return {
		bound: source ?? tracked.length,
		from: open ? 'frozen' : source === null ? 'computed' : 'source',
		open,
		submitted: open ? count.submitted : null,
		onTime: open ? count.onTime : null,
		published: count.published,
		demo: tracked.some(({ demo }) => demo)
	};
}

/** A cycle that is not open here has nobody who is only on the way. */
const countOf = (tracked: readonly Tracked[]) =>
	counted(tracked.map(({ state, ...each }) => ({ ...each, progress: state === 'not-here' ? ('not-begun' as const) : state, showsProgress: true })));

export interface RegionCount {
	region: RegionKey;
	bound: number;
	submitted: number;
	onTime: number;
	published: number;
	late: number;
}

export const byRegion = (tracked: readonly Tracked[]): RegionCount[] =>
	regionKeys
		.map((region) => {
			const of = tracked.filter((each) => regionKey(each.region) === region);
			const { bound, submitted, onTime, published } = countOf(of);
			return { region, bound, submitted, onTime, published, late: of.filter(({ late }) => late).length };
		})
		.filter(({ bound }) => bound > 0);

export interface TrackerAsked {
	region: RegionKey | null;
	/** A state, or whoever is late. */
	state: TrackerState | 'late' | null;
}

export const stateChoices = [...trackerStates, 'late'] as const;

/** From an address: what is not understood is as if it were not said. */
export const trackerAsked = (query: URLSearchParams): TrackerAsked => ({
	region: regionKeys.find((region) => region === query.get('region')) ?? null,
	state: stateChoices.find((state) => state === query.get('state')) ?? null
});

export const trackedFor = (tracked: readonly Tracked[], { region, state }: TrackerAsked): Tracked[] =>
	tracked.filter(
		(each) => (region === null || regionKey(each.region) === region) && (state === null || (state === 'late' ? each.late : each.state === state))
	);

/** Regions to choose from, those of the United Nations first. */
export const regionChoices = (tracked: readonly Tracked[]): RegionKey[] =>
	regionKeys.filter((region) => (regionIds as readonly string[]).includes(region) || tracked.some((each) => regionKey(each.region) === region));
