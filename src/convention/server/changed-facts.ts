// SPDX-License-Identifier: Apache-2.0
// How often facts were changed by hand, and when last: what tells a subscriber that a day was moved. SQL only.
import { sql } from 'kysely';
import type { Reading } from '#platform/server/database.ts';
import type { Convention } from '../convention.ts';
import { type Day, isDay } from '../day.ts';
import type { FactDates, FactKind } from '../fact.ts';

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

/** The days that meetings had last, before they were taken off them by hand. */
export async function lostDays(db: Reading): Promise<Map<string, { start: Day; end: Day | null }>> {
	const { rows } = await sql<{ id: string; start: string; end: string | null }>`
		select distinct on (id) id, before #>> '{value,start}' as start, before #>> '{value,end}' as end from convention.fact_changes
		where kind = 'meeting' and before #>> '{value,start}' is not null order by id, seq desc`.execute(db as never);
	return new Map(rows.flatMap(({ id, start, end }) => (isDay(start) ? [[id, { start, end: isDay(end) ? end : null }] as const] : [])));
}

const dated = new WeakMap<Convention, readonly FactDates[]>();

/** Of all facts that were ever touched by hand. Read once for a snapshot of the facts, since every change of one makes another snapshot. */
export async function datesOfFacts(db: Reading, convention: Convention): Promise<readonly FactDates[]> {
	const known = dated.get(convention);
	if (known) return known;
	const found = await db
		.selectFrom('convention.fact_changes')
		.select([
			'kind',
			'id',
			sql<Date | null>`min(changed_at) filter (where before is null)`.as('created'),
			sql<Date | null>`max(changed_at) filter (where before is not null)`.as('modified')
		])
		.groupBy(['kind', 'id'])
		.execute();
	dated.set(convention, found);
	return found;
}
