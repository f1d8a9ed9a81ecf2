// SPDX-License-Identifier: Apache-2.0
// Accounts as they are shown and looked up, with the roles they hold. Credentials are read in prove.ts alone.
import type { Language } from '#text/languages.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Person, Role } from '../person.ts';
import { roleFrom, rolesOf } from './roles.ts';

/** The account of an address, if there is one in use. */
export async function accountByEmail(db: Reading, email: string): Promise<{ id: string; name: string; email: string; language: Language } | null> {
	const row = await db
		.selectFrom('people.accounts')
		.select(['id', 'name', 'email', 'language'])
		.where('email', '=', email)
		.where('erased_at', 'is', null)
		.executeTakeFirst();
	return row ? { ...row, language: row.language as Language } : null;
}

export async function personById(db: Reading, id: string): Promise<Person | null> {
	const row = await db
		.selectFrom('people.accounts')
		.select(['id', 'name', 'email', 'language'])
		.where('id', '=', id)
		.where('erased_at', 'is', null)
		.executeTakeFirst();
	return row ? { ...row, language: row.language as Language, roles: await rolesOf(db, id) } : null;
}

/** Names by account id, for histories. An erased account has the empty name: the page says "erased account". */
export async function namesOf(db: Reading, ids: readonly string[]): Promise<Map<string, string>> {
	if (ids.length === 0) return new Map();
	const rows = await db
		.selectFrom('people.accounts')
		.select(['id', 'name'])
		.where('id', 'in', [...new Set(ids)])
		.execute();
	return new Map(rows.map((row) => [row.id, row.name]));
}

export interface Listed {
	id: string;
	name: string;
	email: string;
	language: Language;
	secondFactor: boolean;
	createdAt: Date;
	lastSeen: Date | null;
	/** `through`: issuer of the identity provider whose claim the role follows. */
	roles: { id: string; role: Role; through: string | null }[];
}

export interface ListWish {
	/** People of these Parties only. */
	parties?: readonly string[];
	organisation?: string;
	/** This account only. */
	id?: string;
	/** Part of a name or address. */
	text?: string;
	limit?: number;
	offset?: number;
}

/** Accounts in use by name, with all their roles. */
export async function listAccounts(db: Reading, wish: ListWish = {}): Promise<{ people: Listed[]; total: number }> {
	let query = db.selectFrom('people.accounts as account').where('account.erased_at', 'is', null);
	const ofOwners = (column: 'role.party' | 'role.organisation', owners: readonly string[]) =>
		query.where((where) =>
			where.exists(
				where.selectFrom('people.roles as role').select('role.id').whereRef('role.account_id', '=', 'account.id').where(column, 'in', owners)
			)
		);
	if (wish.parties) query = ofOwners('role.party', wish.parties);
	if (wish.organisation) query = ofOwners('role.organisation', [wish.organisation]);
	if (wish.id) query = query.where('account.id', '=', wish.id);
	if (wish.text) {
		const like = `%${wish.text.replace(/[\\%_]/g, '\\$&')}%`;
		query = query.where((where) => where.or([where('account.name', 'ilike', like), where('account.email', 'ilike', like)]));
	}
	const { total } = await query.select((select) => select.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
	const rows = await query
		.leftJoin('people.sessions as session', 'session.account_id', 'account.id')
		.select(['account.id', 'account.name', 'account.email', 'account.language', 'account.second_factor', 'account.created_at'])
		.select((select) => select.fn.max('session.updated_at').as('last_seen'))
		.groupBy('account.id')
		.orderBy('account.name')
		.orderBy('account.id')
		.limit(wish.limit ?? 100)
		.offset(wish.offset ?? 0)
		.execute();
	const roles = rows.length
		? await db
				.selectFrom('people.roles')
				.select(['id', 'account_id', 'role', 'party', 'organisation', 'may_submit', 'until', 'given_through'])
				.where(
					'account_id',
					'in',
					rows.map((row) => row.id)
				)
				.orderBy('given_at')
				.orderBy('id')
				.execute()
		: [];
	const byAccount = Map.groupBy(roles, (row) => row.account_id);
	return {
		total: Number(total),
		people: rows.map((row) => ({
			id: row.id,
			name: row.name,
			email: row.email,
			language: row.language as Language,
			secondFactor: row.second_factor ?? false,
			createdAt: row.created_at,
			lastSeen: row.last_seen ?? null,
			roles: (byAccount.get(row.id) ?? []).map((each) => ({ id: each.id, role: roleFrom(each), through: each.given_through }))
		}))
	};
}
