// SPDX-License-Identifier: Apache-2.0
// Somebody of a Party asks the secretariat to look on, and so agrees to it: in the role of whoever asks, for a day and no more. The wish can be taken back.
import { randomUUID } from 'node:crypto';
import { reading, type Writing } from '#platform/server/database.ts';
import { may } from '../may.ts';
import type { Person } from '../person.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { roleFor, supportStanding, wishHours } from '../support.ts';
import { logEvent } from './log-event.ts';
import { lockSupport, supportsOf } from './supports.ts';

interface By {
	by: Person;
	at: Date;
}

const longest = 2000;

export async function askSupport(db: Writing, { by, at }: By, asked: { party: string; wish: string }): Promise<{ id: string } | Refusal> {
	const { party } = asked;
	const role = roleFor(by, party);
	if (!role || !may(by, 'support.ask', { ownerKind: 'party', owner: party })) return refuse('not-allowed');
	const wish = asked.wish.trim();
	if (!wish) return refuse('reason-missing');
	if (wish.length > longest) return refuse('too-large');
	await lockSupport(db, party);
	const going = (await supportsOf(reading(db), { parties: [party] })).some((each) => {
		const standing = supportStanding(each, at);
		return standing === 'open' || (standing === 'waiting' && each.askedBy === by.id);
	});
	if (going) return refuse('support-open');
	const id = randomUUID();
	await db
		.insertInto('people.support')
		.values({ id, party, role, wish, asked_by: by.id, asked_at: at, lapses_at: new Date(at.getTime() + wishHours * 3_600_000) })
		.execute();
	await logEvent(db, 'support.asked', { by: by.id, about: id, at, details: { party, role } });
	return { id };
}
