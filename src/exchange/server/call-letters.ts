// SPDX-License-Identifier: Apache-2.0
// Letters about a call to those who are asked and have not answered: when it opens, before its last day, when there is more time, and when the
// secretariat wishes so. Each person once for each letter, remembered in the transaction in which it goes into the post.
import type { Day } from '#convention/day.ts';
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { type Addressee, contributorsOf, focalPointsOf } from '#people/server/addressees.ts';
import { reading, type Reading, type Writing } from '#platform/server/database.ts';
import type { Jobs } from '#platform/server/jobs.ts';
import type { Definitions } from '#records/definitions.ts';
import type { Doing } from '#records/server/doing.ts';
import type { OwnerKind } from '#records/type.ts';
import { type Call, callType, isAsked, isOpen, reminderDue, stateOf } from '../call.ts';
import { answersTo, publishedCall } from './calls.ts';

export const callLetters = 'call-letters';

/** A wish: which letter, about which call. A job without one looks for the reminders of the day. */
export interface CallLetterAsked {
	call: string;
	letter: string;
}

export interface Asked extends Addressee {
	account: string;
	name: string;
	ownerKind: OwnerKind;
	owner: string;
}

/** People of those who are asked. */
export async function peopleAsked(db: Reading, call: Pick<Call, 'who'>): Promise<Asked[]> {
	const [focalPoints, contributors] = await Promise.all([
		isAsked(call, 'party') ? focalPointsOf(db) : [],
		isAsked(call, 'organisation') ? contributorsOf(db) : []
	]);
	return [
		...focalPoints.map(({ party, ...person }): Asked => ({ ...person, ownerKind: 'party', owner: party })),
		...contributors.map(({ organisation, ...person }): Asked => ({ ...person, ownerKind: 'organisation', owner: organisation }))
	];
}

/** Asks the worker for a letter, as part of the transaction that makes it necessary. */
export async function askCallLetter(
	db: Writing,
	{ by, definitions, jobs }: Pick<Doing, 'by' | 'definitions'> & { jobs: Pick<Jobs, 'enqueue'> },
	asked: CallLetterAsked
): Promise<{ asked: true } | Refusal> {
	const found = await publishedCall(reading(db), definitions, asked.call);
	if (!found) return refuse('not-found');
	if (!may(by, 'record.publish', found.record)) return refuse('not-allowed');
	await jobs.enqueue(db, callLetters, asked);
	return { asked: true };
}

/** The reminders that are due on a day, for every call that is open. */
export async function remindersDue(db: Reading, definitions: Definitions, at: Date): Promise<CallLetterAsked[]> {
	const rows = await db.selectFrom('records.records').select('id').where('type', '=', callType).where('state', '=', 'published').execute();
	const due: CallLetterAsked[] = [];
	for (const { id } of rows) {
		const found = await publishedCall(db, definitions, id);
		if (!found || !isOpen(stateOf(found.call, found.record.outcome, at))) continue;
		const days = reminderDue(found.call, at.toISOString().slice(0, 10));
		// Of a call with more time the reminders come again.
		if (days !== null)
			due.push({ call: id, letter: ['reminder', days, ...(found.call.extensions.length ? [found.call.extensions.length] : [])].join('-') });
	}
	return due;
}

export interface CallLetter {
	id: string;
	call: Call;
	letter: string;
	to: Asked;
}

/** Writes a letter to all who have not answered and have not had it; returns to how many. */
export async function writeCallLetters(
	db: Writing,
	{ definitions, at, write }: { definitions: Definitions; at: Date; write(db: Writing, letter: CallLetter): Promise<void> },
	{ call: id, letter }: CallLetterAsked
): Promise<number> {
	const found = await publishedCall(reading(db), definitions, id);
	if (!found || !isOpen(stateOf(found.call, found.record.outcome, at))) return 0;
	const answered = new Set(
		(await answersTo(reading(db), id)).filter(({ submittedAt }) => submittedAt).map(({ ownerKind, owner }) => `${ownerKind} ${owner}`)
	);
	const people = (await peopleAsked(reading(db), found.call)).filter(({ ownerKind, owner }) => !answered.has(`${ownerKind} ${owner}`));
	const byAccount = new Map(people.map((person) => [person.account, person]));
	if (byAccount.size === 0) return 0;
	const fresh = await db
		.insertInto('exchange.call_letters')
		.values([...byAccount.keys()].map((account) => ({ call: id, letter, account, sent_at: at })))
		.onConflict((conflict) => conflict.doNothing())
		.returning('account')
		.execute();
	for (const { account } of fresh) await write(db, { id, call: found.call, letter, to: byAccount.get(account) as Asked });
	return fresh.length;
}

/** Letters that were written about a call, and to how many; the last ones first. */
export async function lettersOf(db: Reading, call: string): Promise<{ letter: string; people: number; on: Day }[]> {
	const rows = await db
		.selectFrom('exchange.call_letters')
		.select(['letter', (select) => select.fn.countAll<number>().as('people'), (select) => select.fn.max('sent_at').as('at')])
		.where('call', '=', call)
		.groupBy('letter')
		.orderBy('at', 'desc')
		.execute();
	return rows.map((row) => ({ letter: row.letter, people: Number(row.people), on: new Date(row.at as Date).toISOString().slice(0, 10) }));
}
