// SPDX-License-Identifier: Apache-2.0
// The last days of calls as events of a calendar. Pure.
import type { ShownCall } from '#catalogue/calls.ts';
import type { Reader } from '#text/message.ts';
import { say } from '#text/words.ts';
import type { CalendarEvent } from './icalendar.ts';

export const callEvents = (calls: readonly ShownCall[], { language, t }: Reader): CalendarEvent[] =>
	calls
		.filter(({ state }) => state !== 'cancelled')
		.map((call) => ({
			id: `call.${call.id}`,
			start: call.lastDay,
			summary: { [language]: t('calls.calendar.event', { title: say(call.title, language) || call.id }) },
			description: [t('calls.until', { day: call.lastDay, zone: t(`calls.zone.${call.zone}`) }), ...(call.demo ? [t('look.demonstration')] : [])],
			page: `/${language}/calls/${call.id}`,
			categories: ['call'],
			changed: call.publishedAt,
			changes: call.extensions.length
		}));
