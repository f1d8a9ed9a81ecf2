// SPDX-License-Identifier: Apache-2.0
// The receipt of a submission as the API gives it: exactly what is signed, and the signature; another field would be in no receipt.
import { algorithm, edition, type Receipt } from '#records/receipt.ts';
import { flag, moment, object, oneOf, orNull, ref, type Schema, text, whole } from '../schema.ts';

const sha256 = (description: string): Schema => text(description, { pattern: '^[0-9a-f]{64}$' });

export const receiptSchemas: { [name: string]: Schema } = {
	Receipt: object(
		'What the platform signs of a submission. The signature is over the canonical JSON of all other fields: sorted keys, no space, UTF-8.',
		{
			receipt: whole('Edition of this shape.', { minimum: edition, maximum: edition }),
			origin: text('Address of the platform that took the submission.'),
			record: ref('Identifier'),
			revision: whole('Number of the revision.', { minimum: 1 }),
			type: text('Record type, which is the id of its form.'),
			formVersion: text('Version of the form that it answers.'),
			owner: object('Whom it was submitted for.', {
				kind: oneOf('A Party, an organisation or the secretariat.', ['party', 'organisation', 'secretariat']),
				id: text('Key of the Party, identifier of the organisation, or `secretariat`.')
			}),
			demonstration: flag('Demonstration content: nobody submitted it.'),
			submittedAt: moment('When it was submitted.'),
			sha256: sha256('Seal of the revision: SHA-256 of the canonical JSON of its content.'),
			previousSha256: orNull(sha256('Seal of the revision before.')),
			keyId: text('The key, by its `kid` in `/.well-known/receipt-keys.json`.'),
			algorithm: oneOf('How it is signed (RFC 8032).', [algorithm]),
			signature: text('64 bytes as base64url.', { pattern: '^[\\w-]{86}$' })
		}
	)
};

export const presentReceipt = (receipt: Receipt) => ({
	receipt: receipt.receipt,
	origin: receipt.origin,
	record: receipt.record,
	revision: receipt.revision,
	type: receipt.type,
	formVersion: receipt.formVersion,
	owner: { kind: receipt.owner.kind, id: receipt.owner.id },
	demonstration: receipt.demonstration,
	submittedAt: receipt.submittedAt,
	sha256: receipt.sha256,
	previousSha256: receipt.previousSha256,
	keyId: receipt.keyId,
	algorithm: receipt.algorithm,
	signature: receipt.signature
});
