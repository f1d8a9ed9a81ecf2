// SPDX-License-Identifier: Apache-2.0
// Meetings of the Convention, which are facts, and events that the secretariat publishes, as InforMEA takes them. Pure.
import type { Entry } from '#catalogue/entry.ts';
import { addDays } from '#convention/day.ts';
import type { Known } from '#convention/fact.ts';
import { occurrenceOf } from '#editorial/event.ts';
import { plainOf } from '#text/plain.ts';
import { say } from '#text/words.ts';
import type { Row } from '../../odata/model.ts';
import { countryOf, dayOf, factChanged, filesSaid, protocolVersion, recordAddress, text, textRows, wholeRow, wordsOf, type World } from '../world.ts';

/** What the days say of a meeting: none known, over, else certain as far as its source is. */
function statusOf(start: string | null, end: string | null, sourced: boolean, today: string): string {
	if (!start) return 'nodate';
	if ((end ?? start) < today) return 'over';
	return sourced ? 'confirmed' : 'tentative';
}

/** The day after a meeting changes what is said of it too: it is over. */
function updatedOn(world: World, id: string, last: string | null): Date | null {
	const changed = factChanged(world, 'meeting', id);
	const over = last !== null && last < world.today ? dayOf(addDays(last, 1)) : null;
	return over && (!changed || over > changed) ? over : changed;
}

export function meetingRow(world: World, fact: Known<'meeting'>): Row {
	const { id, name, body, start, end, place, country, status } = fact;
	const where = place ? say(place, 'en') : null;
	const values = {
		id,
		treaty: world.treaty,
		url: `${world.origin}/en/meetings/${id}`,
		start: dayOf(start ?? undefined),
		end: dayOf(end ?? undefined),
		repetition: null,
		kind: 'official',
		type: body.toLowerCase(),
		access: null,
		status: statusOf(start, end, status === 'sourced', world.today),
		imageUrl: null,
		imageCopyright: null,
		location: where,
		city: where,
		country: country ? countryOf(world, country) : null,
		latitude: null,
		longitude: null,
		virtual: null,
		updated: updatedOn(world, id, end ?? start),
		protocolVersion
	};
	return wholeRow('Meeting', id, values, (whole) => ({ title: () => textRows(whole, 'MeetingTitle', name), description: () => [] }));
}

/** Record type of what stands among the meetings. */
export const eventType = 'event';

export function eventRow(world: World, entry: Entry): Row {
	const { answers, recordId: id } = entry;
	const when = occurrenceOf(answers);
	const place = wordsOf(answers.place);
	const [picture] = filesSaid(world, id, entry.languages, answers.image);
	const where = say(place, 'en') || null;
	const values = {
		id,
		treaty: world.treaty,
		url: recordAddress(world, id),
		start: when.start ?? dayOf(when.startDay),
		end: when.end ?? dayOf(when.endDay),
		repetition: null,
		kind: 'interest',
		type: text(answers.kind),
		access: 'public',
		status: statusOf(when.startDay || null, when.endDay || null, true, world.today),
		imageUrl: picture?.url ?? null,
		imageCopyright: null,
		location: where,
		city: null,
		country: null,
		latitude: null,
		longitude: null,
		virtual: text(answers.online) !== null && !where,
		updated: entry.changedAt,
		protocolVersion
	};
	return wholeRow('Meeting', id, values, (whole) => ({
		title: () => textRows(whole, 'MeetingTitle', wordsOf(answers.title)),
		description: () =>
			textRows(
				whole,
				'MeetingDescription',
				Object.fromEntries(Object.entries(wordsOf(answers.body)).map(([language, body]) => [language, plainOf(body)]))
			)
	}));
}
