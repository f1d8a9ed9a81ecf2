// SPDX-License-Identifier: Apache-2.0
// A reporting round of Article 21: whom it binds, by when, how far each Party is, and when it is reminded. Pure; the day is an argument.
import type { Convention } from '#convention/convention.ts';
import { addYears, type Day, daysBetween } from '#convention/day.ts';
import type { CycleValue, Known } from '#convention/fact.ts';

export type Cycle = Known<'cycle'>;

/** The record type that answers a cycle. */
export const reportTypes = { full: 'art21-full', short: 'art21-short' } as const satisfies Record<CycleValue['kind'], string>;

export const isReportType = (type: string): boolean => (Object.values(reportTypes) as string[]).includes(type);

/**
 * Parties for which the Convention was in force at the end of the period: those bound to report on it. One whose day is not known is left out: it
 * counts once its day is confirmed in the facts, and nobody is counted late by a guess.
 */
export const boundBy = (convention: Convention, cycle: Cycle): string[] =>
	convention
		.parties(cycle.end)
		.filter((state) => state.entryIntoForce !== null)
		.map((state) => state.id);

/** The years that a report speaks of. */
export function yearsOf(cycle: Pick<Cycle, 'start' | 'end'>): number[] {
	const [first, last] = [Number(cycle.start.slice(0, 4)), Number(cycle.end.slice(0, 4))];
	return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** The cycle of the same kind before it, oldest facts first: its reports are what a new one is compared with. */
export const cycleBefore = (cycles: readonly Cycle[], cycle: Cycle): Cycle | undefined =>
	cycles.filter((each) => each.kind === cycle.kind && each.end < cycle.end).at(-1);

/** How far a Party is; `begun` is told to the public only where the Party lets it. */
export const progresses = ['not-begun', 'begun', 'submitted', 'published'] as const;
export type Progress = (typeof progresses)[number];

export interface Standing {
	party: string;
	due: Day;
	extended: boolean;
	progress: Progress;
	/** Day of the first submission. */
	submitted: Day | null;
	showsProgress: boolean;
	/** The report; null when there is none, or when its reader may not know of it. */
	record: string | null;
}

/** What anybody may know: nothing of work that was not submitted, unless the Party says so, and no identifier before publication. */
export const publicStanding = (standing: Standing): Standing => ({
	...standing,
	progress: standing.progress === 'begun' && !standing.showsProgress ? 'not-begun' : standing.progress,
	record: standing.progress === 'published' ? standing.record : null
});

export const isLate = ({ due, submitted }: Pick<Standing, 'due' | 'submitted'>, today: Day): boolean => (submitted ?? today) > due;

export interface Count {
	bound: number;
	begun: number;
	submitted: number;
	onTime: number;
	published: number;
}

/** Counts over the Parties bound, and over them alone. */
export function counted(standings: readonly Standing[], bound = standings.length): Count {
	const submitted = standings.filter(({ progress }) => progress === 'submitted' || progress === 'published');
	return {
		bound,
		begun: standings.filter(({ progress }) => progress === 'begun').length,
		submitted: submitted.length,
		onTime: submitted.filter(({ due, submitted: on }) => on !== null && on <= due).length,
		published: standings.filter(({ progress }) => progress === 'published').length
	};
}

/** A report that was given up or declined before anything of it was published, or that was withdrawn: its place in the cycle is free again. */
export const leavesFree = ({ stage, state }: { stage: string | null; state: string | null }): boolean =>
	state === 'withdrawn' || (state === 'unpublished' && (stage === 'done' || stage === 'declined'));

/** Days before (negative) and after the due day on which a Party that has not submitted is written to. */
export const reminderDays = [-180, -90, -30, -7, 1, 30, 90] as const;

/** The reminder that is due on a day: the latest whose day has come, named by its distance. Null before the first and long after the last. */
export function reminderOn(due: Day, today: Day): string | null {
	const passed = daysBetween(due, today);
	const day = reminderDays.filter((each) => each <= passed).at(-1);
	// Whoever takes the platform into use in the middle of a cycle is not flooded with what would have been written long ago.
	if (day === undefined || passed - day > 14) return null;
	return day < 0 ? `before-${-day}` : `after-${day}`;
}

/** Day on which a term of the Convention ends for a Party; undefined while its entry into force is not known. */
export const termEnd = (entryIntoForce: Day | null | undefined, years: number): Day | undefined =>
	entryIntoForce ? addYears(entryIntoForce, years) : undefined;
