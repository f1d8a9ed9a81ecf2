// SPDX-License-Identifier: Apache-2.0
// What stands in the way of handing in an answer to a call: the call is not there or not for its owner, has not opened, or takes nothing more; or
// it has no seat for whom is nominated.
import { refuse } from '#people/refusal.ts';
import type { Hold } from '#records/server/doing.ts';
import { answerTypes, isAnswerType, isAsked, stateOf, takesAnswers } from '../call.ts';
import { publishedCall } from './calls.ts';
import { seatHolds } from './seats.ts';
import type { Definitions } from '#records/definitions.ts';

/** Asked within the act that submits. What was handed in before the call closed may be handed in again: it was returned, or is put right. */
export const callHolds =
	(definitions: Definitions, at: Date): Hold =>
	async (db, record, draft) => {
		const id = draft.answers.call;
		if (!isAnswerType(record.type) || typeof id !== 'string') return null;
		const found = await publishedCall(db, definitions, id);
		// What answers a letter is not bound by a call.
		if (!found) return null;
		if (!isAsked(found.call, record.ownerKind)) return refuse('call-not-for-you');
		const seat = record.type === answerTypes.nominations ? seatHolds(found.call, draft.answers) : null;
		if (seat) return seat;
		const state = stateOf(found.call, found.record.outcome, at);
		if (takesAnswers(found.call, state)) return null;
		if (state === 'announced') return refuse('call-not-open');
		const before = await db.selectFrom('records.revisions').select('number').where('record_id', '=', record.id).limit(1).executeTakeFirst();
		return before ? null : refuse('call-closed');
	};
