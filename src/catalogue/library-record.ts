// SPDX-License-Identifier: Apache-2.0
// What the page of one document or decision shows around its answers. How it is gathered stands in server/library-record.ts.
import type { Parity } from '#meetings/document.ts';
import type { Words } from '#text/words.ts';
import type { AskedSince, NamedSymbol, ShownMeeting } from './library.ts';
import type { Shown } from './shown.ts';

export interface LibraryRecord {
	symbol: string | null;
	/** Null where there is nothing yet whose languages could be counted. */
	parity: Parity | null;
	meeting: ShownMeeting | null;
	replaces: NamedSymbol[];
	replacedBy: NamedSymbol[];
	belongsTo: NamedSymbol[];
	parts: NamedSymbol[];
	/** Of a document: the decisions that it is about. Of a decision: the documents behind it. */
	related: NamedSymbol[];
	/** A decision in our own words. */
	ownWords: boolean;
	source: string | null;
	followUp: FollowUp | null;
}

/** What came of a decision. */
export interface FollowUp {
	number: string;
	/** Everything published that names it. */
	records: Shown[];
	/** How many there are, where not all are listed. */
	count: number;
	forms: AskedSince[];
	/** Amendments of annexes that it adopted. */
	amendments: { id: string; name: Words; inForce: string | null }[];
}
