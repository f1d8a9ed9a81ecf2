// SPDX-License-Identifier: Apache-2.0
// A Party decides whether the public sees, before it submits, that it has begun its report.
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import type { Writing } from '#platform/server/database.ts';
import type { Doing } from '#records/server/doing.ts';
import { boundForEdit, roundsChanged } from './rounds.ts';

export async function showProgress(
	db: Writing,
	{ by }: Pick<Doing, 'by'>,
	asked: { cycle: string; party: string; shows: boolean }
): Promise<{ shows: boolean } | Refusal> {
	const { cycle, party, shows } = asked;
	if (!may(by, 'cycle.show-progress', { ownerKind: 'party', owner: party })) return refuse('not-allowed');
	if (!(await boundForEdit(db, cycle, party))) return refuse('not-found');
	await db.updateTable('reporting.bound').set({ shows_progress: shows }).where('cycle', '=', cycle).where('party', '=', party).execute();
	await roundsChanged(db);
	return { shows };
}
