// SPDX-License-Identifier: Apache-2.0
// Counts what the report on the digital strategy is told by, from what the platform holds: its use, published records, their history, its running.
import { sql } from 'kysely';
import { addDays } from '#convention/day.ts';
import type { Convention } from '#convention/convention.ts';
import type { Reading } from '#platform/server/database.ts';
import type { StrategyFigures, Told } from '../strategy.ts';
import { coarse, privacyFloor, type UsageRow } from '../usage-figures.ts';
import { ownPeriod, type Range } from '../usage-period.ts';
import { readCycles } from './tracker.ts';
import { readUsage } from './usage-figures.ts';

interface Counting {
	db: Reading;
	convention: Convention;
	today: string;
}

/** A figure by kind of interaction has the floor that it has on the page of use. */
const enough = ({ value, before }: Told): Told => ({
	value: value === null || value < privacyFloor ? null : coarse(value),
	before: before === null || before < privacyFloor ? null : coarse(before)
});

const six = ['ar', 'en', 'es', 'fr', 'ru', 'zh'];

/** Both times: the period, and as many days before it. A period that is not over ends today. */
export async function countStrategy(counting: Counting, asked: Range): Promise<StrategyFigures> {
	const { db, today } = counting;
	const period = ownPeriod(asked, today);
	const usage = await readUsage(db, period);
	const sum = (rows: readonly UsageRow[] | undefined, values: readonly string[], time: 'now' | 'before') =>
		(rows ?? []).filter(({ value }) => values.includes(value)).reduce((all, row) => all + row[time].acts, 0);
	const before = (value: number) => (usage.comparable ? value : null);
	// Where nothing was counted in the period there is nothing to tell.
	const counted = usage.since !== null && usage.since <= period.to;
	const used = (of: (time: 'now' | 'before') => number): Told =>
		counted ? { value: of('now'), before: before(of('before')) } : { value: null, before: null };
	const { people, programs } = usage.totals;
	const others = (time: 'now' | 'before') => {
		const all = (usage.by.language ?? []).reduce((views, row) => views + row[time].views, 0);
		const english = (usage.by.language ?? []).find(({ value }) => value === 'en')?.[time].views ?? 0;
		return all > 0 ? Math.round(((all - english) / all) * 100) : 0;
	};
	const [now, then] = [await held(counting, period), await held(counting, { from: period.before.from, to: period.before.to })];
	// What stands, and is not dated, is told of today alone.
	const present = await standing(db);
	const dated = Object.fromEntries(Object.entries(now).map(([figure, value]) => [figure, { value, before: then[figure] ?? null }]));
	return {
		visitors: used((time) => people[time].visitors),
		views: used((time) => people[time].views),
		acts: used((time) => people[time].acts),
		'other-languages': used(others),
		searches: enough(used((time) => sum(usage.by.act, ['search'], time))),
		files: enough(used((time) => sum(usage.by.act, ['download', 'export', 'play'], time))),
		programs: used((time) => programs[time].replies),
		...dated,
		...Object.fromEntries(Object.entries(present).map(([figure, value]) => [figure, { value, before: null }])),
		'reporting-rate': { value: await reportingRate(counting, period), before: await reportingRate(counting, period.before) }
	};
}

