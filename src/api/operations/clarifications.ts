// SPDX-License-Identifier: Apache-2.0
// Clarifications of a report: what its Party let be published for everybody, all of them for people of the Party and the secretariat.
import { may } from '#people/may.ts';
import { refuse } from '#people/refusal.ts';
import { findRecord } from '#records/server/records.ts';
import { publicThreadsOf, threadsOf } from '#reporting/server/clarifications.ts';
import { reading } from '../operation.ts';
import { list, object, ref } from '../schema.ts';
import { around } from '../shapes/around.ts';
import { presentClarification } from '../shapes/clarification.ts';
import { recordId } from './records.ts';

export const clarificationOperations = [
	reading({
		id: 'listClarifications',
		path: '/records/{id}/clarifications',
		tag: 'Records',
		summary: 'Clarifications of a national report',
		description:
			'Threads between the secretariat, for itself or for the Committee of Article 15, and the Party, a question each. Everybody reads what the Party agreed to have published; people of the Party and the secretariat read all.',
		parameters: { id: recordId },
		reply: {
			description: 'The threads.',
			content: {
				'application/json': object('The threads.', { id: ref('Identifier'), clarifications: list(ref('Clarification'), 'In their order.') })
			}
		},
		problems: [404],
		personal: true,
		example: ({ read, around }) => ({
			id: read.record.id,
			clarifications: [
				presentClarification(
					{
						record: read.record.id,
						number: 1,
						revision: 1,
						question: 'q3-3',
						askedFor: 'secretariat',
						outcome: 'note',
						outcomeRevision: null,
						agreed: 'note',
						openedAt: new Date('2026-03-02T09:30:00.000Z'),
						closedAt: new Date('2026-03-20T09:30:00.000Z'),
						publishedAt: new Date('2026-03-25T09:30:00.000Z'),
						posts: [
							{
								number: 2,
								kind: 'answer',
								text: 'The stocks were counted in 2024.',
								language: 'en',
								at: new Date('2026-03-12T09:30:00.000Z'),
								files: []
							}
						]
					},
					around
				)
			]
		}),
		async handle(context, asked) {
			const { person, platform } = context;
			const db = platform.database.read;
			const record = await findRecord(db, asked.id);
			if (!record || !may(person, 'record.read', record)) return refuse('not-found');
			const here = around(context);
			const threads = may(person, 'record.read-private', record) ? await threadsOf(db, record.id) : await publicThreadsOf(db, record);
			return { body: { id: record.id, clarifications: threads.map((thread) => presentClarification(thread, here)) } };
		}
	})
];
