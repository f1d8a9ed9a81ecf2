// SPDX-License-Identifier: Apache-2.0
// Differences that an officer looked at and left as they are.
import { isDeepStrictEqual } from 'node:util';
import { json, type Reading, type Writing } from '#platform/server/database.ts';
import type { StatusDifference } from '../status.ts';

const saidIn = ({ kind, said }: Pick<StatusDifference, 'kind' | 'said'>) => ({ kind, said });

/** Those that wait, and how many were left: one that says something else than then waits again. */
export async function waitingStatus(db: Reading, all: readonly StatusDifference[]): Promise<{ waiting: StatusDifference[]; left: number }> {
	const rows = await db.selectFrom('convention.status_kept').select(['row', 'said']).execute();
	const kept = new Map(rows.map(({ row, said }) => [row, said]));
	const waiting = all.filter((each) => !isDeepStrictEqual(kept.get(each.key), saidIn(each)));
	return { waiting, left: all.length - waiting.length };
}

export async function leaveStatus(db: Writing, difference: StatusDifference, by: string, at: Date): Promise<void> {
	const row = { said: json(saidIn(difference)), kept_by: by, kept_at: at };
	await db
		.insertInto('convention.status_kept')
		.values({ row: difference.key, ...row })
		.onConflict((conflict) => conflict.column('row').doUpdateSet(row))
		.execute();
}
