// SPDX-License-Identifier: Apache-2.0
// Everything that is kept about one person, as data to take away. Where an account stands in other nouns' tables is read from the schema:
// every column named …_by. A new table is therefore covered without a change here.
import { sql } from 'kysely';
import { type Reading, reading, type Writing } from '#platform/server/database.ts';
import { browserOf } from '../browser.ts';
import type { DoingAs } from './doing.ts';
import { eventsOf, logEvent } from './log-event.ts';

export interface PersonalData {
	madeAt: Date;
	account: Record<string, unknown>;
	roles: unknown[];
	sessions: unknown[];
	passkeys: unknown[];
	tokens: unknown[];
	/** Accounts at identity providers that sign in here. */
	signOn: unknown[];
	secondFactor: boolean;
	invitations: unknown[];
	organisations: unknown[];
	events: unknown[];
	/** By table: the rows that name the account, without what was answered in records (that is the owner's). */
	traces: Record<string, unknown[]>;
}

/** Secrets (password hash, keys of sessions and factors) are left out: they say nothing about the person and would help a thief. */
export async function personalData(db: Writing, doing: DoingAs): Promise<PersonalData> {
	const read = reading(db);
	const { id, email } = doing.by;
	const account = await read
		.selectFrom('people.accounts')
		.select(['id', 'name', 'email', 'email_verified', 'language', 'second_factor', 'demo', 'created_at', 'updated_at'])
		.where('id', '=', id)
		.executeTakeFirstOrThrow();
	const roles = await read
		.selectFrom('people.roles')
		.select(['role', 'party', 'organisation', 'may_submit', 'given_at', 'given_through'])
		.where('account_id', '=', id)
		.execute();
	const sessions = await read
		.selectFrom('people.sessions')
		.select(['user_agent', 'created_at', 'updated_at', 'expires_at'])
		.where('account_id', '=', id)
		.execute();
	const passkeys = await read.selectFrom('people.passkeys').select(['name', 'created_at', 'used_at']).where('account_id', '=', id).execute();
	const tokens = await read
		.selectFrom('people.tokens')
		.select(['id', 'name', 'scopes', 'created_at', 'expires_at', 'last_used_at', 'revoked_at'])
		.where('account_id', '=', id)
		.execute();
	const signOn = await read
		.selectFrom('people.credentials')
		.select(['provider', 'provider_account', 'created_at'])
		.where('account_id', '=', id)
		.where('provider', '<>', 'credential')
		.execute();
	const invitations = await read
		.selectFrom('people.invitations')
		.select(['email', 'language', 'role', 'party', 'organisation', 'invited_at', 'expires_at', 'accepted_at', 'revoked_at'])
		.where((where) => where.or([where('email', '=', email), where('accepted_by', '=', id)]))
		.execute();
	const organisations = await read
		.selectFrom('people.organisations')
		.select(['id', 'code', 'name', 'contact_name', 'contact_email', 'applied_at'])
		.where('contact_email', '=', email)
		.execute();
	await logEvent(db, 'data.exported', { by: id, about: id, at: doing.at });
	return {
		madeAt: doing.at,
		account: { ...account },
		roles,
		sessions: sessions.map(({ user_agent, ...session }) => ({ user_agent, ...browserOf(user_agent), ...session })),
		passkeys,
		tokens,
		signOn,
		secondFactor: account.second_factor ?? false,
		invitations,
		organisations,
		events: await eventsOf(read, id),
		traces: await tracesOf(read, id)
	};
}

interface Place {
	name: string;
	column: string;
	/** Columns in jsonb: what was answered, decided or counted. It is not about the person who did it. */
	structured: string[];
}

async function tracesOf(db: Reading, account: string): Promise<Record<string, unknown[]>> {
	const places = await sql<Place>`
		select c.table_schema || '.' || c.table_name as "name", c.column_name as "column", array(
			select j.column_name::text from information_schema.columns j
			where j.table_schema = c.table_schema and j.table_name = c.table_name and j.data_type = 'jsonb'
		) as "structured"
		from information_schema.columns c
		join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
		where c.column_name like '%\_by' and c.data_type = 'text' and c.table_schema not in ('pg_catalog', 'information_schema', 'pgboss')
			and not (c.table_schema = 'people' and c.table_name = 'events')
		order by 1, 2`.execute(asExecutor(db));
	const traces: Record<string, unknown[]> = {};
	for (const { name, column, structured } of places.rows) {
		const found = await sql<{ row: Record<string, unknown> }>`
			select to_jsonb(t) - ${structured}::text[] as "row" from ${sql.table(name)} t where ${sql.ref(`t.${column}`)} = ${account} limit 100000`.execute(
			asExecutor(db)
		);
		if (found.rows.length)
			traces[`${name}.${column}`] = found.rows.map(({ row }) => Object.fromEntries(Object.entries(row).filter(([each]) => !hidden.test(each))));
	}
	return traces;
}

/** Hashes and sealed secrets, the addresses of others, and which session an officer looked on with. */
const hidden = /sha256|token|secret|search|email|contact_|^session$/;

/** `sql` wants the full type; only select runs on it. */
const asExecutor = (db: Reading) => db as unknown as Parameters<ReturnType<typeof sql>['execute']>[0];
