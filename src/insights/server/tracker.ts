// SPDX-License-Identifier: Apache-2.0
// Reads how far the Parties are with their reports, as anybody may see it.
import { sql } from 'kysely';
import type { Convention } from '#convention/convention.ts';
import type { Day } from '#convention/day.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Cycle } from '#reporting/cycle.ts';
import { roundsOpen, standingsOf } from '#reporting/server/rounds.ts';
import { type Known, type PublishedReport, type Tracked, type Totals, totalsOf, trackedIn } from '../tracker.ts';

export interface Looking {
	db: Reading;
	convention: Convention;
	today: Day;
}

interface Asked {
	cycle?: string;
	party?: string;
}

/** Reports that stand in the catalogue, the newest of each Party and cycle last. */
async function publishedReports(db: Reading, { cycle, party }: Asked): Promise<PublishedReport[]> {
	const { rows } = await sql<PublishedReport>`
		select told.cycle, entry.owner as party, entry.record_id as record, entry.first_published_at::date::text as on, entry.demo
		from catalogue.report_answers as told
		join catalogue.entries as entry on entry.record_id = told.record_id
		where told.question = 'cycle' and entry.owner_kind = 'party' and entry.state = 'published'
			${cycle === undefined ? sql`` : sql`and told.cycle = ${cycle}`}
			${party === undefined ? sql`` : sql`and entry.owner = ${party}`}
		order by entry.published_at, entry.record_id`.execute(db as never);
	return rows;
}

async function known({ db, convention, today }: Looking, asked: Asked): Promise<Known> {
	const [standings, rounds, reports] = await Promise.all([standingsOf(db, asked), roundsOpen(db), publishedReports(db, asked)]);
	return { convention, standings, open: new Set(rounds.map(({ cycle }) => cycle)), reports, today };
}

export interface Tracker {
	tracked: Tracked[];
	totals: Totals;
}

export async function readTracker(looking: Looking, cycle: Cycle): Promise<Tracker> {
	return trackerOf(cycle, await known(looking, { cycle: cycle.id }));
}

/** Every cycle of the facts with its counts, the newest first. */
export async function readCycles(looking: Looking): Promise<{ cycle: Cycle; totals: Totals }[]> {
	const all = await known(looking, {});
	return looking.convention.cycles.map((cycle) => ({ cycle, totals: trackerOf(cycle, all).totals })).toReversed();
}

function trackerOf(cycle: Cycle, all: Known): Tracker {
	const tracked = trackedIn(cycle, all);
	return { tracked, totals: totalsOf(cycle, tracked, all.open.has(cycle.id)) };
}

/** The reports of one Party, cycle by cycle, the newest first: of the cycles that bind it, those that are open here or of which one is published. */
export async function readReportsOf(looking: Looking, party: string): Promise<Tracked[]> {
	const all = await known(looking, { party });
	return looking.convention.cycles
		.flatMap((cycle) => trackedIn(cycle, all).filter((each) => each.party === party && (all.open.has(cycle.id) || each.record !== null)))
		.toReversed();
}
