// SPDX-License-Identifier: Apache-2.0
// Days as a calendar that others subscribe to (iCalendar, RFC 5545, with the names of RFC 7986). Pure: takes plain events, knows neither noun nor clock.
// The same events give the same text, so that its tag stands still for as long as nothing changed.
import { addDays, type Day } from '#convention/day.ts';
import type { Language } from '#text/languages.ts';
import { choose, type Words } from '#text/words.ts';

export interface CalendarEvent {
	/** Names it for ever, also when its day is moved; the host is added. */
	id: string;
	start: Day;
	/** Last day, where it lasts longer than one. */
	end?: Day | null;
	/** Moments, where it begins and ends at an hour: its days are then theirs. */
	from?: Date | null;
	until?: Date | null;
	/** Its name in a line. */
	summary: Words;
	/** What a reader should know, one paragraph each. */
	description?: readonly string[];
	place?: Words | null;
	/** Page for people: a path behind the origin. */
	page?: string;
	/** Plain words to sort by. */
	categories?: readonly string[];
	/** When what is said of it last changed; null where nobody changed it since it was loaded. */
	changed?: Date | null;
	/** How often it was changed. */
	changes?: number;
	/** Takes the time of whoever goes there; a deadline takes none. */
	busy?: boolean;
	/** Will not take place: said for as long as it is in the list. */
	cancelled?: boolean;
}

export interface Calendar {
	/** Where the platform is found, without a slash at the end. */
	origin: string;
	language: Language;
	title: string;
	description?: string;
	/** Path of the calendar itself. */
	path: string;
	/** Path of the page for people. */
	page: string;
	events: readonly CalendarEvent[];
}

/** Stands in place of a time where nothing was changed since it was loaded: the tag must not change with the clock. */
const beginning = new Date(0);

// eslint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** A value of the type TEXT (RFC 5545, 3.3.11). */
export const escaped = (text: string): string =>
	text
		.toWellFormed()
		.replace(/\r\n?/g, '\n')
		.replace(unprintable, '')
		.replace(/[\\;,]/g, (sign) => `\\${sign}`)
		.replaceAll('\n', '\\n');

const encoder = new TextEncoder();
const longestLine = 75;

/** A line of the content, in pieces of at most 75 octets that cut no character; each but the first begins with a space (RFC 5545, 3.1). */
export function folded(line: string): string {
	const lines: string[] = [];
	let [piece, octets] = ['', 0];
	for (const character of line) {
		const { length } = encoder.encode(character);
		if (octets + length > longestLine) {
			lines.push(piece);
			[piece, octets] = [' ', 1];
		}
		piece += character;
		octets += length;
	}
	return [...lines, piece].join('\r\n');
}

const date = (day: Day): string => day.replaceAll('-', '');
const time = (at: Date): string => at.toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '');

/** A property whose text says which language it is in, since that may be another than the calendar's. */
const said = (name: string, words: Words | null | undefined, reader: Language): string[] => {
	const text = choose(words, reader);
	return text ? [`${name};LANGUAGE=${text.language}:${escaped(text.text)}`] : [];
};

function eventLines(event: CalendarEvent, { origin, language }: Calendar): string[] {
	const stamp = time(event.changed ?? beginning);
	return [
		'BEGIN:VEVENT',
		`UID:${escaped(`${event.id}@${new URL(origin).hostname}`)}`,
		`DTSTAMP:${stamp}`,
		...(event.changed ? [`LAST-MODIFIED:${stamp}`] : []),
		`SEQUENCE:${event.changes ?? 0}`,
		...(event.from && event.until
			? [`DTSTART:${time(event.from)}`, `DTEND:${time(event.until)}`]
			: [
					`DTSTART;VALUE=DATE:${date(event.start)}`,
					// The first day after it.
					`DTEND;VALUE=DATE:${date(addDays(event.end && event.end > event.start ? event.end : event.start, 1))}`
				]),
		...said('SUMMARY', event.summary, language),
		...(event.description?.length ? [`DESCRIPTION;LANGUAGE=${language}:${escaped(event.description.join('\n\n'))}`] : []),
		...said('LOCATION', event.place, language),
		...(event.page ? [`URL:${origin}${event.page}`] : []),
		...(event.categories?.length ? [`CATEGORIES:${event.categories.map(escaped).join(',')}`] : []),
		`STATUS:${event.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
		`TRANSP:${event.busy ? 'OPAQUE' : 'TRANSPARENT'}`,
		'END:VEVENT'
	];
}

/** A calendar must hold something (RFC 5545, 3.6): where nothing is known, it is the zone that its days have no need of. */
const nothing = [
	'BEGIN:VTIMEZONE',
	'TZID:UTC',
	'BEGIN:STANDARD',
	'DTSTART:19700101T000000',
	'TZOFFSETFROM:+0000',
	'TZOFFSETTO:+0000',
	'END:STANDARD',
	'END:VTIMEZONE'
];

export function icalendar(calendar: Calendar): string {
	const { origin, language, title, description, path, page, events } = calendar;
	const lines = [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		`PRODID:-//Minamata Exchange Platform//Calendar//${language.toUpperCase()}`,
		'CALSCALE:GREGORIAN',
		`NAME;LANGUAGE=${language}:${escaped(title)}`,
		`X-WR-CALNAME:${escaped(title)}`,
		...(description ? [`DESCRIPTION;LANGUAGE=${language}:${escaped(description)}`, `X-WR-CALDESC:${escaped(description)}`] : []),
		`URL:${origin}${page}`,
		`SOURCE;VALUE=URI:${origin}${path}`,
		'REFRESH-INTERVAL;VALUE=DURATION:P1D',
		'X-PUBLISHED-TTL:P1D',
		...(events.length ? events.flatMap((event) => eventLines(event, calendar)) : nothing),
		'END:VCALENDAR'
	];
	return lines.map((line) => `${folded(line)}\r\n`).join('');
}

export const calendarType = 'text/calendar; charset=utf-8';

/** The address by which calendars of people subscribe. */
export const webcal = (origin: string, path: string): string => `${origin.replace(/^https?:/, 'webcal:')}${path}`;
