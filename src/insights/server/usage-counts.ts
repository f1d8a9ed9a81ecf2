// SPDX-License-Identifier: Apache-2.0
// Where sums of use are kept: adding to them, the salts of days, and forgetting who was whom when a day is over.
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Reading, Writing } from '#platform/server/database.ts';
import type { Cell } from '../usage-tally.ts';

/** Cells in one statement. */
const atOnce = 1000;

/**
 * Adds cells to the sums. A mark that is there already, from whichever process, is no new visitor. Cells come in one order, so that processes wait for
 * one another and never in a circle.
 */
export async function addToCounts(db: Writing, cells: readonly Cell[], source: 'counted' | 'log' = 'counted'): Promise<void> {
	const days = [...new Set(cells.map(({ day }) => day))].sort();
	if (days.length === 0) return;
	await db
		.insertInto('usage.days')
		.values(days.map((day) => ({ day, source })))
		.onConflict((met) => met.doNothing())
		.execute();
	for (let first = 0; first < cells.length; first += atOnce) {
		const part = cells.slice(first, first + atOnce);
		const sums = part.map(({ marks: _, ...sum }) => sum);
		const marks = part.flatMap(({ day, audience, dimension, value, marks: own }) =>
			[...own].map((mark) => ({ day, audience, dimension, value, mark }))
		);
		await sql`
			with given as (
				select * from jsonb_to_recordset(${JSON.stringify(sums)}::text::jsonb)
					as sum(day date, audience text, dimension text, value text, views bigint, replies bigint, acts bigint, bytes bigint)
			), marked as (
				insert into usage.marks (day, audience, dimension, value, mark)
				select day, audience, dimension, value, mark from jsonb_to_recordset(${JSON.stringify(marks)}::text::jsonb)
					as mark(day date, audience text, dimension text, value text, mark text) order by 1, 2, 3, 4, 5
				on conflict do nothing returning day, audience, dimension, value
			), fresh as (
				select day, audience, dimension, value, count(*) as visitors from marked group by 1, 2, 3, 4
			)
			insert into usage.counts as kept (day, audience, dimension, value, views, replies, acts, bytes, visitors)
			select given.day, given.audience, given.dimension, given.value, views, replies, acts, bytes, coalesce(visitors, 0)
			from given left join fresh on fresh.day = given.day and fresh.audience = given.audience and fresh.dimension = given.dimension
				and fresh.value = given.value
			order by 1, 2, 3, 4
			on conflict (day, audience, dimension, value) do update set
				views = kept.views + excluded.views, replies = kept.replies + excluded.replies, acts = kept.acts + excluded.acts,
				bytes = kept.bytes + excluded.bytes, visitors = kept.visitors + excluded.visitors`.execute(db);
	}
}

export const newSalt = (): string => randomBytes(32).toString('base64url');

/** The salt of a day: the one that some process was first to put down. */
export async function saltFor(db: Writing, day: string, offered: string): Promise<string> {
	await db
		.insertInto('usage.salts')
		.values({ day, salt: offered })
		.onConflict((met) => met.doNothing())
		.execute();
	const { salt } = await db.selectFrom('usage.salts').select('salt').where('day', '=', day).executeTakeFirstOrThrow();
	return salt;
}

/** Throws away the salts and marks of days before this one: from then on nobody can say whose a mark was, or find a mark. */
export async function forgetVisitors(db: Writing, today: string): Promise<number> {
	await db.deleteFrom('usage.salts').where('day', '<', today).execute();
	const { numDeletedRows } = await db.deleteFrom('usage.marks').where('day', '<', today).executeTakeFirst();
	return Number(numDeletedRows);
}

/** Days that have sums already, and where from. */
export async function countedDays(db: Reading): Promise<Map<string, 'counted' | 'log'>> {
	const rows = await db.selectFrom('usage.days').selectAll().orderBy('day').execute();
	return new Map(rows.map(({ day, source }) => [day as string, source as 'counted' | 'log']));
}
