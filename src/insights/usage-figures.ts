// SPDX-License-Identifier: Apache-2.0
// Figures of use as they may be shown: sums with their change, and rows by one property in which nobody stands alone. Pure.
import type { Audience, UsageDimension } from './usage.ts';
import type { Period } from './usage-period.ts';

export const measures = ['visitors', 'views', 'acts'] as const;
export type Measure = (typeof measures)[number];

export type Sums = Record<Measure, number> & { replies: number; bytes: number };
export const nothing: Sums = { visitors: 0, views: 0, acts: 0, replies: 0, bytes: 0 };

export interface UsageRow {
	value: string;
	now: Sums;
	before: Sums;
}

export interface UsageFigures {
	period: Period;
	/** The first day that was ever counted; null while none was. */
	since: string | null;
	/** The time before was counted from its first day, so that a change means something. */
	comparable: boolean;
	/** Some of it comes from the log of a web server. */
	fromLog: boolean;
	totals: Record<Audience, { now: Sums; before: Sums }>;
	/** By day, people alone. */
	days: { day: string; sums: Pick<Sums, Measure> }[];
	/** By one property; the most viewed first. */
	by: Partial<Record<UsageDimension, UsageRow[]>>;
}

/** No figure by a property is shown that stands for fewer. */
export const privacyFloor = 5;

export interface ShownRow {
	/** Null: all that is not shown by itself, together. */
	value: string | null;
	now: Record<Measure, number | null>;
	before: Record<Measure, number | null>;
	/** How many values stand together here. */
	together: number;
}

/** What is shown of a column: nothing below the floor, and nothing by which, taken from the whole, one could reckon it. */
function shownOf(values: readonly number[], floor: number): (number | null)[] {
	const hidden = new Set(values.flatMap((value, at) => (value < floor ? [at] : [])));
	const small = () => [...hidden].reduce((sum, at) => sum + (values[at] ?? 0), 0);
	const rising = values.map((_, at) => at).toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
	for (const at of rising) {
		if (small() === 0 || small() >= floor) break;
		hidden.add(at);
	}
	return values.map((value, at) => (hidden.has(at) ? null : value));
}

/**
 * To the nearest multiple of the floor. Two times that differ by one day, or a whole and its parts, could otherwise be taken from one another until what
 * stands for one person is left.
 */
export const coarse = (value: number, floor = privacyFloor): number => Math.max(floor, Math.round(value / floor) * floor);

/** Rows as they may be shown, in multiples of the floor. Those of which nothing can be shown stand together at the end, and only if together they are enough. */
export function floored(rows: readonly UsageRow[], floor = privacyFloor): ShownRow[] {
	const column = (time: 'now' | 'before', measure: Measure) => {
		const values = rows.map((row) => row[time][measure]);
		return { values, shown: shownOf(values, floor) };
	};
	const coarsely = (value: number | null) => (value === null ? null : coarse(value, floor));
	const columns = { now: columnsOf('now'), before: columnsOf('before') };
	function columnsOf(time: 'now' | 'before') {
		return Object.fromEntries(measures.map((measure) => [measure, column(time, measure)])) as Record<Measure, ReturnType<typeof column>>;
	}
	const at = (time: 'now' | 'before', place: number) =>
		Object.fromEntries(measures.map((measure) => [measure, coarsely(columns[time][measure].shown[place] ?? null)])) as Record<Measure, number | null>;
	const places = rows.map((_, place) => place);
	// A row without a single figure of the time that is asked for is no row.
	const alone = places.filter((place) => measures.some((measure) => columns.now[measure].shown[place] !== null));
	const rest = places.filter((place) => !alone.includes(place));
	const sum = (time: 'now' | 'before') =>
		Object.fromEntries(
			measures.map((measure) => {
				const total = rest.reduce((all, place) => all + (columns[time][measure].values[place] ?? 0), 0);
				// What is hidden of rows that are shown would be left over.
				const elsewhere = alone.reduce(
					(all, place) => all + (columns[time][measure].shown[place] === null ? (columns[time][measure].values[place] ?? 0) : 0),
					0
				);
				return [measure, total >= floor && (elsewhere === 0 || elsewhere >= floor) ? coarse(total, floor) : null];
			})
		) as Record<Measure, number | null>;
	const together: ShownRow = { value: null, now: sum('now'), before: sum('before'), together: rest.length };
	return [
		...alone.map((place) => ({ value: rows[place]?.value ?? '', now: at('now', place), before: at('before', place), together: 1 })),
		...(rest.length && measures.some((measure) => together.now[measure] !== null) ? [together] : [])
	];
}

/** By how much it grew: 0.5 for half as much again. Null where there is nothing to compare with. */
export const changeOf = (now: number | null, before: number | null, comparable = true): number | null =>
	comparable && now !== null && before !== null && before > 0 ? (now - before) / before : null;

export const addSums = (a: Sums, b: Sums): Sums => ({
	visitors: a.visitors + b.visitors,
	views: a.views + b.views,
	acts: a.acts + b.acts,
	replies: a.replies + b.replies,
	bytes: a.bytes + b.bytes
});
