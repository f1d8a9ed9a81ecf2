// SPDX-License-Identifier: Apache-2.0
// The drafts that were saved last, as this process wrote them: whoever goes on typing finds the whole draft here, and the database gives only its
// version. A draft is known by record, version and time of its last save, which no other state of it shares; whatever another process saved is another.
import type { Draft } from './records.ts';

/** Drafts kept: about as many as Parties that write at the same time. A full report is some hundred kilobytes. */
const most = 200;

const drafts = new Map<string, Draft>();

/** To be called when the save is in the database for good, never before: what was taken back must not be found. */
export function keepDraft(draft: Draft): void {
	drafts.delete(draft.recordId);
	drafts.set(draft.recordId, draft);
	for (const oldest of drafts.keys()) {
		if (drafts.size <= most) break;
		drafts.delete(oldest);
	}
}

export function keptDraft(recordId: string, version: number, savedAt: Date): Draft | undefined {
	const draft = drafts.get(recordId);
	return draft?.version === version && draft.changedAt.getTime() === savedAt.getTime() ? draft : undefined;
}
