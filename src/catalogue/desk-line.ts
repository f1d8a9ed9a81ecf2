// SPDX-License-Identifier: Apache-2.0
// One record as a desk shows it.
import type { RecordEnvelope } from '#records/record.ts';
import type { ReplyClock } from '#records/reply.ts';
import type { Words } from '#text/words.ts';

export interface DeskLine {
	record: Pick<RecordEnvelope, 'id' | 'type' | 'stage' | 'state' | 'visibility' | 'changedAt' | 'demo'>;
	title: Words;
	type: Words;
	/** Drafts: questions answered, asked, and missing or wrong. */
	progress: { answered: number; asked: number; missing: number } | null;
	returned: { reason: string; at: Date } | null;
	/** Bilateral: the other side, as the desk sees it: who sent it, or whom it was sent to. */
	side: { is: 'from' | 'to'; name: Words } | null;
	/** What became of it. */
	outcome: Words | null;
	/** The clock for the other side's answer, where the type has one and no answer came. */
	reply: ReplyClock | null;
}
