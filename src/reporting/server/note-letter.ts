// SPDX-License-Identifier: Apache-2.0
// Remembers a letter about a clarification, so that a job that runs twice writes it once. Returns the accounts that have not had it yet.
import type { Writing } from '#platform/server/database.ts';

export async function noteLetter(
	db: Writing,
	{ record, clarification, letter, at }: { record: string; clarification: number; letter: string; at: Date },
	accounts: readonly string[]
): Promise<Set<string>> {
	if (accounts.length === 0) return new Set();
	const fresh = await db
		.insertInto('reporting.clarification_letters')
		.values(accounts.map((account) => ({ record_id: record, clarification, letter, account, sent_at: at })))
		.onConflict((conflict) => conflict.doNothing())
		.returning('account')
		.execute();
	return new Set(fresh.map(({ account }) => account));
}
