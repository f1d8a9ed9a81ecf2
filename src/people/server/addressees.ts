// SPDX-License-Identifier: Apache-2.0
// Whom a letter about a record goes to: the people of its owner, or officers with a role.
import type { Reading } from '#platform/server/database.ts';
import type { Language } from '#text/languages.ts';
import type { RoleName } from '../person.ts';

export interface Addressee {
	email: string;
	language: Language;
}

const holders = (db: Reading) =>
	db
		.selectFrom('people.roles as role')
		.innerJoin('people.accounts as account', 'account.id', 'role.account_id')
		.select(['account.email', 'account.language'])
		.distinct()
		.where('account.erased_at', 'is', null);

const addressees = (rows: { email: string; language: string }[]): Addressee[] =>
	rows.map(({ email, language }) => ({ email, language: language as Language }));

export async function peopleOfOwner(db: Reading, ownerKind: string, owner: string): Promise<Addressee[]> {
	if (ownerKind === 'secretariat') return peopleWith(db, ['editor', 'publisher']);
	return addressees(
		await holders(db)
			.where(ownerKind === 'party' ? 'role.party' : 'role.organisation', '=', owner)
			.execute()
	);
}

export async function peopleWith(db: Reading, roles: RoleName[]): Promise<Addressee[]> {
	return addressees(await holders(db).where('role.role', 'in', roles).execute());
}

/** Officers with one of these roles, by name. */
export async function officersWith(db: Reading, roles: readonly RoleName[]): Promise<Omit<FocalPoint, 'party'>[]> {
	const rows = await db
		.selectFrom('people.roles as role')
		.innerJoin('people.accounts as account', 'account.id', 'role.account_id')
		.select(['account.id', 'account.name', 'account.email', 'account.language'])
		.distinct()
		.where('role.role', 'in', [...roles])
		.where('account.erased_at', 'is', null)
		.orderBy('account.name')
		.orderBy('account.id')
		.execute();
	return rows.map(({ id, name, email, language }) => ({ account: id, name, email, language: language as Language }));
}

/** A focal point with an account. */
export interface FocalPoint extends Addressee {
	account: string;
	name: string;
	party: string;
}

/** The focal points of the Parties that have accounts, by Party and name; of all Parties when none are named. */
export async function focalPointsOf(db: Reading, parties?: readonly string[]): Promise<FocalPoint[]> {
	const rows = await db
		.selectFrom('people.roles as role')
		.innerJoin('people.accounts as account', 'account.id', 'role.account_id')
		.select(['account.id', 'account.name', 'account.email', 'account.language', 'role.party'])
		.where('role.role', '=', 'focal-point')
		.where('account.erased_at', 'is', null)
		.$if(parties !== undefined, (query) => query.where('role.party', 'in', parties?.length ? [...parties] : ['']))
		.orderBy('role.party')
		.orderBy('account.name')
		.orderBy('account.id')
		.execute();
	return rows.map(({ id, name, email, language, party }) => ({ account: id, name, email, language: language as Language, party: party ?? '' }));
}

/** People who contribute for an admitted organisation, by organisation and name. */
export async function contributorsOf(db: Reading): Promise<(Omit<FocalPoint, 'party'> & { organisation: string })[]> {
	const rows = await db
		.selectFrom('people.roles as role')
		.innerJoin('people.accounts as account', 'account.id', 'role.account_id')
		.innerJoin('people.organisations as organisation', 'organisation.id', 'role.organisation')
		.select(['account.id', 'account.name', 'account.email', 'account.language', 'organisation.id as organisation'])
		.where('role.role', '=', 'organisation-contributor')
		.where('organisation.state', '=', 'admitted')
		.where('account.erased_at', 'is', null)
		.orderBy('organisation.id')
		.orderBy('account.name')
		.orderBy('account.id')
		.execute();
	return rows.map(({ id, name, email, language, organisation }) => ({ account: id, name, email, language: language as Language, organisation }));
}
