// SPDX-License-Identifier: Apache-2.0
// Where the rounds are kept: which cycles are open, whom they bind, how far each Party is. Reading only.
import { sql } from 'kysely';
import type { Reading, Writing } from '#platform/server/database.ts';
import { leavesFree, type Progress, type Standing } from '../cycle.ts';

export interface Round {
	cycle: string;
	openedAt: Date;
}

export async function roundsOpen(db: Reading): Promise<Round[]> {
	const rows = await db.selectFrom('reporting.rounds').select(['cycle', 'opened_at']).orderBy('cycle').execute();
	return rows.map((row) => ({ cycle: row.cycle, openedAt: row.opened_at }));
}

interface Row {
	cycle: string;
	party: string;
	due: string;
	extended: boolean;
	shows_progress: boolean;
	record_id: string | null;
	stage: string | null;
	state: string | null;
	submitted: string | null;
}

/** How far each bound Party is with a cycle, or with every cycle one Party is bound by. The whole truth: what the public sees is `publicStanding`. */
export async function standingsOf(db: Reading, { cycle, party }: { cycle?: string; party?: string }): Promise<(Standing & { cycle: string })[]> {
	const { rows } = await sql<Row>`
		select bound.cycle, bound.party, bound.due::text as due, bound.shows_progress,
			exists (select from reporting.extensions as more where more.cycle = bound.cycle and more.party = bound.party) as extended,
			report.record_id, record.stage, record.state,
			(select min(submitted_at) from records.revisions where record_id = report.record_id
				and (digitised is null or digitised ->> 'submitted' is not null))::date::text as submitted
		from reporting.bound as bound
		left join reporting.reports as report on report.cycle = bound.cycle and report.party = bound.party
		left join records.records as record on record.id = report.record_id
		where (${cycle ?? null}::text is null or bound.cycle = ${cycle ?? null}) and (${party ?? null}::text is null or bound.party = ${party ?? null})
		order by bound.cycle, bound.party`.execute(db as never);
	return rows.map((row) => {
		// A report that was given up or withdrawn is as if it had never been begun: the Party may begin another.
		const free = row.record_id === null || leavesFree(row);
		return {
			cycle: row.cycle,
			party: row.party,
			due: row.due,
			extended: row.extended,
			progress: free ? 'not-begun' : progressOf(row),
			submitted: free || progressOf(row) === 'begun' ? null : row.submitted,
			showsProgress: row.shows_progress,
			record: free ? null : row.record_id
		};
	});
}

function progressOf({ stage, state, submitted }: Row): Progress {
	if (state === 'published' || state === 'superseded') return 'published';
	// Recalled by the Party: nothing lies with the secretariat until it is handed in again.
	if (stage === 'draft') return 'begun';
	// Returned: it was handed in, and is judged by its first day.
	return stage === 'submitted' || submitted !== null ? 'submitted' : 'begun';
}

/** The cycle that a record is the report for. */
export async function cycleOf(db: Reading, record: string): Promise<string | undefined> {
	const row = await db.selectFrom('reporting.reports').select('cycle').where('record_id', '=', record).executeTakeFirst();
	return row?.cycle;
}

/** The report that stands for a Party in a cycle, whatever its stage; none where its place is free. */
export async function reportFor(db: Reading, cycle: string, party: string): Promise<string | undefined> {
	const row = await db
		.selectFrom('reporting.reports as report')
		.innerJoin('records.records as record', 'record.id', 'report.record_id')
		.select(['record.id', 'record.stage', 'record.state'])
		.where('report.cycle', '=', cycle)
		.where('report.party', '=', party)
		.executeTakeFirst();
	return row && !leavesFree(row) ? row.id : undefined;
}

export async function boundForEdit(db: Writing, cycle: string, party: string) {
	return db.selectFrom('reporting.bound').selectAll().where('cycle', '=', cycle).where('party', '=', party).forUpdate().executeTakeFirst();
}

/**
 * To be called by every act that changes what the public tracker shows and makes no event of a record: pages that anybody reads are kept until then.
 * Whoever comes second waits for the first, so that no change is told before it is there.
 */
export async function roundsChanged(db: Writing): Promise<void> {
	await db
		.insertInto('platform.settings')
		.values({ name: 'reporting-version', value: '1' })
		.onConflict((conflict) => conflict.column('name').doUpdateSet({ value: sql`(platform.settings.value::bigint + 1)::text` }))
		.execute();
}
