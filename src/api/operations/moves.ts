// SPDX-License-Identifier: Apache-2.0
// Moves: submitting, returning, publishing and the others, one operation over the table of moves. Whether one may is asked by the act.
import { may } from '#people/may.ts';
import { isRefusal, refuse } from '#people/refusal.ts';
import { reading as readingIn } from '#platform/server/database.ts';
import { type MoveName, moveNames } from '#records/move.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { findRecord } from '#records/server/records.ts';
import { submit } from '#records/server/submit.ts';
import { writing } from '../operation.ts';
import { list, object, oneOf, ref, text } from '../schema.ts';
import { aroundOwners } from '../shapes/around.ts';
import { presentStanding } from '../shapes/work.ts';
import { recordId } from './records.ts';

interface Asked {
	move: MoveName;
	reason?: string;
	checklist?: string[];
	successor?: string;
	outcome?: string;
	day?: string;
}

export const moveOperations = [
	writing({
		id: 'makeMove',
		method: 'POST',
		path: '/records/{id}/moves',
		tag: 'Moves',
		summary: 'Move a record: submit, return, publish …',
		description:
			'What the caller may do now stands in `moves` of the record. Returning, insisting, declining and withdrawing need a reason; publishing needs every item of the checklist of its form, deciding an outcome of its type.',
		parameters: { id: recordId },
		scope: 'moves',
		ability: 'desk.read',
		problems: [404, 409],
		body: {
			description: 'The move.',
			most: 100_000,
			schema: object(
				'The move.',
				{
					move: oneOf('Which.', moveNames),
					reason: text('Why, in words. Whoever is concerned will read it; that of a withdrawal is public.', { maxLength: 5000 }),
					checklist: {
						...list(text('Id of an item.', { maxLength: 100 }), 'publish: the items of the checklist that were looked at and found right.'),
						maxItems: 100
					},
					successor: text('supersede: identifier of the record that takes its place.', {
						pattern: '^MC-[A-Z0-9]+-[A-Z0-9]+-\\d{4,9}$',
						maxLength: 60
					}),
					outcome: text('decide: what became of it, one of the outcomes of its type.', { maxLength: 100 }),
					day: text('decide: the day of the decision, where it is not today.', { pattern: '^\\d{4}-\\d{2}-\\d{2}$', maxLength: 10 })
				},
				['reason', 'checklist', 'successor', 'outcome', 'day']
			),
			example: () => ({ move: 'submit' })
		},
		reply: { description: 'Where the record stands now.', content: { 'application/json': ref('Standing') } },
		example: ({ read, around }) => presentStanding({ ...read.record, stage: 'submitted', state: 'unpublished', published: null }, null, around),
		async act({ db, doing, context }, { id }) {
			const { move, ...rest } = context.body as unknown as Asked;
			if (rest.successor !== undefined) {
				const successor = await findRecord(readingIn(db), rest.successor);
				if (!successor || !may(doing.by, 'record.read', successor)) return { faults: [], body: [{ at: '/successor', code: 'unknown' as const }] };
			}
			const outcome = move === 'submit' ? await submit(db, doing, id) : await moveRecord(db, doing, { record: id, move, ...rest });
			if (isRefusal(outcome)) return outcome;
			const record = await findRecord(readingIn(db), id);
			if (!record) return refuse('not-found');
			return { body: presentStanding(record, context.person, await aroundOwners(context, [record])) };
		}
	})
];
