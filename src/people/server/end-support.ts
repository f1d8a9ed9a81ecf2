// SPDX-License-Identifier: Apache-2.0
// Ends support before its time, or takes a wish for it back: the Party at any moment, the officer who looks on. Ended twice is ended.
import type { Writing } from '#platform/server/database.ts';
import { may } from '../may.ts';
import type { Person } from '../person.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { supportStanding } from '../support.ts';
import { logEvent } from './log-event.ts';
import { type Support, supportFrom } from './supports.ts';

export async function endSupport(db: Writing, { by, at }: { by: Person; at: Date }, id: string): Promise<Support | Refusal> {
	const row = await db.selectFrom('people.support').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
	const support = row && supportFrom(row);
	const subject = support && { ownerKind: 'party' as const, owner: support.party, ...(support.openedBy ? { account: support.openedBy } : {}) };
	if (!support || !may(by, 'support.end', subject)) return refuse('not-found');
	const standing = supportStanding(support, at);
	if (standing === 'over' || standing === 'lapsed') return support;
	await db.updateTable('people.support').set({ ended_by: by.id, ended_at: at }).where('id', '=', id).execute();
	await logEvent(db, standing === 'open' ? 'support.ended' : 'support.taken-back', { by: by.id, about: id, at });
	return { ...support, endedBy: by.id, endedAt: at };
}
