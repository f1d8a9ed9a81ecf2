// SPDX-License-Identifier: Apache-2.0
// Publishes what the Party agreed to of a closed thread, at its question on the page of the report. Of a report that the public sees alone.
import { may } from '#people/may.ts';
import { isRefusal, refuse } from '#people/refusal.ts';
import type { Writing } from '#platform/server/database.ts';
import type { Doing } from '#records/server/doing.ts';
import { type At, type Done, follow, type Written } from './add-post.ts';
import { roundsChanged } from './rounds.ts';

export async function publishClarification(db: Writing, doing: Pick<Doing, 'by' | 'at' | 'announce'>, publication: At & Written): Promise<Done> {
	const done = await follow(db, doing, publication, { kind: 'publication', ability: 'clarification.publish', needed: false }, ({ record, thread }) =>
		may(null, 'record.read', record) && thread.agreed ? [{ agreed: thread.agreed }, { publishedAt: doing.at }] : refuse('stage-does-not-fit')
	);
	// Pages that are kept for readers are made anew.
	if (!isRefusal(done)) await roundsChanged(db);
	return done;
}
