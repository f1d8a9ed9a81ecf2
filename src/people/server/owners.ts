// SPDX-License-Identifier: Apache-2.0
// The Parties and organisations that roles speak for: whether they exist and what they are called.
import type { Reading } from '#platform/server/database.ts';
import type { Language } from '#text/languages.ts';
import { say, type Words } from '#text/words.ts';
import type { Role } from '../person.ts';

/** Name of a State or regional organisation by its key, or null when the facts do not know it. */
export async function partyName(db: Reading, party: string): Promise<Words | null> {
	const row = await db.selectFrom('convention.facts').select('value').where('kind', '=', 'state').where('id', '=', party).executeTakeFirst();
	return (row?.value as { name: Words } | undefined)?.name ?? null;
}

/** All that a focal point can be designated for: States and regional organisations, by name in the reader's language. */
export async function allParties(db: Reading, language: Language): Promise<{ id: string; name: string }[]> {
	const rows = await db.selectFrom('convention.facts').select(['id', 'value']).where('kind', '=', 'state').execute();
	const named = rows.map(({ id, value }) => ({ id, name: say((value as { name: Words }).name, language) || id }));
	const order = new Intl.Collator(language);
	return named.sort((a, b) => order.compare(a.name, b.name));
}

/** Name of whom a role speaks for; null for the secretariat's own roles, false when there is no such Party or organisation. */
export async function ownerName(db: Reading, role: Role, language: Language): Promise<string | null | false> {
	if ('party' in role) {
		const name = await partyName(db, role.party);
		return name ? say(name, language) || role.party : false;
	}
	if ('organisation' in role) {
		const row = await db
			.selectFrom('people.organisations')
			.select('name')
			.where('id', '=', role.organisation)
			.where('state', '<>', 'declined')
			.executeTakeFirst();
		return row?.name ?? false;
	}
	return null;
}

/** Names for many roles at once, by two queries; null for the secretariat's own and for what is not known any more. */
export async function ownerNames(db: Reading, roles: readonly Role[], language: Language): Promise<(role: Role) => string | null> {
	const parties = [...new Set(roles.flatMap((role) => ('party' in role ? [role.party] : [])))];
	const organisations = [...new Set(roles.flatMap((role) => ('organisation' in role ? [role.organisation] : [])))];
	const names = new Map<string, string>();
	if (parties.length) {
		const rows = await db.selectFrom('convention.facts').select(['id', 'value']).where('kind', '=', 'state').where('id', 'in', parties).execute();
		for (const { id, value } of rows) names.set(`party ${id}`, say((value as { name: Words }).name, language) || id);
	}
	if (organisations.length) {
		const rows = await db.selectFrom('people.organisations').select(['id', 'name']).where('id', 'in', organisations).execute();
		for (const { id, name } of rows) names.set(`organisation ${id}`, name);
	}
	return (role) =>
		'party' in role
			? (names.get(`party ${role.party}`) ?? role.party)
			: 'organisation' in role
				? (names.get(`organisation ${role.organisation}`) ?? null)
				: null;
}
