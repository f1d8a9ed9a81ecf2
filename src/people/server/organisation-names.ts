// SPDX-License-Identifier: Apache-2.0
// Names and codes of organisations, for lists and identifiers.
import type { Reading } from '#platform/server/database.ts';

export async function organisationNames(db: Reading, ids: string[]): Promise<Map<string, string>> {
	if (ids.length === 0) return new Map();
	const rows = await db
		.selectFrom('people.organisations')
		.select(['id', 'name'])
		.where('id', 'in', [...new Set(ids)])
		.execute();
	return new Map(rows.map((row) => [row.id, row.name]));
}

export const organisationName = async (db: Reading, id: string): Promise<string | undefined> => (await organisationNames(db, [id])).get(id);

/** Capitals for identifiers: MC-INFORMATION-{code}-0001. */
export async function organisationCode(db: Reading, id: string): Promise<string | undefined> {
	const row = await db.selectFrom('people.organisations').select('code').where('id', '=', id).executeTakeFirst();
	return row?.code;
}
