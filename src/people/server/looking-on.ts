// SPDX-License-Identifier: Apache-2.0
// What the officer of a session looks on at, if anything: for the request that carries it. Costs nothing to whoever may not look on.
import type { Database } from '#platform/server/database.ts';
import { may } from '../may.ts';
import type { Person } from '../person.ts';
import { lookingOnAs, supportStanding } from '../support.ts';
import type { Present } from './sessions.ts';
import { type Support, supportOfSession } from './supports.ts';

export interface LookingOn {
	support: Support;
	/** The officer in the role of the Party; null once it is over, of which the officer is yet to be told. */
	person: Person | null;
}

export async function lookingOn(database: Pick<Database, 'fresh'>, { person, session }: Present, now = new Date()): Promise<LookingOn | null> {
	if (!may(person, 'support.open')) return null;
	const support = await supportOfSession(database.fresh, session);
	if (!support) return null;
	return { support, person: supportStanding(support, now) === 'open' ? lookingOnAs(person, support) : null };
}
