// SPDX-License-Identifier: Apache-2.0
// Gives entries the names that a list shows; organisations are looked up once for all of them.
import type { Convention } from '#convention/convention.ts';
import { organisationNames } from '#people/server/organisation-names.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import type { Entry } from '../entry.ts';
import { type Shown, shown } from '../shown.ts';

export async function named(db: Reading, entries: Entry[], definitions: Definitions, convention: Convention): Promise<Shown[]> {
	const ids = entries.filter((entry) => entry.ownerKind === 'organisation').map((entry) => entry.owner);
	const organisations = await organisationNames(db, ids);
	return entries.map((entry) => shown(entry, definitions, convention, organisations));
}
