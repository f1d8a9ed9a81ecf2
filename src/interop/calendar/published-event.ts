// SPDX-License-Identifier: Apache-2.0
// A published event of the secretariat as an event of a calendar, and a withdrawn one as one that is off. Pure.
import type { Entry } from '#catalogue/entry.ts';
import { occurrenceOf } from '#editorial/event.ts';
import { isObject } from '#forms/kind.ts';
import type { Language } from '#text/languages.ts';
import { say, type Words } from '#text/words.ts';
import type { CalendarEvent } from './icalendar.ts';

export function publishedEvent(entry: Entry, language: Language, demonstration: string): CalendarEvent {
	const cancelled = entry.state === 'withdrawn';
	const answers = cancelled ? (entry.register?.when ?? {}) : entry.answers;
	const when = occurrenceOf(answers);
	const online = typeof answers.online === 'string' ? answers.online : '';
	const summary = say(entry.summary, language) || (entry.reason ?? '');
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
		changed: entry.changedAt,
		// Taking it back is one change more.
		changes: Math.max(0, entry.revision - 1) + (cancelled ? 1 : 0),
		busy: true,
		cancelled
	};
}
