// SPDX-License-Identifier: Apache-2.0
// The roles that people hold: rows to Role and back, reading and writing. Who may give and take them stands in may.ts.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Reading, Writing } from '#platform/server/database.ts';
import { reading } from '#platform/server/database.ts';
import type { Role, RoleName } from '../person.ts';

export interface RoleRow {
	role: string;
	party: string | null;
	organisation: string | null;
	may_submit: boolean;
	until: string | null;
}

export function roleFrom(row: RoleRow): Role {
	const role = row.role as RoleName;
	switch (role) {
		case 'focal-point':
			return { role, party: row.party ?? '' };
		case 'party-contributor':
			return { role, party: row.party ?? '', maySubmit: row.may_submit };
		case 'organisation-contributor':
			return { role, organisation: row.organisation ?? '' };
		case 'committee-reader':
			return { role, until: row.until ?? '' };
		default:
			return { role };
	}
}

export const rowFrom = (role: Role): RoleRow => ({
	role: role.role,
	party: 'party' in role ? role.party : null,
	organisation: 'organisation' in role ? role.organisation : null,
	may_submit: role.role === 'party-contributor' && role.maySubmit === true,
	until: 'until' in role ? role.until : null
});

/** A role that has not ended by itself. Days are those of UTC. */
const lasts = sql<boolean>`(until is null or until >= (now() at time zone 'utc')::date)`;

/** Roles that count: those whose term is over do not, and those for an organisation that was declined rest until it is admitted after all. */
export async function rolesOf(db: Reading, account: string): Promise<Role[]> {
	const rows = await db
		.selectFrom('people.roles as role')
		.leftJoin('people.organisations as organisation', 'organisation.id', 'role.organisation')
		.select(['role.role', 'role.party', 'role.organisation', 'role.may_submit', 'role.until'])
		.where('role.account_id', '=', account)
		.where(lasts)
		.where((where) => where.or([where('organisation.state', 'is', null), where('organisation.state', '<>', 'declined')]))
		.orderBy('role.given_at')
		.orderBy('role.id')
		.execute();
	return rows.map(roleFrom);
}

export async function roleById(db: Reading, id: string): Promise<{ id: string; account: string; role: Role } | null> {
	const row = await db
		.selectFrom('people.roles')
		.select(['id', 'account_id', 'role', 'party', 'organisation', 'may_submit', 'until'])
		.where('id', '=', id)
		.executeTakeFirst();
	return row ? { id: row.id, account: row.account_id, role: roleFrom(row) } : null;
}

/** Adds a role; false when the account holds it already. One that ended by itself gives way to the new one. */
export async function addRole(db: Writing, account: string, role: Role, given: { by: string; at: Date; through?: string }): Promise<boolean> {
	if (await holds(reading(db), account, role)) return false;
	if ('until' in role)
		await db
			.deleteFrom('people.roles')
			.where('account_id', '=', account)
			.where('role', '=', role.role)
			.where(sql<boolean>`not ${lasts}`)
			.execute();
	const added = await db
		.insertInto('people.roles')
		.values({ id: randomUUID(), account_id: account, ...rowFrom(role), given_by: given.by, given_at: given.at, given_through: given.through ?? null })
		.onConflict((conflict) => conflict.doNothing())
		.returning('id')
		.executeTakeFirst();
	return added !== undefined;
}

export async function holds(db: Reading, account: string, role: Role): Promise<boolean> {
	const row = rowFrom(role);
	const found = await db
		.selectFrom('people.roles')
		.select('id')
		.where('account_id', '=', account)
		.where('role', '=', row.role)
		.where('party', 'is not distinct from', row.party)
		.where('organisation', 'is not distinct from', row.organisation)
		.where(lasts)
		.executeTakeFirst();
	return found !== undefined;
}

/** True when nobody but this account is an administrator. Locks the administrators' rows, so that two cannot take each other's role at once. */
export async function isLastAdministrator(db: Writing, account: string): Promise<boolean> {
	const administrators = await db
		.selectFrom('people.roles')
		.select('account_id')
		.where('role', '=', 'administrator')
		.orderBy('id')
		.forUpdate()
		.execute();
	return administrators.length > 0 && administrators.every((each) => each.account_id === account);
}

/** Roles that follow the claims of an identity provider, with its issuer. */
export async function rolesThrough(db: Reading, account: string): Promise<{ role: Role; through: string }[]> {
	const rows = await db
		.selectFrom('people.roles')
		.select(['role', 'party', 'organisation', 'may_submit', 'until', 'given_through'])
		.where('account_id', '=', account)
		.where('given_through', 'is not', null)
		.orderBy('given_at')
		.orderBy('id')
		.execute();
	return rows.map((row) => ({ role: roleFrom(row), through: row.given_through ?? '' }));
}
