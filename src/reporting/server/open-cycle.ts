// SPDX-License-Identifier: Apache-2.0
// Opens a reporting cycle: freezes the list of Parties that it binds, so that every share is reckoned over the same number for ever.
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import type { Writing } from '#platform/server/database.ts';
import type { Doing } from '#records/server/doing.ts';
import { boundBy } from '../cycle.ts';
import { roundsChanged } from './rounds.ts';

/** Whoever opens it a second time changes nothing: the denominator stays. */
export async function openCycle(
	db: Writing,
	{ by, at, convention }: Pick<Doing, 'by' | 'at' | 'convention'>,
	id: string
): Promise<{ cycle: string; bound: number } | Refusal> {
	if (!may(by, 'cycle.open')) return refuse('not-allowed');
	const cycle = convention.cycle(id);
	if (!cycle) return refuse('not-found');
	const opened = await db
		.insertInto('reporting.rounds')
		.values({ cycle: id, opened_at: at, opened_by: by.id })
		.onConflict((conflict) => conflict.doNothing())
		.returning('cycle')
		.executeTakeFirst();
	if (!opened) return refuse('already-on');
	const parties = boundBy(convention, cycle);
	if (parties.length)
		await db
			.insertInto('reporting.bound')
			.values(parties.map((party) => ({ cycle: id, party, due: cycle.due })))
			.execute();
	await roundsChanged(db);
	return { cycle: id, bound: parties.length };
}
