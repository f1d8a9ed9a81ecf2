// SPDX-License-Identifier: Apache-2.0
// What can be done to an ask that stands: more time, another letter, taking it back. Whoever may edit the draft may do all three.
import { addDays, isDay } from '#convention/day.ts';
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import { draftOf, findRecord } from '#records/server/records.ts';
import { type Ask, expiryOf, mostDaysAhead, stateOfAsk } from '../ask.ts';
import { holdAsk } from './asks.ts';
import type { Sharing } from './doing.ts';
import { logSharing } from './log-sharing.ts';

/** The ask, for one who may; with what is still possible: an ask that has expired can be given more time. */
async function standing(db: Writing, doing: Sharing, asked: { record: string; ask: string }): Promise<Ask | Refusal> {
	const ask = await holdAsk(db, { ask: asked.ask });
	const record = ask && ask.record === asked.record ? await findRecord(reading(db), ask.record) : undefined;
	if (!ask || !record || !may(doing.by, 'draft.edit', record)) return refuse('not-found');
	const open = (record.stage === 'draft' || record.stage === 'returned') && (await draftOf(reading(db), record.id)) !== undefined;
	const state = stateOfAsk(ask, open, doing.at);
	if (state === 'sent') return refuse('ask-sent');
	return state === 'open' || state === 'expired' ? ask : refuse('ask-over');
}

export async function extendAsk(db: Writing, doing: Sharing, wish: { record: string; ask: string; due: string }): Promise<{ due: string } | Refusal> {
	const ask = await standing(db, doing, wish);
	if ('refusal' in ask) return ask;
	const today = doing.at.toISOString().slice(0, 10);
	if (!isDay(wish.due)) return refuse('not-a-day', { day: wish.due });
	if (wish.due < today) return refuse('day-past');
	if (wish.due <= ask.due) return refuse('day-not-later', { due: ask.due });
	if (wish.due > addDays(today, mostDaysAhead)) return refuse('too-far-ahead', { days: mostDaysAhead });
	await db
		.updateTable('sharing.asks')
		.set({ due: wish.due, expires_at: ask.owedBy === null ? expiryOf(wish.due) : null })
		.where('id', '=', ask.id)
		.execute();
	await logSharing(db, 'extended', { record: ask.record, subject: ask.id, by: doing.by.id, at: doing.at, details: { due: wish.due } });
	await doing.tell(db, { letter: 'extended', ask: ask.id, stamp: doing.at.toISOString() });
	return { due: wish.due };
}

/** So that a button pressed twice writes one letter. */
const between = 10 * 60_000;

async function lastAsked(db: Writing, ask: string): Promise<Date | undefined> {
	const row = await db
		.selectFrom('sharing.events')
		.select((select) => select.fn.max('occurred_at').as('at'))
		.where('subject', '=', ask)
		.where('event', 'in', ['asked-again', 'extended'])
		.executeTakeFirst();
	return row?.at ?? undefined;
}

/** One letter more, now. */
export async function remindAsk(db: Writing, doing: Sharing, wish: { record: string; ask: string }): Promise<{ id: string } | Refusal> {
	const ask = await standing(db, doing, wish);
	if ('refusal' in ask) return ask;
	// A letter with a link that opens nothing helps nobody.
	if (ask.expiresAt && ask.expiresAt <= doing.at) return refuse('ask-over');
	const since = await lastAsked(db, ask.id);
	if (since && doing.at.getTime() - since.getTime() < between) return refuse('too-many-requests', { minutes: between / 60_000 });
	await logSharing(db, 'asked-again', { record: ask.record, subject: ask.id, by: doing.by.id, at: doing.at });
	await doing.tell(db, { letter: 'again', ask: ask.id, stamp: doing.at.toISOString() });
	return { id: ask.id };
}

/** From now on its links open nothing but a page that says so. */
export async function revokeAsk(db: Writing, doing: Sharing, wish: { record: string; ask: string }): Promise<{ id: string } | Refusal> {
	const ask = await standing(db, doing, wish);
	if ('refusal' in ask) return ask;
	await db.updateTable('sharing.asks').set({ revoked_at: doing.at, revoked_by: doing.by.id }).where('id', '=', ask.id).execute();
	await logSharing(db, 'revoked', { record: ask.record, subject: ask.id, by: doing.by.id, at: doing.at });
	return { id: ask.id };
}
