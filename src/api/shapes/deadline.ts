// SPDX-License-Identifier: Apache-2.0
// What falls due for whom, as the API shows it: the shape beside its schema.
import { type DeadlineRow, shownDeadline } from '#catalogue/deadlines.ts';
import { obligationStates } from '#catalogue/obligation.ts';
import { deadlineNatures } from '#convention/fact.ts';
import { address, day, flag, list, object, oneOf, orNull, ref, type Schema, text, whole } from '../schema.ts';
import { type Around, at, pages, presentOwner, standing } from './around.ts';

export const deadlineSchemas: { [name: string]: Schema } = {
	Due: object('Something that falls due on one day for one Party, and what is published of it.', {
		id: text('Names it also when its day is put right: deadline, Party, what it is about, of what repeats the year.'),
		deadline: text('Id of the deadline; of a deadline that a record type has of its own, the id of the type.'),
		party: ref('Owner'),
		due: day('The day.'),
		title: ref('Words'),
		article: text('As cited: `7(3)(b)`.'),
		nature: oneOf(
			'Whether it is owed by every Party, only if a possibility is used, a day from which something holds, or concerns States that join.',
			deadlineNatures
		),
		recordTypes: list(text('Id of a record type.'), 'Forms by which it can be met.'),
		forms: list(object('A form.', { id: text('Id of the form, see `/forms`.'), name: ref('Words') }), 'Those of them that are on the platform.'),
		state: oneOf('As in `Obligation`. Of a round to come it is never `published`, since what is here may answer the round before.', [
			...obligationStates
		]),
		days: whole('Days until the day, or since.', { minimum: 0 }),
		records: list({ type: 'string' }, 'Records that answer it, newest first, at most three.'),
		every: orNull(whole('Of what repeats: years between the rounds.', { minimum: 1 })),
		amendment: orNull(text('Id of the amendment that it is about.')),
		record: orNull(text('Identifier of the exemption that it is about.')),
		cycle: orNull(text('Id of the reporting cycle that it is about: its period.')),
		demo: flag('Its day, or what is said of it, rests on demonstration content: synthetic, never a statement of the Party named.'),
		...standing,
		links: object('Where to go on.', { party: address('The Party, with all its clocks.'), html: ref('Pages') })
	})
};

export function presentDue(row: DeadlineRow, around: Around) {
	const { forms } = shownDeadline(row, around.definitions, around.convention);
	return {
		id: row.key,
		deadline: row.id,
		party: presentOwner('party', row.party, around),
		due: row.due,
		title: row.title,
		article: row.article,
		nature: row.nature,
		recordTypes: row.types,
		forms,
		state: row.state,
		days: row.days ?? 0,
		records: row.records.map(({ id }) => id),
		every: row.every,
		amendment: row.about && 'amendment' in row.about ? row.about.amendment : null,
		record: row.about && 'record' in row.about ? row.about.record : null,
		cycle: row.cycle ?? null,
		demo: row.demo,
		status: row.standing,
		source: row.source,
		links: { party: at(around, `/parties/${row.party}`), html: pages(around, `/deadlines?party=${row.party}`) }
	};
}
