// SPDX-License-Identifier: Apache-2.0
// What every act on a record is given beside its subject: who, when, by which definitions and facts, and where events go.
import type { Convention } from '#convention/convention.ts';
import type { Person } from '#people/person.ts';
import type { Refusal } from '#people/refusal.ts';
import type { Reading, Writing } from '#platform/server/database.ts';
import type { Definitions } from '../definitions.ts';
import type { RecordEnvelope } from '../record.ts';
import type { Examine } from './judge.ts';
import type { Draft } from './records.ts';

/** Why a draft must not be submitted yet, or null. */
export type Hold = (db: Reading, record: RecordEnvelope, draft: Draft) => Promise<Refusal | null>;

export interface Doing {
	by: Person;
	at: Date;
	definitions: Definitions;
	convention: Convention;
	/** What the nouns notice in their records beyond the form. */
	examine?: Examine | undefined;
	/** What else must be there before a submission: the approval that a Party wants of its own people. */
	hold?: Hold | undefined;
	/** What stands in the way of an outcome: seats that are taken. */
	holdOutcome?: ((db: Writing, record: RecordEnvelope, outcome: string) => Promise<Refusal | null>) | undefined;
	/** Queues the reactions to an event in the same transaction, so that neither is there without the other. */
	announce(db: Writing, event: Announced): Promise<void>;
}

/** The queue that announced events wait in until the worker reacts to them. */
export const eventQueue = 'event';

export interface Announced {
	seq: number;
	record: string;
	event: string;
}
