// SPDX-License-Identifier: Apache-2.0
// The secretariat closes a thread: the report was corrected in a later revision, the explanation of the Party stands as a note, or the question is
// withdrawn. The correction is a revision that the Party made by the moves of every record; here it is only named.
import { refuse } from '#people/refusal.ts';
import { reading, type Reading, type Writing } from '#platform/server/database.ts';
import type { Doing } from '#records/server/doing.ts';
import { clarificationOutcomes, outcomesFor } from '../clarification.ts';
import { type At, type Done, follow, type Written } from './add-post.ts';

export interface Closing extends At, Written {
	outcome: string;
	/** corrected: the revision that did it. */
	revision?: number | null;
}

export const closeClarification = (db: Writing, doing: Pick<Doing, 'by' | 'at' | 'announce'>, closing: Closing): Promise<Done> => {
	const outcome = clarificationOutcomes.find((each) => each === closing.outcome);
	// Why a question is withdrawn is said; the other ends speak for themselves.
	return follow(
		db,
		doing,
		closing,
		{ kind: 'closing', ability: 'clarification.ask', needed: outcome === 'withdrawn' },
		async ({ record, thread }) => {
			if (!outcome) return refuse('not-valid');
			const later = await laterRevisions(reading(db), record.id, thread.revision);
			if (!outcomesFor(thread, later).includes(outcome)) return refuse(outcome === 'corrected' ? 'clarification-revision' : 'stage-does-not-fit');
			if (outcome !== 'corrected') return [{ outcome }, { state: 'closed', outcome, closedAt: doing.at }];
			const revision = closing.revision ?? undefined;
			if (revision === undefined || !later.includes(revision)) return refuse('clarification-revision');
			return [
				{ outcome, revision },
				{ state: 'closed', outcome, outcomeRevision: revision, closedAt: doing.at }
			];
		}
	);
};

/** Published revisions after the one that was asked about: those that can have corrected it. */
export async function laterRevisions(db: Reading, record: string, revision: number): Promise<number[]> {
	const rows = await db
		.selectFrom('records.revisions')
		.select('number')
		.where('record_id', '=', record)
		.where('number', '>', revision)
		.where('published_at', 'is not', null)
		.orderBy('number')
		.execute();
	return rows.map(({ number }) => number);
}
