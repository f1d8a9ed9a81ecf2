// SPDX-License-Identifier: Apache-2.0
// Writes the audit trail of people, in the transaction of the act, and reads it back for one account.
import { json, type Reading, type Writing } from '#platform/server/database.ts';
import type { PeopleEvent } from '../event.ts';

export interface Logged {
	/** Account that did it; platform for the platform itself; null where nobody was signed in. */
	by: string | null;
	/** Account, organisation or invitation that it is about. */
	about: string;
	at: Date;
	/** No name, address or secret. */
	details?: Record<string, string | number | boolean | null>;
}

export async function logEvent(db: Writing, event: PeopleEvent, { by, about, at, details = {} }: Logged): Promise<void> {
	await db
		.insertInto('people.events')
		.values({ event, caused_by: by, about, details: json(details), occurred_at: at })
		.execute();
}

/** What an account did and what was done to it, oldest first. */
export async function eventsOf(db: Reading, account: string) {
	return await db
		.selectFrom('people.events')
		.select(['event', 'caused_by', 'about', 'details', 'occurred_at'])
		.where((where) => where.or([where('about', '=', account), where('caused_by', '=', account)]))
		.orderBy('seq')
		.execute();
}
