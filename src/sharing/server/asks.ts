// SPDX-License-Identifier: Apache-2.0
// Where asks are kept, and the keys that open them: by hash alone. Who may see one is asked by the caller.
import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Answers } from '#forms/form.ts';
import type { Reading, Writing } from '#platform/server/database.ts';
import type { Language } from '#text/languages.ts';
import type { Ask } from '../ask.ts';

const columns = [
	'ask.id',
	'ask.record_id',
	'ask.form_version',
	'ask.questions',
	'ask.owed_by',
	'ask.expert_name',
	'ask.expert_email',
	'ask.language',
	'ask.word',
	'ask.shows_answers',
	'ask.expires_at',
	'ask.answers',
	'ask.saved_at',
	'ask.sent_at',
	'ask.revoked_at',
	'ask.asked_by',
	'ask.asked_at'
] as const;

/** The day as text, whatever the driver makes of a date. */
const dueDay = sql<string>`ask.due::text`.as('due_day');
const selection = (db: Reading) => db.selectFrom('sharing.asks as ask').select(columns).select(dueDay);
type Row = Awaited<ReturnType<ReturnType<typeof selection>['executeTakeFirstOrThrow']>>;

const askFrom = (row: Row): Ask => ({
	id: row.id,
	record: row.record_id,
	formVersion: row.form_version,
	questions: row.questions,
	owedBy: row.owed_by,
	expert: { name: row.expert_name, email: row.expert_email },
	language: row.language as Language,
	word: row.word,
	showsAnswers: row.shows_answers,
	due: row.due_day,
	expiresAt: row.expires_at,
	answers: row.answers as Answers,
	savedAt: row.saved_at,
	sentAt: row.sent_at,
	revokedAt: row.revoked_at,
	askedBy: row.asked_by,
	askedAt: row.asked_at
});

/** How an ask is reached: by a key out of a letter, or by its id, for one who is signed in. */
export type Door = { key: string; opens: 'page' | 'reply' } | { ask: string };

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

const through = (db: Reading, door: Door) =>
	'ask' in door
		? selection(db).where('ask.id', '=', door.ask)
		: selection(db).where((where) =>
				where.exists(
					where
						.selectFrom('sharing.keys as key')
						.select('key.ask_id')
						.whereRef('key.ask_id', '=', 'ask.id')
						.where('key.key_sha256', '=', hashOf(door.key))
						.where('key.opens', '=', door.opens)
				)
			);

/** Looking uses nothing up: mail programs open links by themselves. */
export async function findAsk(db: Reading, door: Door): Promise<Ask | undefined> {
	const row = await through(db, door).executeTakeFirst();
	return row && askFrom(row);
}

/** The same, held until the transaction ends. */
export async function holdAsk(db: Writing, door: Door): Promise<Ask | undefined> {
	const row = await through(db as unknown as Reading, door)
		.forUpdate('ask' as never)
		.executeTakeFirst();
	return row && askFrom(row);
}

/** A new secret for a letter. Earlier ones open as well, until the ask ends. */
export async function addKey(db: Writing, ask: string, opens: 'page' | 'reply', at: Date): Promise<string> {
	// Mail servers may turn the letters of an address into small ones: that of a reply has none that could suffer.
	const key = opens === 'page' ? randomBytes(32).toString('base64url') : randomBytes(16).toString('hex');
	await db
		.insertInto('sharing.keys')
		.values({ key_sha256: hashOf(key), ask_id: ask, opens, made_at: at })
		.execute();
	return key;
}

/** All asks of a record, the newest first. */
export async function asksOf(db: Reading, record: string): Promise<Ask[]> {
	const rows = await selection(db).where('ask.record_id', '=', record).orderBy('ask.asked_at', 'desc').orderBy('ask.id').execute();
	return rows.map(askFrom);
}

/** What a colleague is asked for and has not answered, the most urgent first. Asks of drafts that are gone are left out by the caller. */
export async function owedBy(db: Reading, account: string): Promise<Ask[]> {
	const rows = await selection(db)
		.where('ask.owed_by', '=', account)
		.where('ask.sent_at', 'is', null)
		.where('ask.revoked_at', 'is', null)
		.orderBy('ask.due')
		.orderBy('ask.id')
		.limit(100)
		.execute();
	return rows.map(askFrom);
}

/** Asks that wait for an answer while their draft is open, with the last letter to each. */
export async function openAsks(db: Reading): Promise<Ask[]> {
	const rows = await selection(db)
		.innerJoin('records.records as record', 'record.id', 'ask.record_id')
		.innerJoin('records.drafts as draft', 'draft.record_id', 'ask.record_id')
		.where('record.stage', 'in', ['draft', 'returned'])
		// Nobody is reminded of an exercise.
		.where('record.id', 'not like', 'TRAINING-%')
		.where('ask.sent_at', 'is', null)
		.where('ask.revoked_at', 'is', null)
		.orderBy('ask.due')
		.orderBy('ask.id')
		.execute();
	return rows.map(askFrom);
}

/** When the last letter to each was written. */
export async function lastLetters(db: Reading, asks: readonly string[]): Promise<Map<string, Date>> {
	if (asks.length === 0) return new Map();
	const rows = await db
		.selectFrom('sharing.letters')
		.select(['ask_id', (select) => select.fn.max('sent_at').as('sent_at')])
		.where('ask_id', 'in', [...asks])
		.groupBy('ask_id')
		.execute();
	return new Map(rows.map((row) => [row.ask_id, row.sent_at]));
}

/** Remembers a letter; false where it was written already. */
export async function rememberLetter(db: Writing, ask: string, letter: string, at: Date): Promise<boolean> {
	const row = await db
		.insertInto('sharing.letters')
		.values({ ask_id: ask, letter, sent_at: at })
		.onConflict((conflict) => conflict.doNothing())
		.returning('letter')
		.executeTakeFirst();
	return row !== undefined;
}

const year = 365 * 86_400_000;

/** Addresses of experts whose ask ended a year ago are of no use to anybody any more. The name stays with what was suggested. */
export async function forgetAddresses(db: Writing, now: Date): Promise<void> {
	const before = new Date(now.getTime() - year);
	await db
		.updateTable('sharing.asks')
		.set({ expert_email: '' })
		.where('expert_email', '!=', '')
		.where((where) => where.or([where('sent_at', '<', before), where('revoked_at', '<', before), where('expires_at', '<', before)]))
		.execute();
	await db.updateTable('sharing.suggestions').set({ came_from: '' }).where('came_from', '!=', '').where('suggested_at', '<', before).execute();
	await db.deleteFrom('sharing.received').where('received_at', '<', before).execute();
}
