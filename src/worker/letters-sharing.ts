// SPDX-License-Identifier: Apache-2.0
// The letters of the shared work: to those who are asked, with a link or to their desk; to the asker; to those who are mentioned; to approvers; and back
// to whoever answered by mail. Each in its reader's language. Links are made here and kept nowhere but in the letter.
import type { World } from '#catalogue/server/project.ts';
import type { Day } from '#convention/day.ts';
import { findSuggestion } from '#sharing/server/suggestions.ts';
import { personById } from '#people/server/accounts.ts';
import type { Ground } from '#people/server/doing.ts';
import { groundOf } from '#people/server/ground.ts';
import { type Database, reading, type Writing } from '#platform/server/database.ts';
import type { Platform } from '#platform/server/platform.ts';
import { reminderDue } from '#sharing/ask.ts';
import { forgetAddresses, openAsks, rememberLetter } from '#sharing/server/asks.ts';
import { type LetterWanted, sharingLetters } from '#sharing/server/doing.ts';
import { toApprover, toThoseWhoSubmit } from './sharing/approval.ts';
import { toAsked } from './sharing/asked.ts';
import { toAsker, toMentioned, toSuggester, toWhoeverReplied } from './sharing/told.ts';

/** Early in the day of most offices. */
const daily = '30 5 * * *';

export interface Writer {
	db: Writing;
	ground: Pick<Ground, 'post' | 'origin'>;
	world: World;
	at: Date;
	today: Day;
	/** Domain at which letters can be answered; null where none can. */
	replyDomain: string | null;
}

/** Does what is asked, and looks for reminders once a day. A job without a wish is that of the clock. */
export async function sendSharingLetters(platform: Platform, world: () => Promise<World>, clock = () => new Date()): Promise<void> {
	await platform.jobs.work<Partial<LetterWanted>>(sharingLetters, async (wanted) => {
		const ground = await groundOf(platform);
		const writing = { database: platform.database, ground, world: await world(), replyDomain: platform.configuration.replyDomain };
		if (wanted.letter) await writeLetter(writing, wanted as LetterWanted, clock());
		else await writeReminders(writing, clock());
	});
	await platform.jobs.every(daily, sharingLetters);
}

export interface Desk extends Pick<Writer, 'ground' | 'world' | 'replyDomain'> {
	database: Database;
}

const writer = ({ ground, world, replyDomain }: Desk, db: Writing, at: Date): Writer => ({
	db,
	ground,
	world,
	replyDomain,
	at,
	today: at.toISOString().slice(0, 10)
});

export const writeLetter = (desk: Desk, wanted: LetterWanted, at: Date): Promise<void> =>
	desk.database.write(async (db) => {
		const by = writer(desk, db, at);
		switch (wanted.letter) {
			case 'asked':
			case 'again':
			case 'extended':
				if (await rememberLetter(db, wanted.ask, `${wanted.letter} ${wanted.stamp}`, at)) await toAsked(by, wanted.ask, wanted.letter);
				return;
			case 'answered':
				return toAsker(by, wanted.ask);
			case 'declined': {
				const suggestion = await findSuggestion(reading(db), wanted.suggestion);
				return suggestion && toSuggester(by, suggestion);
			}
			case 'mentioned':
				return toMentioned(by, wanted.comment);
			case 'approval': {
				const person = await personById(reading(db), wanted.to);
				return person ? toApprover(by, wanted, person) : undefined;
			}
			case 'approval-decided':
				return toThoseWhoSubmit(by, wanted);
			case 'read':
				return toWhoeverReplied(by, wanted);
		}
	});

/** One transaction an ask: what was written before a fault stays written, and is not written again. */
export async function writeReminders(desk: Desk, at: Date): Promise<number> {
	const today = at.toISOString().slice(0, 10);
	let written = 0;
	for (const ask of await openAsks(desk.database.fresh)) {
		const reminder = reminderDue(ask, today);
		if (!reminder || (ask.expiresAt && ask.expiresAt <= at)) continue;
		written += await desk.database.write(async (db) => {
			if (!(await rememberLetter(db, ask.id, reminder, at))) return 0;
			await toAsked(writer(desk, db, at), ask.id, 'reminder');
			return 1;
		});
	}
	await desk.database.write((db) => forgetAddresses(db, at));
	return written;
}
