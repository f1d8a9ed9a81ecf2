// SPDX-License-Identifier: Apache-2.0
// Begins a Party's report for a cycle, once: whoever comes second is given the one that a colleague began.
import type { Answers } from '#forms/form.ts';
import { isRefusal, type Refusal, refuse } from '#people/refusal.ts';
import type { Writing } from '#platform/server/database.ts';
import { begin } from '#records/server/begin.ts';
import type { Doing } from '#records/server/doing.ts';
import { reportTypes } from '../cycle.ts';
import { boundForEdit } from './rounds.ts';

export async function beginReport(
	db: Writing,
	doing: Doing,
	asked: { cycle: string; party: string; answers?: Answers; demo?: boolean }
): Promise<{ id: string; begun: boolean } | Refusal> {
	const { cycle: id, party } = asked;
	const cycle = doing.convention.cycle(id);
	const state = doing.convention.state(party);
	// Locks the Party's place in the round: of two who begin at once the second waits and finds the report of the first.
	if (!cycle || !state || !(await boundForEdit(db, id, party))) return refuse('not-found');
	const there = await reportOf(db, id, party);
	if (there) return { id: there, begun: false };
	const begun = await begin(db, doing, {
		type: reportTypes[cycle.kind],
		ownerKind: 'party',
		owner: party,
		ownerCode: state.iso2,
		answers: { ...asked.answers, cycle: id },
		...(cycle.formVersion ? { formVersion: cycle.formVersion } : {}),
		...(asked.demo ? { demo: true } : {})
	});
	if (isRefusal(begun)) return begun;
	await db.insertInto('reporting.reports').values({ cycle: id, party, record_id: begun.id }).execute();
	return { id: begun.id, begun: true };
}

/** The report that stands for a cycle. One that was given up or withdrawn leaves the place free. */
async function reportOf(db: Writing, cycle: string, party: string): Promise<string | undefined> {
	const row = await db
		.selectFrom('reporting.reports as report')
		.innerJoin('records.records as record', 'record.id', 'report.record_id')
		.select(['record.id', 'record.stage', 'record.state'])
		.where('report.cycle', '=', cycle)
		.where('report.party', '=', party)
		.executeTakeFirst();
	if (!row) return undefined;
	const over = row.state === 'withdrawn' || (row.state === 'unpublished' && (row.stage === 'done' || row.stage === 'declined'));
	if (!over) return row.id;
	await db.deleteFrom('reporting.reports').where('cycle', '=', cycle).where('party', '=', party).execute();
	return undefined;
}
