// SPDX-License-Identifier: Apache-2.0
// Sign-ins and lock-outs: how many, by day; who is locked now; which officers sign in by a password alone.
import { sql } from 'kysely';
import { secretariatRoles } from '#people/person.ts';
import { lockedNow } from '#people/server/attempts.ts';
import type { Reading } from '#platform/server/database.ts';
import type { SignInFigures } from '../standing.ts';

const unprotected = sql`
	from people.accounts as account where account.erased_at is null and not coalesce(account.second_factor, false)
		and not exists (select from people.passkeys as passkey where passkey.account_id = account.id)
		and exists (select from people.roles as held where held.account_id = account.id and held.role = any(${[...secretariatRoles]}::text[]))`;

export async function signInFigures(db: Reading, at: Date): Promise<SignInFigures> {
	const { rows } = await sql<SignInFigures>`
		select (select count(*) from people.attempts where locked_until > ${at}) as locked, (select count(*) ${unprotected}) as unprotected`.execute(
		db as never
	);
	return rows[0] as SignInFigures;
}

export const countedEvents = ['signed-in', 'account.locked', 'password.forgotten', 'session.ended'] as const;

export interface SignInsPage {
	days: { day: string; counts: Record<(typeof countedEvents)[number], number> }[];
	/** Locks of addresses of the network and of mail without an account, by what was tried. */
	locks: { kind: string; count: number; until: Date }[];
	/** Accounts that were locked within fourteen days, the newest first. */
	accounts: { id: string; name: string; at: Date; locked: boolean }[];
	unprotected: { id: string; name: string }[];
}

export async function signInsPage(db: Reading, at: Date): Promise<SignInsPage> {
	const since = new Date(at.getTime() - 14 * 86_400_000);
	const events = await sql<{ day: string; event: (typeof countedEvents)[number]; count: number }>`
		select to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD') as day, event, count(*) as count from people.events
		where occurred_at > ${since} and event = any(${[...countedEvents]}::text[]) group by 1, 2 order by 1 desc`.execute(db as never);
	const days = [...Map.groupBy(events.rows, ({ day }) => day)].map(([day, rows]) => ({
		day,
		counts: Object.fromEntries(
			countedEvents.map((event) => [event, Number(rows.find((row) => row.event === event)?.count ?? 0)])
		) as SignInsPage['days'][number]['counts']
	}));
	const locks = await sql<SignInsPage['locks'][number]>`
		select kind, count(*) as count, max(locked_until) as until from people.attempts where locked_until > ${at} group by kind order by kind`.execute(
		db as never
	);
	const { rows } = await sql<{ id: string; name: string; email: string; at: Date }>`
		select account.id, account.name, account.email, max(log.occurred_at) as at from people.events as log
		join people.accounts as account on account.id = log.about and account.erased_at is null
		where log.event = 'account.locked' and log.occurred_at > ${since} group by account.id order by 4 desc limit 50`.execute(db as never);
	const locked = await lockedNow(
		db,
		'sign-in',
		rows.map(({ email }) => email),
		at
	);
	const without = await sql<{ id: string; name: string }>`select account.id, account.name ${unprotected} order by account.name limit 50`.execute(
		db as never
	);
	return {
		days,
		locks: locks.rows,
		accounts: rows.map(({ email, ...row }) => ({ ...row, locked: locked.has(email) })),
		unprotected: without.rows
	};
}
