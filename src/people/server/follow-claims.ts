// SPDX-License-Identifier: Apache-2.0
// Roles that follow the claims of a provider: given and taken at every sign-in, so that the account has those of today's claims and no others through it.
// Roles that a person gave are left alone.
import type { Writing } from '#platform/server/database.ts';
import { reading } from '#platform/server/database.ts';
import type { SignOnProvider } from '#platform/sign-on-setting.ts';
import { platformItself, type Role } from '../person.ts';
import { roleDetails } from '../role.ts';
import { type ClaimedRole, claimedRoles, type Claims } from '../sign-on.ts';
import { logEvent } from './log-event.ts';
import { ownerName } from './owners.ts';
import { addRole, holds, isLastAdministrator, roleFrom } from './roles.ts';

const keyOf = (role: Role): string => JSON.stringify([role.role, 'party' in role ? role.party : '', 'organisation' in role ? role.organisation : '']);

export async function followClaims(
	db: Writing,
	provider: Pick<SignOnProvider, 'id' | 'issuer' | 'roles'>,
	account: string,
	claims: Claims,
	at: Date
): Promise<void> {
	const wanted = new Map<string, Role>();
	for (const claimed of claimedRoles(provider.roles, claims)) {
		const role = await roleOf(db, claimed);
		if (role) wanted.set(keyOf(role), role);
	}
	await leaveRoles(db, provider, account, at, (role) => wanted.has(keyOf(role)));
	for (const role of wanted.values()) {
		if (await holds(reading(db), account, role)) continue;
		await addRole(db, account, role, { by: platformItself.id, at, through: provider.issuer });
		await logEvent(db, 'role.given', { by: platformItself.id, about: account, at, details: { ...roleDetails(role), through: provider.id } });
	}
}

/** Takes the roles that came through the provider, but for those that stay. The last administrator stays in any case. */
export async function leaveRoles(
	db: Writing,
	provider: Pick<SignOnProvider, 'id' | 'issuer'>,
	account: string,
	at: Date,
	stays: (role: Role) => boolean = () => false
): Promise<void> {
	const held = await db
		.selectFrom('people.roles')
		.select(['id', 'role', 'party', 'organisation', 'may_submit', 'until'])
		.where('account_id', '=', account)
		.where('given_through', '=', provider.issuer)
		.orderBy('id')
		.forUpdate()
		.execute();
	for (const row of held) {
		const role = roleFrom(row);
		if (stays(role) || (role.role === 'administrator' && (await isLastAdministrator(db, account)))) continue;
		await db.deleteFrom('people.roles').where('id', '=', row.id).execute();
		await logEvent(db, 'role.taken', { by: platformItself.id, about: account, at, details: { ...roleDetails(role), through: provider.id } });
	}
}

/** Null where the facts know no such Party, or nobody admitted such an organisation. */
async function roleOf(db: Writing, { role, party, organisation }: ClaimedRole): Promise<Role | null> {
	if (role === 'focal-point' || role === 'party-contributor') {
		const found: Role = { role, party: party ?? '' };
		return (await ownerName(reading(db), found, 'en')) === false ? null : found;
	}
	if (role !== 'organisation-contributor') return { role };
	const row = await db
		.selectFrom('people.organisations')
		.select('id')
		.where('code', '=', organisation ?? '')
		.where('state', '=', 'admitted')
		.executeTakeFirst();
	return row ? { role, organisation: row.id } : null;
}
