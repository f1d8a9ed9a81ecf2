// SPDX-License-Identifier: Apache-2.0
// Where personal tokens are kept: by their hash alone. Who a token speaks for, how often it was used this minute, and the list for its owner.
import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Language } from '#text/languages.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Tables } from '#platform/server/tables.ts';
import type { Person } from '../person.ts';
import { callsPerMinuteOfToken, looksLikeToken, type Scope } from '../token.ts';
import { roleFrom, type RoleRow } from './roles.ts';

export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Who a call speaks for, by which token, and what is left of its calls. */
export interface Bearer {
	person: Person;
	token: { id: string; name: string; scopes: Scope[]; expiresAt: Date };
	/** As an allowance says it: whether this call is among those of the minute. */
	calls: { allowed: boolean; limit: number; remaining: number; seconds: number };
}

interface Row {
	id: string;
	name: string;
	scopes: Scope[];
	expires_at: Date;
	window_began_at: Date;
	window_calls: number;
	account: string;
	account_name: string;
	email: string;
	language: Language;
	roles: RoleRow[];
}

const minute = 60_000;

/** The person behind a token, or null when it is unknown, expired or revoked. Counts the call in the same statement, for all processes together. */
export async function bearerOf(db: Kysely<Tables>, token: string, now = new Date()): Promise<Bearer | null> {
	if (!looksLikeToken(token)) return null;
	const over = new Date(now.getTime() - minute);
	const { rows } = await sql<Row>`
		update people.tokens as token set
			last_used_at = ${now},
			window_calls = case when token.window_began_at <= ${over} then 1 else token.window_calls + 1 end,
			window_began_at = case when token.window_began_at <= ${over} then ${now} else token.window_began_at end
		from people.accounts as account
		where account.id = token.account_id and account.erased_at is null
			and token.token_sha256 = ${tokenHash(token)} and token.revoked_at is null and token.expires_at > ${now}
		returning token.id, token.name, token.scopes, token.expires_at, token.window_began_at, token.window_calls,
			account.id as account, account.name as account_name, account.email, account.language,
			coalesce((
				select jsonb_agg(to_jsonb(held) order by held.given_at, held.id)
				from people.roles held left join people.organisations organisation on organisation.id = held.organisation
				where held.account_id = account.id and organisation.state is distinct from 'declined'
					and (held.until is null or held.until >= (${now}::timestamptz at time zone 'utc')::date)
			), '[]') as roles`.execute(db);
	const [row] = rows;
	if (!row) return null;
	const limit = callsPerMinuteOfToken;
	const ends = row.window_began_at.getTime() + minute - now.getTime();
	return {
		person: { id: row.account, name: row.account_name, email: row.email, language: row.language, roles: row.roles.map(roleFrom) },
		token: { id: row.id, name: row.name, scopes: row.scopes, expiresAt: row.expires_at },
		calls: {
			allowed: row.window_calls <= limit,
			limit,
			remaining: Math.max(0, limit - row.window_calls),
			seconds: Math.max(1, Math.ceil(ends / 1000))
		}
	};
}

export interface KeptToken {
	id: string;
	name: string;
	scopes: Scope[];
	createdAt: Date;
	expiresAt: Date;
	lastUsedAt: Date | null;
	revokedAt: Date | null;
}

/** All tokens of an account, the newest first. */
export async function tokensOf(db: Reading, account: string): Promise<KeptToken[]> {
	const rows = await db
		.selectFrom('people.tokens')
		.select(['id', 'name', 'scopes', 'created_at', 'expires_at', 'last_used_at', 'revoked_at'])
		.where('account_id', '=', account)
		.orderBy('created_at', 'desc')
		.orderBy('id')
		.limit(200)
		.execute();
	return rows.map((row) => ({
		id: row.id,
		name: row.name,
		scopes: row.scopes as Scope[],
		createdAt: row.created_at,
		expiresAt: row.expires_at,
		lastUsedAt: row.last_used_at,
		revokedAt: row.revoked_at
	}));
}
