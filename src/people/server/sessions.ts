// SPDX-License-Identifier: Apache-2.0
// Open sign-ins: who a request comes from, the list that a person sees, and ending them.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Language } from '#text/languages.ts';
import type { Reading, Writing } from '#platform/server/database.ts';
import type { Tables } from '#platform/server/tables.ts';
import { browserOf } from '../browser.ts';
import type { Person } from '../person.ts';
import { absoluteSeconds, cookieNames, idleSeconds } from './better-auth.ts';
import { sentCookie } from './cookies.ts';
import type { Ground } from './doing.ts';
import { roleFrom, type RoleRow } from './roles.ts';

/** Whose session a request carries, and which. */
export interface Present {
	person: Person;
	session: string;
}

/** Seen again after this long, a session is written down as seen: not at every request. */
const noticedAfter = 5 * 60 * 1000;

interface Row {
	session: string;
	created_at: Date;
	updated_at: Date;
	account: string;
	name: string;
	email: string;
	language: Language;
	roles: RoleRow[];
}

/**
 * Who the request comes from, or null. A request without the cookie costs no query, one with it a single one: the library would ask three,
 * at every autosave of every person. Roles for an organisation that was declined rest, and those whose term is over
 * count no more.
 */
export async function present(ground: Ground, headers: Headers, now = new Date()): Promise<Present | null> {
	const token = tokenIn(headers, ground);
	if (token === null) return null;
	const { kysely } = ground.database;
	const { rows } = await sql<Row>`
		select session.id as session, session.created_at, session.updated_at, account.id as account, account.name, account.email, account.language,
			coalesce((
				select jsonb_agg(to_jsonb(held) order by held.given_at, held.id)
				from people.roles held left join people.organisations organisation on organisation.id = held.organisation
				where held.account_id = account.id and organisation.state is distinct from 'declined'
					and (held.until is null or held.until >= (${now}::timestamptz at time zone 'utc')::date)
			), '[]') as roles
		from people.sessions session join people.accounts account on account.id = session.account_id
		where session.token = ${token} and session.expires_at > ${now}`.execute(kysely);
	const [row] = rows;
	if (!row) return null;
	if (now.getTime() - row.updated_at.getTime() >= noticedAfter) await notice(kysely, row, now);
	return {
		person: { id: row.account, name: row.name, email: row.email, language: row.language, roles: row.roles.map(roleFrom) },
		session: row.session
	};
}

/** The token out of the session's cookie, when it was signed here. The library writes token and signature with a dot between. */
function tokenIn(headers: Headers, { origin, key }: Pick<Ground, 'origin' | 'key'>): string | null {
	const sent = sentCookie(headers, cookieNames(origin).session);
	if (sent === null) return null;
	const value = decoded(sent);
	const dot = value.lastIndexOf('.');
	const token = value.slice(0, Math.max(0, dot));
	const signature = Buffer.from(value.slice(dot + 1), 'base64');
	const own = createHmac('sha256', key).update(token).digest();
	return token !== '' && signature.length === own.length && timingSafeEqual(signature, own) ? token : null;
}

async function notice(db: Kysely<Tables>, row: Row, now: Date): Promise<void> {
	const ends = Math.min(now.getTime() + idleSeconds * 1000, row.created_at.getTime() + absoluteSeconds * 1000);
	await db
		.updateTable('people.sessions')
		.set({ updated_at: now, expires_at: new Date(ends) })
		.where('id', '=', row.session)
		.execute();
}

export interface OpenSession {
	id: string;
	/** Proper names; null where the browser does not say. */
	browser: string | null;
	system: string | null;
	beganAt: Date;
	lastSeen: Date;
}

/** The open sessions of an account, the last seen first. */
export async function sessionsOf(db: Reading, account: string, now: Date): Promise<OpenSession[]> {
	const rows = await db
		.selectFrom('people.sessions')
		.select(['id', 'user_agent', 'created_at', 'updated_at'])
		.where('account_id', '=', account)
		.where('expires_at', '>', now)
		.orderBy('updated_at', 'desc')
		.execute();
	return rows.map((row) => ({ id: row.id, ...browserOf(row.user_agent), beganAt: row.created_at, lastSeen: row.updated_at }));
}

/** Ends the session that a request carries, whoever's it is: nobody keeps an old one beside a new one. Returns its account. */
export async function dropSession(db: Writing, signed: Pick<Ground, 'origin' | 'key'>, headers: Headers): Promise<string | null> {
	const token = tokenIn(headers, signed);
	if (token === null) return null;
	const gone = await db.deleteFrom('people.sessions').where('token', '=', token).returning('account_id').executeTakeFirst();
	return gone?.account_id ?? null;
}

export async function dropSessionsOf(db: Writing, account: string, except: string | null = null): Promise<number> {
	let query = db.deleteFrom('people.sessions').where('account_id', '=', account);
	if (except !== null) query = query.where('id', '<>', except);
	return (await query.returning('id').execute()).length;
}

function decoded(value: string): string {
	try {
		return decodeURIComponent(value);
	} catch {
		return '';
	}
}
