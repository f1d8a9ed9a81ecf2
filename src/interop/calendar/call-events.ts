// SPDX-License-Identifier: Apache-2.0
// The last days of calls as events of a calendar; of those that were cancelled or withdrawn, that they are off. Pure.
import type { ShownCall } from '#catalogue/calls.ts';
import type { Entry } from '#catalogue/entry.ts';
import { occurrenceOf } from '#editorial/event.ts';
import type { Reader } from '#text/message.ts';
import { say, type Words } from '#text/words.ts';
import type { CalendarEvent } from './icalendar.ts';

type Last = Pick<CalendarEvent, 'start' | 'description' | 'cancelled'> & { id: string; title: Words; revision: number; changedAt: Date };

const lastDay = ({ id, title, revision, changedAt, ...rest }: Last, { language, t }: Reader): CalendarEvent => ({
	...rest,
	id: `call.${id}`,
	summary: { [language]: t('calls.calendar.event', { title: say(title, language) || id }) },
	page: `/${language}/calls/${id}`,
	categories: ['call'],
	changed: changedAt,
	// Each extension is a revision; calling it off is one change more.
	changes: Math.max(0, revision - 1) + (rest.cancelled ? 1 : 0)
});

export const callEvents = (calls: readonly ShownCall[], reader: Reader): CalendarEvent[] =>
	calls.map(({ id, title, revision, changedAt, ...call }) => {
		const { t } = reader;
		const description = [
			t('calls.until', { day: call.lastDay, zone: t(`calls.zone.${call.zone}`) }),
			...(call.demo ? [t('look.demonstration')] : [])
		];
		return lastDay({ id, title, revision, changedAt, start: call.lastDay, description, cancelled: call.state === 'cancelled' }, reader);
	});

/** Of calls that were withdrawn nothing is left but their title, their day and the reason. */
export const withdrawnCalls = (entries: readonly Entry[], reader: Reader): CalendarEvent[] =>
	entries.map(({ recordId: id, title, revision, changedAt, reason, register }) =>
		lastDay(
			{ id, title, revision, changedAt, start: occurrenceOf(register?.when ?? {}).startDay, description: reason ? [reason] : [], cancelled: true },
			reader
		)
	);
