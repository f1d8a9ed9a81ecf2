// SPDX-License-Identifier: Apache-2.0
// The open reporting cycles on the desk of a Party: what it is asked for, by when, and how far it is. Pure.
import type { Convention } from '#convention/convention.ts';
import type { Day } from '#convention/day.ts';
import { daysBetween } from '#convention/day.ts';
import type { RecordEnvelope } from '#records/record.ts';
import { isLate, type Progress, type Standing } from '#reporting/cycle.ts';
import type { Words } from '#text/words.ts';
import type { DeskLine } from './desk-line.ts';

export interface DeskRound {
	cycle: string;
	name: Words;
	due: Day;
	extended: boolean;
	/** Days until the due day, below zero after it. */
	days: number;
	late: boolean;
	progress: Progress;
	/** The report, where it was begun, with how far its draft is. */
	report: (Pick<RecordEnvelope, 'id' | 'stage' | 'state'> & { answers: DeskLine['progress'] }) | null;
	standing: 'sourced' | 'to-verify';
	source: string;
}

export type BoundStanding = Standing & { cycle: string };

/** What has yet to be published, the earliest due day first. */
export function deskRounds(standings: readonly BoundStanding[], lines: readonly DeskLine[], convention: Convention, today: Day): DeskRound[] {
	return standings
		.flatMap((standing): DeskRound[] => {
			const cycle = convention.cycle(standing.cycle);
			if (!cycle || standing.progress === 'published') return [];
			const line = lines.find(({ record }) => record.id === standing.record);
			return [
				{
					cycle: cycle.id,
					name: cycle.name,
					due: standing.due,
					extended: standing.extended,
					days: daysBetween(today, standing.due),
					late: standing.submitted === null && isLate(standing, today),
					progress: standing.progress,
					report: line ? { id: line.record.id, stage: line.record.stage, state: line.record.state, answers: line.progress } : null,
					standing: cycle.status,
					source: cycle.source
				}
			];
		})
		.toSorted((a, b) => a.due.localeCompare(b.due) || a.cycle.localeCompare(b.cycle));
}
