// SPDX-License-Identifier: Apache-2.0
// One record as a desk shows it.
import type { RecordEnvelope } from '#records/record.ts';
import type { Words } from '#text/words.ts';

export interface DeskLine {
	record: Pick<RecordEnvelope, 'id' | 'type' | 'stage' | 'state' | 'changedAt' | 'demo'>;
	title: Words;
	type: Words;
	/** Drafts: questions answered, asked, and missing or wrong. */
	progress: { answered: number; asked: number; missing: number } | null;
	returned: { reason: string; at: Date } | null;
}
