// SPDX-License-Identifier: Apache-2.0
// What every act of sharing is given beside its subject, and the letters that it asks the worker for.
import type { Person } from '#people/person.ts';
import type { Writing } from '#platform/server/database.ts';
import type { Jobs } from '#platform/server/jobs.ts';
import type { Doing } from '#records/server/doing.ts';

/** The queue of letters; a job without a wish is that of the clock, and looks for reminders. */
export const sharingLetters = 'sharing-letters';

export type LetterWanted =
	/** To whoever is asked. `stamp`: the moment of asking again, which tells one wish from the next. */
	| { letter: 'asked' | 'again' | 'extended'; ask: string; stamp: string }
	/** To the asker: the answers are there. */
	| { letter: 'answered'; ask: string }
	/** To whoever suggested: what became of it. */
	| { letter: 'declined'; suggestion: string }
	/** To those who are mentioned. */
	| { letter: 'mentioned'; comment: string }
	/** To an approver. */
	| { letter: 'approval'; record: string; to: string; by: string }
	/** To whoever asked for approval, and whoever submits. */
	| { letter: 'approval-decided'; record: string; by: string; given: boolean; reason: string }
	/** To whoever answered by mail: what was understood, or why nothing was. */
	| { letter: 'read'; ask: string; suggestion: string | null; problem: string | null };

export interface Telling {
	/** Asks for a letter as part of the act's transaction. */
	tell(db: Writing, wanted: LetterWanted): Promise<void>;
}

export type Sharing = Doing & Telling;

/** For pages: the doing of a person, with the way to the letters. */
export const telling = (jobs: Pick<Jobs, 'enqueue'>): Telling => ({ tell: (db, wanted) => jobs.enqueue(db, sharingLetters, wanted) });

/** Whoever answers needs no account where a link lets them in. */
export type Answering = Pick<Doing, 'at' | 'definitions' | 'convention'> & Telling & { by: Person | null };
