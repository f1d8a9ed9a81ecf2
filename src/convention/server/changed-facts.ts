// SPDX-License-Identifier: Apache-2.0
// How often facts were changed by hand, and when last: what tells a subscriber that a day was moved. SQL only.
import type { Reading } from '#platform/server/database.ts';
import type { FactKind } from '../fact.ts';

/** Of the facts of these kinds that were ever changed by hand. */
export async function changedFacts(db: Reading, kinds: readonly FactKind[]): Promise<{ kind: string; id: string; count: number; last: Date }[]> {
	const rows = await db
		.selectFrom('convention.fact_changes')
		.select(['kind', 'id', (select) => select.fn.countAll<number>().as('count'), (select) => select.fn.max('changed_at').as('last')])
		.where('kind', 'in', [...kinds])
		.groupBy(['kind', 'id'])
		.execute();
	return rows.map((row) => ({ ...row, count: Number(row.count) }));
}
