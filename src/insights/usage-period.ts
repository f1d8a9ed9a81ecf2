// SPDX-License-Identifier: Apache-2.0
// The time that figures of use are asked for, the time before it that they are compared with, and the steps in which it is drawn. Pure.
import { addDays, addMonths, type Day, daysBetween, isDay } from '#convention/day.ts';

export const periodKinds = ['day', 'week', 'month', 'quarter', 'year', 'own'] as const;
export type PeriodKind = (typeof periodKinds)[number];

export interface Range {
	from: Day;
	to: Day;
}

export interface Period extends Range {
	kind: PeriodKind;
	/** As the calendar has it: `to` comes earlier while the period is not over. */
	whole: Range;
	/** The same length of the period before. */
	before: Range;
}

/** No longer than figures could be kept by anybody. */
const mostDays = 36_600;

export const daysIn = ({ from, to }: Range): number => daysBetween(from, to) + 1;
const earlier = (a: Day, b: Day): Day => (a < b ? a : b);

const startOf: Record<Exclude<PeriodKind, 'own'>, (day: Day) => Day> = {
	day: (day) => day,
	// Weeks begin on Monday (ISO 8601).
	week: (day) => addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7)),
	month: (day) => `${day.slice(0, 7)}-01`,
	quarter: (day) => `${day.slice(0, 4)}-${String(Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, '0')}-01`,
	year: (day) => `${day.slice(0, 4)}-01-01`
};
const nextOf = (kind: Exclude<PeriodKind, 'own'>, start: Day, count = 1): Day =>
	kind === 'day'
		? addDays(start, count)
		: kind === 'week'
			? addDays(start, 7 * count)
			: addMonths(start, { month: 1, quarter: 3, year: 12 }[kind] * count);

/** The period of a kind that a day is in, as far as `last`, the last day that has figures. */
export function periodAround(kind: Exclude<PeriodKind, 'own'>, on: Day, last: Day): Period {
	const start = startOf[kind](earlier(on, last));
	const end = addDays(nextOf(kind, start), -1);
	const to = earlier(end, last);
	const from = nextOf(kind, start, -1);
	const full = addDays(start, -1);
	return {
		kind,
		from: start,
		to,
		whole: { from: start, to: end },
		// Of a period that is not over, as many days as it has had; of one that is, all of the one before, however long.
		before: { from, to: to === end ? full : earlier(full, addDays(from, daysIn({ from: start, to }) - 1)) }
	};
}

export function ownPeriod(range: Range, last: Day): Period {
	const to = earlier(range.to, last);
	const from = earlier(range.from, to);
	const length = daysIn({ from, to });
	return { kind: 'own', from, to, whole: { from, to: range.to }, before: { from: addDays(from, -length), to: addDays(from, -1) } };
}

/** The period in an address. What cannot be is as if it were not said: then the month. */
export function periodAsked(query: URLSearchParams, last: Day): Period {
	const said = (name: string) => (isDay(query.get(name)) && (query.get(name) as Day) >= '2000-01-01' ? (query.get(name) as Day) : null);
	const [from, to] = [said('from'), said('to')];
	const kind = periodKinds.find((each) => each === query.get('period')) ?? (from && to ? 'own' : 'month');
	if (kind === 'own') {
		if (from && to && from <= to && from <= last && daysBetween(from, to) < mostDays) return ownPeriod({ from, to }, last);
		return periodAround('month', last, last);
	}
	return periodAround(kind, said('on') ?? last, last);
}

/** The period again, for links. */
export const periodQuery = ({ kind, from, whole }: Period): string =>
	kind === 'own' ? `?period=own&from=${from}&to=${whole.to}` : `?period=${kind}&on=${from}`;

export type Step = 'day' | 'week' | 'month' | 'year';

/** The time in at most some thirty steps, each with the days it holds. */
export function stepsIn(range: Range): { step: Step; parts: Range[] } {
	const days = daysIn(range);
	const step: Step = days <= 31 ? 'day' : days <= 31 * 7 ? 'week' : days <= 31 * 30 ? 'month' : 'year';
	const parts: Range[] = [];
	for (let from = startOf[step](range.from); from <= range.to && parts.length < 400;) {
		const next = nextOf(step, from);
		parts.push({ from: from < range.from ? range.from : from, to: earlier(addDays(next, -1), range.to) });
		from = next;
	}
	return { step, parts };
}
