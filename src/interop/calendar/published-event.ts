// SPDX-License-Identifier: Apache-2.0
// A published event of the secretariat as an event of a calendar. Pure.
import type { Entry } from '#catalogue/entry.ts';
import { occurrenceOf } from '#editorial/event.ts';
import { isObject } from '#forms/kind.ts';
import type { Language } from '#text/languages.ts';
import { say, type Words } from '#text/words.ts';
import type { CalendarEvent } from './icalendar.ts';

export function publishedEvent(entry: Entry, language: Language, demonstration: string): CalendarEvent {
	const { answers } = entry;
	const when = occurrenceOf(answers);
	const online = typeof answers.online === 'string' ? answers.online : '';
	const summary = say(entry.summary, language);
	return {
		id: `event.${entry.recordId}`,
		start: when.startDay,
		end: when.endDay,
		from: when.start,
		until: when.end,
		summary: entry.title,
		description: [summary, online, entry.demo ? demonstration : ''].filter(Boolean),
		place: isObject(answers.place) ? (answers.place as Words) : null,
		page: `/${language}/records/${entry.recordId}`,
		categories: [typeof answers.kind === 'string' ? answers.kind : 'event'],
		changed: entry.publishedAt,
		changes: Math.max(0, entry.revision - 1),
		busy: true
	};
}
