// SPDX-License-Identifier: Apache-2.0
// What people of a Party practise on: which sample answers there are, for which forms, and how long it is kept. Pure.
import { addDays, type Day } from '#convention/day.ts';
import type { Convention } from '#convention/convention.ts';
import type { Answers } from '#forms/form.ts';
import { type Cycle, isReportType, reportTypes } from './cycle.ts';

/** What the sample answers suppose of the country; `empty` is none at all. */
export const situations = ['gold', 'importer', 'industry', 'island', 'empty'] as const;
export type TrainingSituation = (typeof situations)[number];

export const isSituation = (text: string): text is TrainingSituation => (situations as readonly string[]).includes(text);

/** Only for reports are answers made up; any other form is practised on empty. */
export const situationsFor = (type: string): readonly TrainingSituation[] => (isReportType(type) ? situations : ['empty']);

/** Answers that were made up, with the files that they name. The files are in the store already. */
export interface Sample {
	answers: Answers;
	files: { sha256: string; name: string; mediaType: string; size: number }[];
}

export const noSample: Sample = { answers: {}, files: [] };

/** The cycle that a training report speaks of, in the current form: the last whose period is over, which is the one that is reported on now, or one that is running. */
export function trainingCycle(convention: Convention, type: string, today: Day): Cycle | undefined {
	const current = convention.cycles
		.filter((cycle) => reportTypes[cycle.kind] === type && !cycle.formVersion)
		.toSorted((a, b) => b.end.localeCompare(a.end));
	return current.find(({ end }) => end < today) ?? current.find(({ start }) => start <= today);
}

/** The day on which it is deleted, counted from the last change. */
export const expiresOn = (changed: Day, days: number): Day => addDays(changed, days);
