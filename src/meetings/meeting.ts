// SPDX-License-Identifier: Apache-2.0
// The list of meetings: what is to come first, then each body with its years. Pure.
import type { Day } from '#convention/day.ts';
import { type meetingBodies } from '#convention/fact.ts';

export type MeetingBody = (typeof meetingBodies)[number];

/** Bodies in the order of the page: the Conference first, then its bodies, then what was before the Convention. */
export const bodyOrder: readonly MeetingBody[] = ['COP', 'ICC', 'OESG', 'SIPGB', 'CONF', 'INC'];

interface Dated {
	id: string;
	body: MeetingBody;
	start: Day | null;
	end: Day | null;
	status: string;
}

/** Not over yet: it is to come, goes on, or its days are not known. A meeting of a body whose later meeting was held is over, whatever is known of its days. */
export function isUpcoming(meeting: Dated, all: readonly Dated[], today: Day): boolean {
	const last = meeting.end ?? meeting.start;
	if (last) return last >= today;
	const place = all.indexOf(meeting);
	return !all.some((other, at) => other.body === meeting.body && at > place && other.start !== null && other.start < today);
}

export interface ListedMeetings<M> {
	upcoming: M[];
	bodies: { body: MeetingBody; years: { year: string | null; meetings: M[] }[] }[];
}

const byDay = (a: Dated, b: Dated): number => ((a.start ?? '9999') < (b.start ?? '9999') ? -1 : (a.start ?? '9999') > (b.start ?? '9999') ? 1 : 0);

/** Those to come by their day, the next one first; those that were, by body, the newest year first. */
export function listedMeetings<M extends Dated>(all: readonly M[], today: Day): ListedMeetings<M> {
	const upcoming = all.filter((meeting) => isUpcoming(meeting, all, today)).sort(byDay);
	const past = all.filter((meeting) => !upcoming.includes(meeting));
	return {
		upcoming,
		bodies: bodyOrder.flatMap((body) => {
			const own = past.filter((meeting) => meeting.body === body).sort((a, b) => -byDay(a, b));
			if (!own.length) return [];
			const years = Map.groupBy(own, ({ start }) => start?.slice(0, 4) ?? null);
			return [{ body, years: [...years].map(([year, meetings]) => ({ year, meetings })) }];
		})
	};
}
