// SPDX-License-Identifier: Apache-2.0
// Seats of a call for nominations, by region: nobody is nominated where there is none, and no more are elected than there are. Seats of observers are of no
// region. A call that names no seats leaves it to those who decide.
import { sql } from 'kysely';
import type { Answers } from '#forms/form.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import type { RecordEnvelope } from '#records/record.ts';
import { answerTypes, type Call, seatsOf } from '../call.ts';
import { publishedCall } from './calls.ts';

/** Why somebody cannot be nominated so, or null. */
export const seatHolds = (call: Pick<Call, 'seats'>, answers: Answers): Refusal | null =>
	seatsOf(call, answers) === 0 ? refuse('call-no-seat') : null;

/** Asked within the act that records what became of a nomination. Of two who elect at once the second waits, and is told that the seat is taken. */
export const seatsHold =
	(definitions: Definitions) =>
	async (db: Writing, record: RecordEnvelope, outcome: string): Promise<Refusal | null> => {
		if (record.type !== answerTypes.nominations || outcome !== 'elected' || record.published === null) return null;
		const { answers } = await db
			.selectFrom('records.revisions')
			.select('answers')
			.where('record_id', '=', record.id)
			.where('number', '=', record.published)
			.executeTakeFirstOrThrow();
		const said = answers as Answers;
		const found = typeof said.call === 'string' ? await publishedCall(reading(db), definitions, said.call) : undefined;
		const seats = found && seatsOf(found.call, said);
		if (!found || seats === null || seats === undefined) return null;
		await sql`select pg_advisory_xact_lock(hashtext(${`seats ${found.record.id}`}))`.execute(db);
		const { rows } = await sql<{ taken: number }>`
			select count(*)::int as taken from records.records as record
			join records.revisions as revision on revision.record_id = record.id and revision.number = record.published
			where record.type = ${record.type} and record.state = 'published' and record.outcome = 'elected' and record.id <> ${record.id}
				and revision.answers ->> 'call' = ${found.record.id} and revision.answers ->> 'region' = ${String(said.region)}
				and coalesce(revision.answers ->> 'seat', '') = ${typeof said.seat === 'string' ? said.seat : ''}`.execute(db);
		return (rows[0]?.taken ?? 0) >= seats ? refuse('call-seats-taken', { seats }) : null;
	};
