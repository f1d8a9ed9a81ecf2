// SPDX-License-Identifier: Apache-2.0
// Reads figures of use: two times, all properties, in three statements. Only sums are there to be read.
import { sql } from 'kysely';
import type { Reading } from '#platform/server/database.ts';
import { type Audience, audiences, type UsageDimension } from '../usage.ts';
import { addSums, nothing, type Sums, type UsageFigures, type UsageRow } from '../usage-figures.ts';
import type { Period } from '../usage-period.ts';

/** Values of one property that are read one by one; what comes after them stands together. */
const most = 100;

interface Row {
	audience: Audience;
	dimension: UsageDimension;
	value: string;
	now: boolean;
	visitors: number;
	views: number;
	acts: number;
	replies: number;
	bytes: number;
}

const sumsOf = ({ visitors, views, acts, replies, bytes }: Row): Sums => ({
	visitors: Number(visitors),
	views: Number(views),
	acts: Number(acts),
	replies: Number(replies),
	bytes: Number(bytes)
});

export async function readUsage(db: Reading, period: Period): Promise<UsageFigures> {
	const { from, to, before } = period;
	// What nobody looks at one by one would be long: only the values that have the most are told apart.
	const { rows } = await sql<Row>`
		with sums as (
			select audience, dimension, value, day >= ${from} as now, sum(visitors) as visitors, sum(views) as views, sum(acts) as acts,
				sum(replies) as replies, sum(bytes) as bytes
			from usage.counts
			where (day between ${from} and ${to} or day between ${before.from} and ${before.to})
			group by 1, 2, 3, 4
		), placed as (
			select audience, dimension, value, dense_rank() over (
				partition by audience, dimension order by coalesce(sum(views + acts) filter (where now), 0) desc, sum(replies) desc, value
			) as place from sums group by 1, 2, 3
		)
		select sums.audience, sums.dimension, case when place <= ${most} then sums.value else ' ' end as value, now,
			sum(visitors)::bigint as visitors, sum(views)::bigint as views, sum(acts)::bigint as acts, sum(replies)::bigint as replies,
			sum(bytes)::bigint as bytes
		from sums join placed using (audience, dimension, value) group by 1, 2, 3, 4`.execute(db as never);
	const days = await db
		.selectFrom('usage.counts')
		.select(['day', 'visitors', 'views', 'acts'])
		.where('audience', '=', 'people')
		.where('dimension', '=', 'all')
		.where('day', '>=', from)
		.where('day', '<=', to)
		.orderBy('day')
		.execute();
	const [known] = await db
		.selectFrom('usage.days')
		.select((of) => [
			of.fn.min('day').as('since'),
			sql<boolean>`coalesce(bool_or(source = 'log' and day between ${before.from} and ${to}), false)`.as('log')
		])
		.execute();
	const totals = Object.fromEntries(audiences.map((audience) => [audience, { now: nothing, before: nothing }])) as UsageFigures['totals'];
	const by = new Map<UsageDimension, Map<string, UsageRow>>();
	for (const row of rows) {
		const time = row.now ? 'now' : 'before';
		if (row.dimension === 'all') totals[row.audience][time] = sumsOf(row);
		// Of robots and programs what they are called, of everybody how it ended; the rest is told of people alone.
		else if (row.audience === 'people' || ['robot', 'program', 'status'].includes(row.dimension)) add(by, row, time);
	}
	const since = (known?.since as string | null | undefined) ?? null;
	return {
		period,
		since,
		comparable: since !== null && since <= before.from,
		fromLog: known?.log ?? false,
		totals,
		days: days.map(({ day, visitors, views, acts }) => ({
			day: day as string,
			sums: { visitors: Number(visitors), views: Number(views), acts: Number(acts) }
		})),
		by: {
			...Object.fromEntries([...by].map(([dimension, values]) => [dimension, sorted([...values.values()])])),
			area: await areas(db, period, [...(by.get('area')?.values() ?? [])])
		}
	};
}

const sorted = (rows: UsageRow[]): UsageRow[] =>
	rows.toSorted((a, b) => b.now.views - a.now.views || b.now.acts - a.now.acts || b.now.replies - a.now.replies || (a.value < b.value ? -1 : 1));

function add(by: Map<UsageDimension, Map<string, UsageRow>>, row: Row, time: 'now' | 'before'): void {
	const values = by.get(row.dimension) ?? new Map<string, UsageRow>();
	by.set(row.dimension, values);
	const kept = values.get(row.value) ?? { value: row.value, now: nothing, before: nothing };
	values.set(row.value, { ...kept, [time]: addSums(kept[time], sumsOf(row)) });
}

/** An area of focus with its page and the records that belong to it. Visitors of several records cannot be told apart here: they are those of its page. */
async function areas(db: Reading, { from, to, before }: Period, pages: UsageRow[]): Promise<UsageRow[]> {
	const { rows } = await sql<{ area: string; now: boolean; views: number; acts: number }>`
		select area, day >= ${from} as now, sum(views)::bigint as views, sum(acts)::bigint as acts
		from usage.counts join catalogue.entries as entry on entry.record_id = usage.counts.value, unnest(entry.areas) as area
		where audience = 'people' and dimension = 'record' and (day between ${from} and ${to} or day between ${before.from} and ${before.to})
		group by 1, 2`.execute(db as never);
	const kept = new Map(pages.map((page) => [page.value, page]));
	for (const { area, now, views, acts } of rows) {
		const row = kept.get(area) ?? { value: area, now: nothing, before: nothing };
		const time = now ? 'now' : 'before';
		kept.set(area, { ...row, [time]: addSums(row[time], { ...nothing, views: Number(views), acts: Number(acts) }) });
	}
	return sorted([...kept.values()]);
}

/** Titles of records that are looked at, by identifier. */
export async function titlesOf(db: Reading, records: readonly string[]): Promise<Map<string, unknown>> {
	if (records.length === 0) return new Map();
	const rows = await db
		.selectFrom('catalogue.entries')
		.select(['record_id', 'title'])
		.where('record_id', 'in', [...records])
		.where('state', '=', 'published')
		.execute();
	return new Map(rows.map(({ record_id: record, title }) => [record, title]));
}
