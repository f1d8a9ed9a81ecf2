// SPDX-License-Identifier: Apache-2.0
// Adds a Party to a round that is open already: one whose day of entry into force was confirmed in the facts after the opening. The facts say who is
// bound, never the officer alone; the reason stays.
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import type { Reading, Writing } from '#platform/server/database.ts';
import type { Convention } from '#convention/convention.ts';
import type { Doing } from '#records/server/doing.ts';
import { boundBy, type Cycle } from '../cycle.ts';
import { roundsChanged } from './rounds.ts';

export interface Binding {
	cycle: string;
	party: string;
	reason: string;
}

export async function bind(
	db: Writing,
	{ by, at, convention }: Pick<Doing, 'by' | 'at' | 'convention'>,
	{ cycle: id, party, reason }: Binding
): Promise<{ party: string } | Refusal> {
	if (!may(by, 'cycle.open')) return refuse('not-allowed');
	const cycle = convention.cycle(id);
	const round = await db.selectFrom('reporting.rounds').select('cycle').where('cycle', '=', id).forUpdate().executeTakeFirst();
	if (!cycle || !round || !convention.state(party)) return refuse('not-found');
	if (!boundBy(convention, cycle).includes(party)) return refuse('not-bound');
	if (!reason.trim()) return refuse('reason-missing');
	const added = await db
		.insertInto('reporting.bound')
		.values({ cycle: id, party, due: cycle.due, added_at: at, added_by: by.id, reason: reason.trim() })
		.onConflict((conflict) => conflict.doNothing())
		.returning('party')
		.executeTakeFirst();
	if (!added) return refuse('already-on');
	await roundsChanged(db);
	return { party };
}

/** Parties that the facts say are bound and that the round does not have: to be added, once somebody has looked at why. */
export async function notYetBound(db: Reading, convention: Convention, cycle: Cycle): Promise<string[]> {
	const rows = await db.selectFrom('reporting.bound').select('party').where('cycle', '=', cycle.id).execute();
	const bound = new Set(rows.map((row) => row.party));
	return boundBy(convention, cycle).filter((party) => !bound.has(party));
}
