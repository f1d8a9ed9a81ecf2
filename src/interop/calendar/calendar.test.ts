// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { type DeadlineRow, shownDeadline } from '#catalogue/deadlines.ts';
import { type Convention, conventionOf } from '#convention/convention.ts';
import { readSeeds } from '#convention/server/seed.ts';
import { definitionsFrom } from '#records/definitions.ts';
import { languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { eventsOf, readCalendar, textOf, valueOf } from '../../../test/ground/read-calendar.ts';
import { changeKey, deadlineEvent, meetingEvents, sharedEvents } from './events.ts';
import { type Calendar, type CalendarEvent, folded, icalendar, webcal } from './icalendar.ts';

const event: CalendarEvent = { id: 'one', start: '2027-08-16', summary: { en: 'Inventory' } };
const calendar = (events: CalendarEvent[], more: Partial<Calendar> = {}) =>
	icalendar({
		origin: 'https://exchange.test:8080',
		language: 'en',
		title: 'Deadlines: Ghana',
		path: '/calendar/en/deadlines.ics?party=GHA',
		page: '/en/deadlines?party=GHA',
		events,
		...more
	});
const only = (given: CalendarEvent, more?: Partial<Calendar>) => {
	const [read] = eventsOf(readCalendar(calendar([given], more)));
	if (!read) throw new Error('no event');
	return read;
};

describe('the writer', () => {
	it('writes a day as a day, which ends with the next', () => {
		const read = only(event);
		expect(read.properties.find(({ name }) => name === 'DTSTART')).toMatchObject({ parameters: { VALUE: 'DATE' }, value: '20270816' });
		expect(valueOf(read, 'DTEND')).toBe('20270817');
		expect(valueOf(only({ ...event, start: '2026-12-30', end: '2026-12-31' }), 'DTEND')).toBe('20270101');
		expect(valueOf(only({ ...event, end: '2020-01-01' }), 'DTEND')).toBe('20270817');
	});
	it('escapes what would end a text, and leaves out what no text can hold', () => {
		const summary = 'a;b,c\\d "e": \u0000f\u0007';
		const read = only({ ...event, summary: { en: summary }, description: ['one\r\ntwo', 'END:VEVENT\nBEGIN:VEVENT'] });
		expect(textOf(read, 'SUMMARY')).toBe('a;b,c\\d "e": f');
		expect(textOf(read, 'DESCRIPTION')).toBe('one\ntwo\n\nEND:VEVENT\nBEGIN:VEVENT');
		expect(eventsOf(readCalendar(calendar([{ ...event, id: 'x\r\nEND:VCALENDAR' }])))).toHaveLength(1);
		expect(valueOf(only({ ...event, categories: ['a,b', 'c'] }), 'CATEGORIES')).toBe('a\\,b,c');
	});
	it('folds at 75 octets and cuts no character', () => {
		for (const character of ['x', 'é', 'ع', '汞', '😀'])
			for (let length = 60; length < 160; length += 1) {
				const title = `${'a'.repeat(length % 7)}${character.repeat(length)}`;
				expect(textOf(only({ ...event, summary: { en: title } }), 'SUMMARY')).toBe(title);
			}
		expect(folded('x'.repeat(75))).toBe('x'.repeat(75));
		expect(folded('x'.repeat(76))).toBe(`${'x'.repeat(75)}\r\n x`);
		expect(
			folded('x'.repeat(150))
				.split('\r\n')
				.map((line) => line.length)
		).toEqual([75, 75, 2]);
	});
	it('names an event for ever by host and id, and says when it was changed and how often', () => {
		expect(valueOf(only(event), 'UID')).toBe('one@exchange.test');
		expect(valueOf(only({ ...event, start: '2028-01-01' }), 'UID')).toBe('one@exchange.test');
		const read = only({ ...event, changed: new Date('2026-11-24T10:11:12.345Z'), changes: 3 });
		expect([valueOf(read, 'DTSTAMP'), valueOf(read, 'LAST-MODIFIED'), valueOf(read, 'SEQUENCE')]).toEqual([
			'20261124T101112Z',
			'20261124T101112Z',
			'3'
		]);
	});
	it('does not change with the clock', () => {
		expect(calendar([event])).toBe(calendar([event]));
		expect([valueOf(only(event), 'DTSTAMP'), valueOf(only(event), 'LAST-MODIFIED')]).toEqual(['19700101T000000Z', undefined]);
	});
	it('says in which language a text is', () => {
		const read = only({ ...event, summary: { fr: 'Inventaire' } }, { language: 'ar' });
		expect(read.properties.find(({ name }) => name === 'SUMMARY')?.parameters).toEqual({ LANGUAGE: 'fr' });
	});
	it('is whole where there is nothing', () => {
		const read = readCalendar(calendar([]));
		expect(read.components.map(({ name }) => name)).toEqual(['VTIMEZONE']);
		expect(textOf(read, 'X-WR-CALNAME')).toBe('Deadlines: Ghana');
		expect(valueOf(read, 'SOURCE')).toBe('https://exchange.test:8080/calendar/en/deadlines.ics?party=GHA');
	});
	it('is subscribed to by its own scheme', () => {
		expect(webcal('https://exchange.test:8080', '/calendar/en/meetings.ics')).toBe('webcal://exchange.test:8080/calendar/en/meetings.ics');
		expect(webcal('http://localhost:3000', '/x')).toBe('webcal://localhost:3000/x');
	});
});

const convention: Convention = conventionOf(await readSeeds());
const definitions = definitionsFrom([]);
const row = (party: string, more: Partial<DeadlineRow> = {}): DeadlineRow => ({
	id: 'emission-inventory',
	key: `emission-inventory.${party}`,
	party,
	title: Object.fromEntries(languages.map((language) => [language, 'Inventory, kept'])),
	article: '8(7)',
	nature: 'duty',
	due: '2027-08-16',
	state: 'due',
	days: 265,
	soon: false,
	records: [],
	about: null,
	types: [],
	every: null,
	demo: false,
	standing: 'sourced',
	source: 'Convention text',
	...more
});

describe('deadlines', () => {
	const changes = new Map([
		[changeKey('state', 'GHA'), { count: 2, last: new Date('2026-05-05T08:00:00Z') }],
		[changeKey('state', 'CHE'), { count: 9, last: new Date('2027-01-01T08:00:00Z') }]
	]);
	it.each(languages)('are worded in %s', async (language) => {
		const reader = await readerIn(language);
		const given = row('GHA', { records: [{ id: 'MC-INVENTORY-GH-0001', day: '2026-06-06' }], demo: true });
		const read = only(deadlineEvent(given, shownDeadline(given, definitions, convention), changes, reader), { language });
		expect(textOf(read, 'SUMMARY')).toBe(`Inventory, kept – ${convention.state('GHA')?.name[language]}`);
		for (const part of ['8(7)', 'MC-INVENTORY-GH-0001', reader.t('look.demonstration'), reader.t('deadlines.help')])
			expect(textOf(read, 'DESCRIPTION')).toContain(part);
		expect(valueOf(read, 'UID')).toBe('deadline.emission-inventory.GHA@exchange.test');
		expect(valueOf(read, 'URL')).toBe(`https://exchange.test:8080/${language}/parties/GHA#deadlines`);
		expect(valueOf(read, 'TRANSP')).toBe('TRANSPARENT');
		// The record came after the last change of the facts, and changed none of them.
		expect([valueOf(read, 'LAST-MODIFIED'), valueOf(read, 'SEQUENCE')]).toEqual(['20260606T000000Z', '2']);
	});
	it('of many Parties on one day are one event that names them', async () => {
		const reader = await readerIn('en');
		const shared = ['GHA', 'CHE'].map((party) => [row(party), shownDeadline(row(party), definitions, convention)] as const);
		const later = row('PER', { due: '2028-01-01' });
		const events = sharedEvents([...shared, [later, shownDeadline(later, definitions, convention)]], changes, reader, '/en/deadlines');
		const read = eventsOf(readCalendar(calendar(events)));
		expect(read.map((each) => textOf(each, 'SUMMARY'))).toEqual(['Inventory, kept (2 Parties)', 'Inventory, kept – Peru']);
		expect(textOf(read[0] as (typeof read)[number], 'DESCRIPTION')).toContain('Ghana; Switzerland');
		expect(valueOf(read[0] as (typeof read)[number], 'SEQUENCE')).toBe('11');
	});
});

describe('meetings', () => {
	it('are those whose day is known, each with its days and place', () => {
		const events = meetingEvents(convention, new Map());
		const dated = convention.all('meeting').filter(({ start }) => start);
		for (const language of languages) {
			const read = eventsOf(readCalendar(calendar(events, { language })));
			expect(read).toHaveLength(dated.length);
			const first = read.find((each) => valueOf(each, 'UID') === 'meeting.INC1@exchange.test');
			if (!first) throw new Error('no INC1');
			expect([valueOf(first, 'DTSTART'), valueOf(first, 'DTEND'), valueOf(first, 'TRANSP')]).toEqual(['20100607', '20100612', 'OPAQUE']);
			expect(textOf(first, 'LOCATION')).toBe(`${convention.one('meeting', 'INC1')?.place?.[language]}, ${convention.state('SWE')?.name[language]}`);
		}
	});
});
