// SPDX-License-Identifier: Apache-2.0
// Begins an answer to a call, with the questions of the call in its form. A Party or organisation answers a call for information once: whoever comes
// second is given what a colleague began. Nominations are as many as there are candidates.
import { sql } from 'kysely';
import type { Answers } from '#forms/form.ts';
import { may } from '#people/may.ts';
import { isRefusal, type Refusal, refuse } from '#people/refusal.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import { begin } from '#records/server/begin.ts';
import type { Doing } from '#records/server/doing.ts';
import type { OwnerKind } from '#records/type.ts';
import { answerTypes, callType, isAsked, stateOf, takesAnswers } from '../call.ts';
import { formForCall } from '../call-form.ts';
import { answersTo, publishedCall } from './calls.ts';
import { keepForm, withForm } from './keep-form.ts';

export interface Answerer {
	call: string;
	ownerKind: OwnerKind;
	owner: string;
	/** Letters for the identifier. */
	ownerCode: string;
	/** Name of the organisation or Party, in whose name it is written. */
	name?: string;
	demo?: boolean;
	/** Another candidate, where one is nominated already. */
	another?: boolean;
}

export async function answerCall(db: Writing, doing: Doing, asked: Answerer): Promise<{ id: string; begun: boolean } | Refusal> {
	const { ownerKind, owner } = asked;
	const found = await publishedCall(reading(db), doing.definitions, asked.call);
	if (!found) return refuse('not-found');
	if (!may(doing.by, 'record.begin', { ownerKind, owner })) return refuse('not-allowed');
	const { call, record } = found;
	const type = doing.definitions.current(answerTypes[call.kind]);
	const asking = doing.definitions.current(callType);
	if (!type || !asking) return refuse('not-found');
	if (!isAsked(call, ownerKind)) return refuse('call-not-for-you');
	// Of two who begin at once the second waits, and finds what the first began.
	await sql`select pg_advisory_xact_lock(hashtext(${`answer ${asked.call} ${ownerKind} ${owner}`}))`.execute(db);
	const there = (await answersTo(reading(db), asked.call, { ownerKind, owner })).find(({ type: each }) => each === type.type.id);
	if (there && !asked.another) return { id: there.record, begun: false };
	const state = stateOf(call, record.outcome, doing.at);
	if (!takesAnswers(call, state)) return refuse(state === 'announced' ? 'call-not-open' : 'call-closed');
	const form = formForCall(type.form, asking.form, asked.call, call);
	await keepForm(db, form, type.type);
	const answers: Answers = {
		call: asked.call,
		...(call.decision ? { decision: call.decision } : {}),
		...(call.body ? { body: call.body } : {}),
		...(call.kind === 'information'
			? {
					receivedAt: doing.at.toISOString().slice(0, 10),
					...(ownerKind === 'party' ? { respondentKind: 'party' } : {})
				}
			: {})
	};
	const begun = await begin(
		db,
		{ ...doing, definitions: withForm(doing.definitions, form) },
		{
			type: type.type.id,
			ownerKind,
			owner,
			ownerCode: asked.ownerCode,
			answers,
			formVersion: form.version,
			...(asked.demo ? { demo: true } : {})
		}
	);
	return isRefusal(begun) ? begun : { id: begun.id, begun: true };
}
