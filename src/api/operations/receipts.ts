// SPDX-License-Identifier: Apache-2.0
// Receipts of submissions, for those who may read the revision whole.
import { refuse } from '#people/refusal.ts';
import { unsigned } from '#records/receipt.ts';
import { receiptFor } from '#records/server/receipts.ts';
import { reading } from '../operation.ts';
import { ref } from '../schema.ts';
import { presentReceipt } from '../shapes/receipt.ts';
import { recordId } from './records.ts';

export const receiptOperations = [
	reading({
		id: 'getReceipt',
		path: '/records/{id}/revisions/{number}/receipt',
		tag: 'Records',
		summary: 'The signed receipt of a revision',
		description:
			'Proof that the revision was submitted, and when: signed with Ed25519, and verified by anybody with the keys at `/.well-known/receipt-keys.json`, offline or at `/verify`. For people of the owner and, but for what two Parties say to one another, the secretariat.',
		parameters: {
			id: recordId,
			number: { in: 'path', description: 'Number of the revision.', schema: { type: 'integer', minimum: 1, maximum: 100_000 }, example: 1 }
		},
		scope: 'read',
		ability: 'record.read-private',
		personal: true,
		problems: [404],
		reply: { description: 'The receipt.', content: { 'application/json': ref('Receipt') } },
		// Of a made-up record nothing is signed.
		example: ({ read, around }) =>
			presentReceipt({ ...unsigned(around.origin, read.record, read.revision, 'x'.repeat(43)), signature: 'A'.repeat(86) }),
		async handle({ platform, person }, asked) {
			const { database, configuration } = platform;
			const found = await receiptFor(database, person, { record: asked.id, number: asked.number }, { origin: configuration.origin, at: new Date() });
			return found ? { body: presentReceipt(found.receipt) } : refuse('not-found');
		}
	})
];
