// SPDX-License-Identifier: Apache-2.0
// What stands in the way of handing in an answer to a call: the call is not there or not for its owner, has not opened, or takes nothing more; or
// it has no seat for whom is nominated.
import { refuse } from '#people/refusal.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Hold } from '#records/server/doing.ts';
import { readRevision } from '#records/server/revisions.ts';
import { answerTypes, isAnswerType, isAsked, stateOf, takesAnswers } from '../call.ts';
import { publishedCall } from './calls.ts';
import { seatHolds } from './seats.ts';
import type { Definitions } from '#records/definitions.ts';

/** Asked within the act that submits. What was handed in before the call closed may be handed in again: it was returned, or is put right. */
export const callHolds =
	(definitions: Definitions, at: Date): Hold =>
	async (db, record, draft) => {
		const answer = isAnswerType(record.type);
		// What else is due by the day of a call, as a proposal of a side event, says which one announced it.
		const id = answer ? draft.answers.call : definitions.type(record.type)?.deadline === 'call.deadline' ? draft.answers.announcement : null;
		if (typeof id !== 'string') return null;
		const found = await publishedCall(db, definitions, id);
		// What answers a letter is not bound by a call; an announcement by letter has its day in the letter.
		if (!found) {
			const last = answer ? null : await dayOfLetter(db, definitions, id);
			return last && last < at.toISOString().slice(0, 10) && !(await wasHandedIn(db, record.id)) ? refuse('call-closed') : null;
		}
		if (!isAsked(found.call, record.ownerKind)) return refuse('call-not-for-you');
		const seat = record.type === answerTypes.nominations ? seatHolds(found.call, draft.answers) : null;
		if (seat) return seat;
		const state = stateOf(found.call, found.record.outcome, at);
		if (takesAnswers(found.call, state)) return null;
		if (state === 'announced') return refuse('call-not-open');
		return (await wasHandedIn(db, record.id)) ? null : refuse('call-closed');
	};

const wasHandedIn = async (db: Reading, record: string): Promise<boolean> =>
	(await db.selectFrom('records.revisions').select('number').where('record_id', '=', record).limit(1).executeTakeFirst()) !== undefined;

/** The day by which a letter asks for something, as everybody reads it. */
async function dayOfLetter(db: Reading, definitions: Definitions, id: string): Promise<string | null> {
	const read = await readRevision(db, definitions, null, id);
	if (!read || 'gone' in read || read.record.type !== 'communication') return null;
	const { deadline } = read.revision.answers;
	return typeof deadline === 'string' ? deadline : null;
}
