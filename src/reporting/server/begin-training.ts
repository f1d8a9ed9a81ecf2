// SPDX-License-Identifier: Apache-2.0
// Begins what the people of a Party practise on: one for each form, which they share, as they share a real draft. Whoever comes second is given the
// one that a colleague began. It can never leave: see records/training.ts.
import { may } from '#people/may.ts';
import { isRefusal, type Refusal, refuse } from '#people/refusal.ts';
import { logEvent } from '#people/server/log-event.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import { attach } from '#records/server/attach.ts';
import { begin } from '#records/server/begin.ts';
import type { Doing } from '#records/server/doing.ts';
import { isReportType } from '../cycle.ts';
import { type Sample, situationsFor, trainingCycle, type TrainingSituation } from '../training.ts';
import { lockTraining, trainingOn } from './trainings.ts';

export interface BeginningTraining {
	party: string;
	type: string;
	situation: TrainingSituation;
	/** Its answers and files; none for the situation `empty`. */
	sample: Sample;
}

export async function beginTraining(db: Writing, doing: Doing, asked: BeginningTraining): Promise<{ id: string; begun: boolean } | Refusal> {
	const { party, type, situation, sample } = asked;
	if (!may(doing.by, 'training.use', { ownerKind: 'party', owner: party })) return refuse('not-allowed');
	const state = doing.convention.state(party);
	if (!state?.iso2 || !situationsFor(type).includes(situation)) return refuse('not-found');
	await lockTraining(db, party, type);
	const there = await trainingOn(reading(db), party, type);
	if (there) return { id: there.record, begun: false };
	const cycle = isReportType(type) ? trainingCycle(doing.convention, type, doing.at.toISOString().slice(0, 10)) : undefined;
	if (isReportType(type) && !cycle) return refuse('not-found');
	const begun = await begin(db, doing, {
		type,
		ownerKind: 'party',
		owner: party,
		ownerCode: state.iso2,
		answers: { ...sample.answers, ...(cycle ? { cycle: cycle.id } : {}) },
		training: true
	});
	if (isRefusal(begun)) return begun;
	const { id } = begun;
	await db.insertInto('records.training').values({ record_id: id, party, type, situation, made_by: doing.by.id, made_at: doing.at }).execute();
	for (const file of sample.files) {
		const attached = await attach(db, doing, { record: id, ...file });
		if (isRefusal(attached)) throw new Error(`the sample file ${file.name} could not be attached: ${attached.refusal}`);
	}
	await logEvent(db, 'training.begun', { by: doing.by.id, about: id, at: doing.at, details: { situation } });
	return { id, begun: true };
}
