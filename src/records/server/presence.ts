// SPDX-License-Identifier: Apache-2.0
// Who has a draft open now. Pages say so every few seconds; who has not for half a minute is gone.
import { sql } from 'kysely';
import { may } from '#people/may.ts';
import type { Person } from '#people/person.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import { findRecord } from './records.ts';

/** Seconds. */
const here = 30;

export interface Present {
	account: string;
	name: string;
	section: string | null;
}

/** Says that a person is here, and tells who else is. */
export async function bePresent(
	db: Writing,
	{ by, at }: { by: Person; at: Date },
	asked: { record: string; section: string | null }
): Promise<Present[] | Refusal> {
	const record = await findRecord(reading(db), asked.record);
	if (!record || !may(by, 'draft.read', record)) return refuse('not-found');
	await db
		.insertInto('records.presence')
		.values({ record_id: record.id, account: by.id, section: asked.section, seen_at: at })
		.onConflict((conflict) => conflict.columns(['record_id', 'account']).doUpdateSet({ section: asked.section, seen_at: at }))
		.execute();
	// Of two who come back at once neither waits for the row of the other.
	await sql`delete from records.presence where (record_id, account) in (
		select record_id, account from records.presence
		where record_id = ${record.id} and seen_at < ${at}::timestamptz - make_interval(secs => ${here}) for update skip locked)`.execute(db);
	const rows = await db
		.selectFrom('records.presence as present')
		.innerJoin('people.accounts as account', 'account.id', 'present.account')
		.select(['present.account', 'account.name', 'present.section'])
		.where('present.record_id', '=', record.id)
		.where('present.seen_at', '>=', new Date(at.getTime() - here * 1000))
		.orderBy('account.name')
		.execute();
	return rows;
}
