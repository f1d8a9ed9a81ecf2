// SPDX-License-Identifier: Apache-2.0
// Ends one of one's own sessions, or all but the present one.
import type { Writing } from '#platform/server/database.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { DoingAs } from './doing.ts';
import { logEvent } from './log-event.ts';
import { dropSessionsOf } from './sessions.ts';

export async function endSession(db: Writing, doing: DoingAs, session: string): Promise<{ ended: number } | Refusal> {
	const gone = await db
		.deleteFrom('people.sessions')
		.where('id', '=', session)
		.where('account_id', '=', doing.by.id)
		.returning('id')
		.executeTakeFirst();
	if (!gone) return refuse('not-found');
	await logEvent(db, 'session.ended', { by: doing.by.id, about: doing.by.id, at: doing.at, details: { sessions: 1 } });
	return { ended: 1 };
}

export async function endOtherSessions(db: Writing, doing: DoingAs, present: string): Promise<{ ended: number }> {
	const ended = await dropSessionsOf(db, doing.by.id, present);
	if (ended > 0) await logEvent(db, 'session.ended', { by: doing.by.id, about: doing.by.id, at: doing.at, details: { sessions: ended } });
	return { ended };
}
