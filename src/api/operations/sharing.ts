// SPDX-License-Identifier: Apache-2.0
// The shared work on a draft, to be read by the programs of those who may edit it. Asking and deciding is done on the pages.
import { may } from '#people/may.ts';
import { refuse } from '#people/refusal.ts';
import { namesOf } from '#people/server/accounts.ts';
import { draftOf, findRecord } from '#records/server/records.ts';
import { stateOfAsk } from '#sharing/ask.ts';
import { asksOf } from '#sharing/server/asks.ts';
import { suggestionsOf } from '#sharing/server/suggestions.ts';
import { reading } from '../operation.ts';
import { ref } from '../schema.ts';
import { presentShared } from '../shapes/sharing.ts';
import { recordId } from './records.ts';

export const sharingOperations = [
	reading({
		id: 'getSharedWork',
		path: '/records/{id}/shared-work',
		tag: 'Drafts',
		summary: 'Who owes what, and what was suggested',
		description: 'Who was asked for answers of the draft by when, and the answers that they suggest. For those who may edit the draft.',
		parameters: { id: recordId },
		scope: 'drafts',
		ability: 'draft.read',
		personal: true,
		problems: [404, 409],
		reply: { description: 'The shared work.', content: { 'application/json': ref('SharedWork') } },
		example: () => ({
			asks: [
				{
					id: '0b0c8b1e-6c6b-4c3a-9d53-0f1f7d3f7a10',
					name: 'A. Expert',
					expert: true,
					questions: ['q3-1'],
					formVersion: 'mc-5-13',
					due: '2026-12-10',
					state: 'sent',
					askedAt: '2026-11-24T10:00:00.000Z',
					sentAt: '2026-11-30T08:15:00.000Z',
					expiresAt: '2026-12-24T23:59:59.000Z'
				}
			],
			suggestions: [
				{
					id: '4b4be1d5-2f0e-4d2f-8d0e-5f0a7f6d9c11',
					ask: '0b0c8b1e-6c6b-4c3a-9d53-0f1f7d3f7a10',
					question: 'q3-1',
					formVersion: 'mc-5-13',
					answer: false,
					cameBy: 'page',
					at: '2026-11-30T08:15:00.000Z',
					state: 'open',
					word: '',
					decidedAt: null
				}
			]
		}),
		async handle({ person, platform }, { id }) {
			const db = platform.database.fresh;
			const record = await findRecord(db, id);
			if (!record || !may(person, 'draft.read', record)) return refuse('not-found');
			if (!(await draftOf(db, id))) return refuse('stage-does-not-fit');
			const [asks, suggestions] = await Promise.all([asksOf(db, id), suggestionsOf(db, id)]);
			const names = await namesOf(
				db,
				asks.flatMap(({ owedBy }) => owedBy ?? [])
			);
			const open = record.stage === 'draft' || record.stage === 'returned';
			const told = asks.map((ask) => ({
				...ask,
				name: ask.owedBy ? (names.get(ask.owedBy) ?? '') : ask.expert.name,
				state: stateOfAsk(ask, open, new Date())
			}));
			return { body: presentShared(told, suggestions) };
		}
	})
];
