// SPDX-License-Identifier: Apache-2.0
// Arithmetic of calendar days. A day is text, YYYY-MM-DD, without time or zone, so that no clock can move it; knows no treaty.

/** A calendar day of the Gregorian calendar, `YYYY-MM-DD`. Days compare as text. */
export type Day = string;

const pattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const perDay = 86_400_000;

const parts = (day: Day): [number, number, number] => {
	const found = pattern.exec(day);
	if (!found) throw new Error(`not a day: ${day}`);
	return [Number(found[1]), Number(found[2]), Number(found[3])];
};

const time = (day: Day): number => {
	const [year, month, date] = parts(day);
	return Date.UTC(year, month - 1, date);
};

const dayAt = (milliseconds: number): Day => new Date(milliseconds).toISOString().slice(0, 10);

/** True for a day that exists: 2024-02-29 does, 2023-02-29 and 2023-13-01 do not. */
export function isDay(value: unknown): value is Day {
	return typeof value === 'string' && pattern.test(value) && value >= '1000' && dayOrNothing(value) === value;
}

const dayOrNothing = (value: string): string | undefined => {
	const milliseconds = time(value);
	return Number.isNaN(milliseconds) ? undefined : dayAt(milliseconds);
};

export const addDays = (day: Day, count: number): Day => dayAt(time(day) + count * perDay);

/** The same date so many months later or earlier; where that month is shorter, its last day (31 August − 6 months = 28 or 29 February). */
export function addMonths(day: Day, count: number): Day {
	const [year, month, date] = parts(day);
	const last = new Date(Date.UTC(year, month - 1 + count + 1, 0)).getUTCDate();
	return dayAt(Date.UTC(year, month - 1 + count, Math.min(date, last)));
}

/** The same date so many years later; 29 February becomes 28 February in a common year, so that a duty never falls due a day late. */
export const addYears = (day: Day, count: number): Day => addMonths(day, count * 12);

/** Days from the first to the second; negative when the second is earlier. */
export const daysBetween = (from: Day, to: Day): number => Math.round((time(to) - time(from)) / perDay);

/** 0 is Sunday, 6 Saturday. */
const weekday = (day: Day): number => new Date(time(day)).getUTCDay();
const isWorkingDay = (day: Day): boolean => weekday(day) % 6 !== 0;

/**
 * The working day that comes so many working days after a day, which itself does not count. Monday to Friday are working days everywhere: neither
 * public holidays nor other weekends are known, so that two Parties read the same day. With 0 the day itself.
 */
export function addWorkingDays(day: Day, count: number): Day {
	let reached = day;
	for (let left = count; left > 0;) {
		reached = addDays(reached, 1);
		if (isWorkingDay(reached)) left -= 1;
	}
	return reached;
}

/** Working days after the first day up to and with the second; 0 when the second is not later. */
export function workingDaysBetween(from: Day, to: Day): number {
	const days = Math.max(0, daysBetween(from, to));
	const weeks = Math.floor(days / 7);
	let count = weeks * 5;
	for (let day = addDays(from, weeks * 7 + 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day)) count += 1;
	return count;
}

export const endOfYear = (year: number): Day => `${String(year).padStart(4, '0')}-12-31`;

export const laterOf = (a: Day, b: Day): Day => (a > b ? a : b);
