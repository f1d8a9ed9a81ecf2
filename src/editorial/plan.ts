// SPDX-License-Identifier: Apache-2.0
// A publication planned for an hour: what was planned, and how it ended. Pure.
import { momentOf } from './event.ts';

export type PlanOutcome = 'done' | 'cancelled' | 'refused';

export interface Plan {
	id: string;
	record: string;
	revision: number;
	dueAt: Date;
	/** In which the hour was given. */
	zone: string;
	plannedBy: string;
	plannedAt: Date;
	endedAt: Date | null;
	endedBy: string | null;
	outcome: PlanOutcome | null;
	/** Why it was refused: the code of a refusal. */
	why: string | null;
}

/** So far ahead a publication can be planned. */
export const farthestDays = 400;

/** Zones that can be chosen, by their names in the IANA list. */
export const planZones: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

/** The moment that was typed as a day and an hour of a zone; null where it is none. */
export function plannedMoment(day: string, time: string, zone = 'UTC'): Date | null {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return null;
	const plain = new Date(`${day}T${time}:00Z`);
	// A 30 February becomes a day in March: it was not meant.
	if (Number.isNaN(plain.getTime()) || plain.toISOString().slice(0, 10) !== day) return null;
	return momentOf(day, time, zone);
}
