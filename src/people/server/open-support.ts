// SPDX-License-Identifier: Apache-2.0
// An officer begins to look on: at the wish of the Party, or announced where the operator allows that. The focal points are written to in the same
// transaction, so that nobody looks on unannounced.
import { randomUUID } from 'node:crypto';
import type { Configuration } from '#platform/configuration.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import type { Words } from '#text/words.ts';
import { may } from '../may.ts';
import type { Person } from '../person.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { mostMinutes, type SupportRole, supportStanding } from '../support.ts';
import { focalPointsOf } from './addressees.ts';
import type { Ground } from './doing.ts';
import { logEvent } from './log-event.ts';
import { supportLetter } from './support-letter.ts';
import { lockSupport, type Support, supportFrom, supportOfSession, supportsOf } from './supports.ts';

export interface Opening {
	/** The session that looks on: another one of the same officer stays as it is. */
	session: string;
	reason: string;
	minutes: number;
}

/** `by` is the officer, in no other role. */
export interface OpeningBy extends Pick<Ground, 'origin' | 'post'> {
	by: Person;
	at: Date;
	/** What a Party is called; undefined where there is none of that key. */
	partyName(party: string): Words | undefined;
	mode: Configuration['supportMode'];
}

export async function openSupport(db: Writing, doing: OpeningBy, asked: Opening & { support: string }): Promise<Support | Refusal> {
	const refused = unopenable(doing, asked);
	if (refused) return refused;
	const row = await db.selectFrom('people.support').selectAll().where('id', '=', asked.support).forUpdate().executeTakeFirst();
	if (!row) return refuse('not-found');
	if (supportStanding(supportFrom(row), doing.at) !== 'waiting') return refuse('support-over');
	const taken = await takenBy(db, row.party, asked.session, doing.at);
	return taken ?? begin(db, doing, asked, supportFrom(row));
}

/** Without having been asked. */
export async function announceSupport(
	db: Writing,
	doing: OpeningBy,
	asked: Opening & { party: string; role: SupportRole }
): Promise<Support | Refusal> {
	const { at, mode } = doing;
	const refused = unopenable(doing, asked);
	if (refused) return refused;
	if (mode !== 'announced') return refuse('not-allowed');
	if (!doing.partyName(asked.party)) return refuse('not-found');
	// Whom nobody can tell, nobody looks on at.
	if ((await focalPointsOf(reading(db), [asked.party])).length === 0) return refuse('not-found');
	const taken = await takenBy(db, asked.party, asked.session, at);
	if (taken) return taken;
	const id = randomUUID();
	const row = { id, party: asked.party, role: asked.role, wish: '', asked_at: at, lapses_at: at };
	await db.insertInto('people.support').values(row).execute();
	const nothing = { reason: null, openedBy: null, openedAt: null, endsAt: null, endedBy: null, endedAt: null };
	return begin(db, doing, asked, { id, party: asked.party, role: asked.role, wish: '', askedBy: null, askedAt: at, lapsesAt: at, ...nothing });
}

function unopenable({ by, mode }: OpeningBy, { reason, minutes }: Opening): Refusal | undefined {
	if (by.lookingOn !== undefined || mode === 'off' || !may(by, 'support.open')) return refuse('not-allowed');
	if (!reason.trim()) return refuse('reason-missing');
	if (reason.length > 2000) return refuse('too-large');
	return Number.isInteger(minutes) && minutes >= 1 && minutes <= mostMinutes ? undefined : refuse('support-minutes');
}

/** One at a time looks on at a Party, and a session at one. */
async function takenBy(db: Writing, party: string, session: string, at: Date): Promise<Refusal | undefined> {
	await lockSupport(db, party);
	const others = await supportsOf(reading(db), { parties: [party] });
	const open = others.some((each) => supportStanding(each, at) === 'open') || (await supportOfSession(reading(db), session));
	return open ? refuse('support-open') : undefined;
}

async function begin(db: Writing, doing: OpeningBy, { session, reason, minutes }: Opening, support: Support): Promise<Support> {
	const { by, at } = doing;
	const opened = { reason: reason.trim(), opened_by: by.id, opened_at: at, ends_at: new Date(at.getTime() + minutes * 60_000), session };
	await db.updateTable('people.support').set(opened).where('id', '=', support.id).execute();
	const now: Support = { ...support, reason: opened.reason, openedBy: by.id, openedAt: at, endsAt: opened.ends_at };
	await tell(db, doing, now);
	await logEvent(db, 'support.opened', { by: by.id, about: support.id, at, details: { party: support.party, role: support.role, minutes } });
	return now;
}

/** The focal points, and whoever asked. */
async function tell(db: Writing, doing: OpeningBy, support: Support): Promise<void> {
	const points = await focalPointsOf(reading(db), [support.party]);
	const asker = support.askedBy
		? await db
				.selectFrom('people.accounts')
				.select(['id', 'name', 'email', 'language'])
				.where('id', '=', support.askedBy)
				.where('erased_at', 'is', null)
				.executeTakeFirst()
		: undefined;
	const people = new Map(
		[...points.map(({ account, name, email, language }) => ({ id: account, name, email, language })), ...(asker ? [asker] : [])].map((each) => [
			each.id,
			each
		])
	);
	for (const to of people.values()) await doing.post(db, await supportLetter(to as never, support, doing));
}