/** Figures that can be told of any time: what is published now, by the day on which it first was, and what happened. */
async function held({ db }: Counting, { from, to }: Range): Promise<Record<string, number | null>> {
	const [first, after] = [`${from}T00:00:00Z`, `${addDays(to, 1)}T00:00:00Z`];
	const { rows } = await sql<Record<string, number | null>>`
		with shown as materialized (
			select type, owner_kind, owner, first_published_at as at, answers from catalogue.entries
			where state = 'published' and not demo and first_published_at < ${after}::timestamptz
		)
		select
			(select count(*) from shown where at >= ${first}::timestamptz)::int as published,
			(select count(*) from shown)::int as standing,
			(select count(distinct owner) from shown where owner_kind = 'party')::int as "publishing-parties",
			(select count(*) from shown where type in ('meeting-document', 'decision'))::int as documents,
			(select count(distinct owner) from shown where owner_kind = 'organisation')::int as organisations,
			(select count(*) from shown where type = 'art17-exchange-record' and at >= ${first}::timestamptz)::int as exchange,
			(select count(*) from shown where type = 'project')::int as projects,
			(select count(*) from shown where type = 'call' and at >= ${first}::timestamptz)::int as calls,
			(select count(*) from shown where type <> 'call' and answers ? 'call' and at >= ${first}::timestamptz)::int as "call-answers",
			(select count(*) from shown where type = 'event' and answers ->> 'startDay' between ${from} and ${to})::int as events,
			(select count(*) from shown where type = 'resource' and at >= ${first}::timestamptz)::int as resources,
			(select count(*) from shown where type in ('art21-full', 'art21-short') and at >= ${first}::timestamptz)::int as reports,
			(select count(distinct owner) from shown where type = 'art17-4-nfp' and owner_kind = 'party'
				and coalesce(answers ->> 'start', '') <= ${to} and coalesce(answers ->> 'end', '9999') >= ${to})::int as "focal-points",
			(select count(*) from projects.harvests where state in ('done', 'unchanged') and not dry
				and ended_at >= ${first}::timestamptz and ended_at < ${after}::timestamptz)::int as harvests,
			(select count(*) from records.events as event join records.records as record on record.id = event.record_id
				where event.event = 'published' and not record.demo
				and occurred_at >= ${first}::timestamptz and occurred_at < ${after}::timestamptz)::int as revisions,
			(select count(*) from forms.definitions where published_at >= ${first}::timestamptz and published_at < ${after}::timestamptz
				and seeded_sha256 is null)::int as "form-versions",
			(select percentile_disc(0.5) within group (order by waited) from (
				select extract(epoch from event.occurred_at - (
					select max(occurred_at) from records.events as sent
					where sent.record_id = event.record_id and sent.event = 'submitted' and sent.seq < event.seq
				)) / 86400 as waited
				from records.events as event join records.records as record on record.id = event.record_id
				where event.event = 'published' and record.owner_kind <> 'secretariat' and not record.demo
					and event.occurred_at >= ${first}::timestamptz and event.occurred_at < ${after}::timestamptz
			) as waits where waited is not null)::float8 as "days-to-publish"`.execute(db as never);
	const found = rows[0] ?? {};
	const days = found['days-to-publish'];
	return { ...found, 'days-to-publish': days === null || days === undefined ? null : Math.round(Number(days)) };
}

/** What is as it is today: nobody kept how it was. */
async function standing(db: Reading): Promise<Record<string, number | null>> {
	const { rows } = await sql<{ followers: number; own: number; whole: number }>`
		select (select count(*) from watching.watches)::int as followers,
			(select count(*) from catalogue.entries where state = 'published' and not demo and owner_kind = 'secretariat' and type <> 'project')::int as own,
			(select count(*) from catalogue.entries where state = 'published' and not demo and owner_kind = 'secretariat' and type <> 'project'
				and languages @> ${six}::text[])::int as whole`.execute(db as never);
	const { followers = 0, own = 0, whole = 0 } = rows[0] ?? {};
	return { followers, 'six-languages': own > 0 ? Math.round((whole / own) * 100) : null };
}

/** Of the cycles that were due in the time: how many of the Parties bound have a published report. Null where none was due. */
async function reportingRate({ db, convention, today }: Counting, range: Range): Promise<number | null> {
	const due = (await readCycles({ db, convention, today })).filter(
		({ cycle, totals }) => cycle.due >= range.from && cycle.due <= range.to && !totals.demo
	);
	const bound = due.reduce((sum, { totals }) => sum + totals.bound, 0);
	return bound > 0 ? Math.round((due.reduce((sum, { totals }) => sum + totals.published, 0) / bound) * 100) : null;
}
