// SPDX-License-Identifier: Apache-2.0
// The clock within which the other Party answers what was sent to it. How long it runs is data of the record type; knows neither storage nor language.
import { addWorkingDays, type Day, workingDaysBetween } from '#convention/day.ts';

export interface ReplyClock {
	/** The last day for an answer. */
	due: Day;
	/** The working day on which half of the time has passed. */
	halfway: Day;
	/** Answered, waiting, or past its day without an answer. */
	status: 'answered' | 'waiting' | 'overdue';
	/** Working days left after `today`; 0 on the last one and later. */
	left: number;
}

/** The clock of what was sent on a day, looked at on another. The day of sending itself does not count. */
export function replyClock(sent: Day, workingDays: number, today: Day, answered: boolean): ReplyClock {
	const due = addWorkingDays(sent, workingDays);
	return {
		due,
		halfway: addWorkingDays(sent, Math.floor(workingDays / 2)),
		status: answered ? 'answered' : today > due ? 'overdue' : 'waiting',
		left: Math.max(0, workingDaysBetween(today, due))
	};
}
