// SPDX-License-Identifier: Apache-2.0
// What every act on accounts is given beside its subject: who, when, from where, and the ground it stands on.
import type { Database, Reading, Writing } from '#platform/server/database.ts';
import type { Person } from '../person.ts';
import type { Letter } from './letters.ts';

export interface Ground {
	database: Database;
	/** The database itself, not a replica: what was just changed is seen at once. */
	read: Reading;
	/** Signs cookies and encrypts second factors: of keyOf(). */
	key: string;
	/** ORIGIN: links in letters begin with it. */
	origin: string;
	/** Sends a letter when the transaction commits, and never otherwise. */
	post(db: Writing, letter: Letter): Promise<void>;
}

export interface Doing extends Ground {
	/** Null where nobody is signed in. */
	by: Person | null;
	at: Date;
	/** Headers of the request: its cookies, the browser's name. */
	headers: Headers;
	/** Network address of the request; counted against limits as a hash, never kept. */
	address: string;
}

/** The same with somebody signed in: acts that need a person ask for it by type. */
export type DoingAs = Doing & { by: Person };
