// SPDX-License-Identifier: Apache-2.0
// Organisations as they are kept, and whether one is admitted.
import type { Language } from '#text/languages.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Organisation, OrganisationKind, OrganisationState } from '../organisation.ts';

const selection = (db: Reading) => db.selectFrom('people.organisations').selectAll();
type Row = Awaited<ReturnType<ReturnType<typeof selection>['executeTakeFirstOrThrow']>>;

export const organisationFrom = (row: Row): Organisation => ({
	id: row.id,
	code: row.code,
	name: row.name,
	kind: row.kind as OrganisationKind,
	country: row.country,
	website: row.website,
	state: row.state as OrganisationState,
	reason: row.reason,
	contactName: row.contact_name,
	contactEmail: row.contact_email,
	language: row.language as Language,
	demo: row.demo,
	appliedAt: row.applied_at,
	decidedAt: row.decided_at
});

export async function organisationById(db: Reading, id: string): Promise<Organisation | null> {
	const row = await selection(db).where('id', '=', id).executeTakeFirst();
	return row ? organisationFrom(row) : null;
}

/** Those that wait for a decision first, then by name. */
export async function allOrganisations(db: Reading, wish: { state?: OrganisationState } = {}): Promise<Organisation[]> {
	let query = selection(db);
	if (wish.state) query = query.where('state', '=', wish.state);
	const rows = await query
		.orderBy((order) => order.case().when('state', '=', 'applied').then(0).else(1).end())
		.orderBy('name')
		.execute();
	return rows.map(organisationFrom);
}

/** Admitted organisations may submit; people of one that has applied may draft. */
export async function isAdmitted(db: Reading, id: string): Promise<boolean> {
	return (
		(await db.selectFrom('people.organisations').select('id').where('id', '=', id).where('state', '=', 'admitted').executeTakeFirst()) !== undefined
	);
}
