// SPDX-License-Identifier: Apache-2.0
// Begins a Party's report for a cycle, once: whoever comes second is given the one that a colleague began.
import type { Answers } from '#forms/form.ts';
import { factOf } from '#convention/server/facts.ts';
import { may } from '#people/may.ts';
import { isRefusal, type Refusal, refuse } from '#people/refusal.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import { begin } from '#records/server/begin.ts';
import type { Doing } from '#records/server/doing.ts';
import { reportTypes } from '../cycle.ts';
import { takePlaces } from './places.ts';
import { boundForEdit, reportFor } from './rounds.ts';

export async function beginReport(
	db: Writing,
	doing: Doing,
	asked: { cycle: string; party: string; answers?: Answers; demo?: boolean }
): Promise<{ id: string; begun: boolean } | Refusal> {
	const { cycle: id, party } = asked;
	// As it stands now: a publication of a new format may just have bound the cycle to the one before.
	const cycle = (await factOf(reading(db), 'cycle', id))?.value;
	const state = doing.convention.state(party);
	if (!may(doing.by, 'record.begin', { ownerKind: 'party', owner: party })) return refuse('not-allowed');
	// Locks the Party's place in the round: of two who begin at once the second waits and finds the report of the first.
	if (!cycle || !state || !(await boundForEdit(db, id, party))) return refuse('not-found');
	const there = await reportFor(reading(db), id, party);
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
	await takePlaces(db, [{ cycle: id, party, record: begun.id }]);
	return { id: begun.id, begun: true };
}
