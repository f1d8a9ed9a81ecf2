// SPDX-License-Identifier: Apache-2.0
// The places of reports: one for each Party in a cycle, taken by the record that comes first and free again when that is over. Also in cycles that were
// never opened here, whose reports come by an import.
import { sql } from 'kysely';
import type { Writing } from '#platform/server/database.ts';
import { leavesFree } from '../cycle.ts';

export interface Place {
	cycle: string;
	party: string;
}

export const placeName = ({ cycle, party }: Place): string => `${cycle} ${party}`;

/** Many places as one parameter. */
const recordset = (places: readonly Place[]) => sql`jsonb_to_recordset(${JSON.stringify(places)}::text::jsonb)`;

/**
 * Keeps everybody else from the places until the transaction ends: those of open cycles by the lock that whoever begins a report takes, all others
 * among imports. In one order, so that two wait for one another and never in a circle.
 */
export async function lockPlaces(db: Writing, places: readonly Place[]): Promise<void> {
	if (places.length === 0) return;
	await sql`select pg_advisory_xact_lock(hashtextextended('places of reports', 0))`.execute(db);
	await sql`
		select from reporting.bound as bound join ${recordset(places)} as asked (cycle text, party text) using (cycle, party)
		order by cycle, party for update of bound`.execute(db);
}

/** The records that hold the places, by name of the place; a place that is free is not among them. */
export async function placesHeld(db: Writing, places: readonly Place[]): Promise<Map<string, string>> {
	if (places.length === 0) return new Map();
	const { rows } = await sql<Place & { id: string; stage: string; state: string }>`
		select report.cycle, report.party, record.id, record.stage, record.state
		from reporting.reports as report
		join ${recordset(places)} as asked (cycle text, party text) using (cycle, party)
		join records.records as record on record.id = report.record_id`.execute(db);
	return new Map(rows.filter((row) => !leavesFree(row)).map((row) => [placeName(row), row.id]));
}

/** Writes down whose report the records are. The places are free: what was held by a record that is over goes to the new one. */
export async function takePlaces(db: Writing, taken: readonly (Place & { record: string })[]): Promise<void> {
	if (taken.length === 0) return;
	await db
		.insertInto('reporting.reports')
		.values(taken.map(({ cycle, party, record }) => ({ cycle, party, record_id: record })))
		.onConflict((conflict) => conflict.columns(['cycle', 'party']).doUpdateSet((is) => ({ record_id: is.ref('excluded.record_id') })))
		.execute();
}
