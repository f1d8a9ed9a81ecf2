// SPDX-License-Identifier: Apache-2.0
// What every act on a record is given beside its subject: who, when, by which definitions and facts, and where events go.
import type { Convention } from '#convention/convention.ts';
import type { Person } from '#people/person.ts';
import type { Writing } from '#platform/server/database.ts';
import type { Definitions } from '../definitions.ts';
import type { Examine } from './judge.ts';

export interface Doing {
	by: Person;
	at: Date;
	definitions: Definitions;
	convention: Convention;
	/** What the nouns notice in their records beyond the form. */
	examine?: Examine | undefined;
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
