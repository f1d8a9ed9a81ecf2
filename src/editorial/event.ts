// SPDX-License-Identifier: Apache-2.0
// When an event is, from what its form says: days, times of day and the zone that they are told in. Pure.
import type { Answers } from '#forms/form.ts';

/** Minutes that a zone is ahead of UTC at a moment. */
function ahead(zone: string, at: Date): number {
	const parts = new Intl.DateTimeFormat('en', {
		timeZone: zone,
		hourCycle: 'h23',
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		hour: '2-digit',
		minute: '2-digit'
	}).formatToParts(at);
	const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
	return (Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute')) - Math.floor(at.getTime() / 60_000) * 60_000) / 60_000;
}

/** The moment of a time of day in a zone; null for what is none. In the hour that a zone leaves out in spring it is the one after it. */
export function momentOf(day: string, time: string, zone: string): Date | null {
	const plain = new Date(`${day}T${time}:00Z`);
	if (Number.isNaN(plain.getTime())) return null;
	try {
		// Twice, since the first look is at a moment that the zone may count otherwise.
		const once = new Date(plain.getTime() - ahead(zone, plain) * 60_000);
		return new Date(plain.getTime() - ahead(zone, once) * 60_000);
	} catch {
		return null;
	}
}

export interface Occurrence {
	startDay: string;
	endDay: string;
	zone: string;
	/** Moments, where times of day are given; both or none. */
	start: Date | null;
	end: Date | null;
}

/** Of the answers of an event those that say when it is. */
export const whenOf = ({ startDay, startTime, endDay, endTime, timeZone }: Answers): Answers =>
	Object.fromEntries(
		Object.entries({ startDay, startTime, endDay, endTime, timeZone }).flatMap(([name, answer]) =>
			typeof answer === 'string' ? [[name, answer]] : []
		)
	);

const text = (answer: unknown): string => (typeof answer === 'string' ? answer : '');

export function occurrenceOf(answers: Answers): Occurrence {
	const startDay = text(answers.startDay);
	const endDay = text(answers.endDay) || startDay;
	const zone = text(answers.timeZone) || 'UTC';
	const start = answers.startTime ? momentOf(startDay, text(answers.startTime), zone) : null;
	const end = start && answers.endTime ? momentOf(endDay, text(answers.endTime), zone) : null;
	// An end before its beginning is a slip that the form cannot notice: it then lasts an hour.
	const until = start && (end && end > start ? end : new Date(start.getTime() + 3_600_000));
	return { startDay, endDay, zone, start, end: until };
}
