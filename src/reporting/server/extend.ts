// SPDX-License-Identifier: Apache-2.0
// Gives a Party more time for its report, with the reason; every extension stays in the history.
import { type Day, isDay } from '#convention/day.ts';
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import type { Writing } from '#platform/server/database.ts';
import type { Doing } from '#records/server/doing.ts';
import { boundForEdit, roundsChanged } from './rounds.ts';

export interface Extension {
	cycle: string;
	party: string;
	due: Day;
	reason: string;
}

export async function extend(
	db: Writing,
	{ by, at }: Pick<Doing, 'by' | 'at'>,
	{ cycle, party, due, reason }: Extension
): Promise<{ due: Day } | Refusal> {
	if (!may(by, 'cycle.extend')) return refuse('not-allowed');
	if (!isDay(due)) return refuse('not-a-day', { day: due });
	if (!reason.trim()) return refuse('reason-missing');
	const bound = await boundForEdit(db, cycle, party);
	if (!bound) return refuse('not-found');
	if (due <= dayOf(bound.due)) return refuse('day-not-later', { due: dayOf(bound.due) });
	await db.insertInto('reporting.extensions').values({ cycle, party, due, reason: reason.trim(), extended_by: by.id, extended_at: at }).execute();
	await db.updateTable('reporting.bound').set({ due }).where('cycle', '=', cycle).where('party', '=', party).execute();
	await roundsChanged(db);
	return { due };
}

/** A date column comes as text or as a moment, by the driver. */
const dayOf = (value: unknown): Day => (value instanceof Date ? value.toISOString().slice(0, 10) : String(value).slice(0, 10));
