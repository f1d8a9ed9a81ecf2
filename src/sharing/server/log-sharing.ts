// SPDX-License-Identifier: Apache-2.0
// Writes down who did what in sharing the work, in the transaction of the act.
import { json, type Writing } from '#platform/server/database.ts';

export type SharingEvent =
	| 'asked'
	| 'asked-again'
	| 'extended'
	| 'revoked'
	| 'answered'
	| 'file-attached'
	| 'suggestion-accepted'
	| 'suggestion-changed'
	| 'suggestion-declined'
	| 'commented'
	| 'resolved'
	| 'reopened'
	| 'approvers-set'
	| 'approval-asked'
	| 'approval-given'
	| 'approval-declined';

/** Somebody without an account, whom a link let in. */
export const expertItself = 'expert';

export async function logSharing(
	db: Writing,
	event: SharingEvent,
	about: { record: string; subject: string; by: string; at: Date; details?: { [name: string]: unknown } }
): Promise<void> {
	await db
		.insertInto('sharing.events')
		.values({
			record_id: about.record,
			event,
			subject: about.subject,
			details: json(about.details ?? {}),
			caused_by: about.by,
			occurred_at: about.at
		})
		.execute();
}
