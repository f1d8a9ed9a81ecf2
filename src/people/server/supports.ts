// SPDX-License-Identifier: Apache-2.0
// Where support is kept: who asked, who looks on, and each page that was looked at. Reading, and the two notes that requests themselves make.
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Reading, Writing } from '#platform/server/database.ts';
import type { Tables } from '#platform/server/tables.ts';
import type { SupportRole } from '../support.ts';

export interface Support {
	id: string;
	party: string;
	role: SupportRole;
	wish: string;
	askedBy: string | null;
	askedAt: Date;
	lapsesAt: Date;
	reason: string | null;
	openedBy: string | null;
	openedAt: Date | null;
	endsAt: Date | null;
	endedBy: string | null;
	endedAt: Date | null;
}

export const supportFrom = (row: Selectable<Tables['people.support']>): Support => ({
	id: row.id,
	party: row.party,
	role: row.role as SupportRole,
	wish: row.wish,
	askedBy: row.asked_by,
	askedAt: row.asked_at,
	lapsesAt: row.lapses_at,
	reason: row.reason,
	openedBy: row.opened_by,
	openedAt: row.opened_at,
	endsAt: row.ends_at,
	endedBy: row.ended_by,
	endedAt: row.ended_at
});

export async function findSupport(db: Reading, id: string): Promise<Support | undefined> {
	const row = await db.selectFrom('people.support').selectAll().where('id', '=', id).executeTakeFirst();
	return row && supportFrom(row);
}

/** Of Parties, the newest first; of all when none are named. */
export async function supportsOf(db: Reading, wanted: { parties?: readonly string[]; openedBy?: string }): Promise<Support[]> {
	if (wanted.parties?.length === 0) return [];
	const rows = await db
		.selectFrom('people.support')
		.selectAll()
		.$if(wanted.parties !== undefined, (query) => query.where('party', 'in', [...(wanted.parties ?? [])]))
		.$if(wanted.openedBy !== undefined, (query) => query.where('opened_by', '=', wanted.openedBy as string))
		.orderBy('asked_at', 'desc')
		.limit(200)
		.execute();
	return rows.map(supportFrom);
}

/** Wishes that can be followed now, the longest waiting first. */
export async function wishesWaiting(db: Reading, at: Date): Promise<Support[]> {
	const rows = await db
		.selectFrom('people.support')
		.selectAll()
		.where('opened_at', 'is', null)
		.where('ended_at', 'is', null)
		.where('lapses_at', '>', at)
		.orderBy('asked_at')
		.execute();
	return rows.map(supportFrom);
}

/** Who looks on at these Parties at this moment, with the officer's name: for the banner on their pages. */
export async function openSupports(db: Reading, parties: readonly string[], at: Date): Promise<(Support & { officer: string })[]> {
	if (parties.length === 0) return [];
	const rows = await db
		.selectFrom('people.support as support')
		.leftJoin('people.accounts as account', 'account.id', 'support.opened_by')
		.selectAll('support')
		.select('account.name as officer')
		.where('support.party', 'in', [...parties])
		.where('support.ends_at', '>', at)
		.where('support.ended_at', 'is', null)
		.orderBy('support.opened_at')
		.execute();
	return rows.map((row) => ({ ...supportFrom(row), officer: row.officer ?? '' }));
}

/** What a session looks on at, also where that has ended and the officer was not told yet. Asked at every request of whoever may look on. */
export async function supportOfSession(db: Reading, session: string): Promise<Support | undefined> {
	const row = await db.selectFrom('people.support').selectAll().where('session', '=', session).where('left_at', 'is', null).executeTakeFirst();
	return row && supportFrom(row);
}

/** The officer is told that it has ended: from now on the session is the officer's own again. */
export async function leaveSupport(db: Kysely<Tables> | Writing, id: string, at: Date): Promise<void> {
	await db.updateTable('people.support').set({ left_at: at }).where('id', '=', id).where('left_at', 'is', null).execute();
}

/** Written down before anything is shown: what cannot be written down is not looked at. */
export async function noteView(db: Kysely<Tables>, view: { support: string; method: string; path: string; by: string; at: Date }): Promise<void> {
	const { support, method, path, by, at } = view;
	await db
		.insertInto('people.support_views')
		.values({ support, method, path: path.slice(0, 500), viewed_by: by, viewed_at: at })
		.execute();
}

export interface View {
	seq: number;
	method: string;
	path: string;
	by: string;
	at: Date;
}

export async function viewsOf(db: Reading, support: string): Promise<View[]> {
	const rows = await db.selectFrom('people.support_views').selectAll().where('support', '=', support).orderBy('seq').limit(5000).execute();
	return rows.map((row) => ({ seq: row.seq, method: row.method, path: row.path, by: row.viewed_by, at: row.viewed_at }));
}

/** Of two who ask, follow or announce at once for a Party, the second waits and sees what the first did. */
export async function lockSupport(db: Writing, party: string): Promise<void> {
	await sql`select pg_advisory_xact_lock(hashtextextended(${`support ${party}`}, 0))`.execute(db);
}
