// SPDX-License-Identifier: Apache-2.0
// Open sign-ins: who a request comes from, the list that a person sees, and ending them.
import type { Kysely } from 'kysely';
import type { Language } from '#text/languages.ts';
import type { Reading, Writing } from '#platform/server/database.ts';
import type { Tables } from '#platform/server/tables.ts';
import { browserOf } from '../browser.ts';
import type { Person } from '../person.ts';
import { absoluteSeconds, type Authority, authorityOn, cookieNames, idleSeconds } from './better-auth.ts';
import { sentCookie, withCookie } from './cookies.ts';
import type { Ground } from './doing.ts';
import { rolesOf } from './roles.ts';

/** Whose session a request carries, and which. */
export interface Present {
	person: Person;
	session: string;
}

const readers = new WeakMap<Ground, Authority>();

/** The long-lived instance that reads sessions; it also compares the tables with what the library expects, once. */
function readerOn(ground: Ground): Authority {
	const known = readers.get(ground);
	if (known) return known;
	const reader = authorityOn(ground.database.kysely, { key: ground.key, origin: ground.origin, checksTables: true });
	readers.set(ground, reader);
	return reader;
}

/** Seen again after this long, a session is written down as seen: not at every request. */
const noticedAfter = 5 * 60 * 1000;

/** Who the request comes from, or null. A request without the cookie costs no query. */
export async function present(ground: Ground, headers: Headers, now = new Date()): Promise<Present | null> {
	const { session: name } = cookieNames(ground.origin);
	if (sentCookie(headers, name) === null) return null;
	const found = await readerOn(ground).api.getSession({ headers: withCookie(headers, name), query: { disableRefresh: true } });
	if (!found || found.session.expiresAt <= now) return null;
	const { user, session } = found;
	if (now.getTime() - session.updatedAt.getTime() >= noticedAfter) await notice(ground.database.kysely, session, now);
	const roles = await rolesOf(ground.read, user.id);
	return { person: { id: user.id, name: user.name, email: user.email, language: user.language as Language, roles }, session: session.id };
}

async function notice(db: Kysely<Tables>, session: { id: string; createdAt: Date }, now: Date): Promise<void> {
	const ends = Math.min(now.getTime() + idleSeconds * 1000, session.createdAt.getTime() + absoluteSeconds * 1000);
	await db.updateTable('people.sessions').set({ updated_at: now, expires_at: new Date(ends) }).where('id', '=', session.id).execute();
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
export async function dropSession(db: Writing, origin: string, headers: Headers): Promise<string | null> {
	const sent = sentCookie(headers, cookieNames(origin).session);
	if (sent === null) return null;
	// Whoever knows the token holds the session, signature or not: ending it harms nobody else.
	const token = decoded(sent).split('.')[0] ?? '';
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

