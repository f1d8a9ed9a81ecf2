// SPDX-License-Identifier: Apache-2.0
// A letter came back: for good, and nothing more goes to that address; for now, and it is counted. The secret in the address is the proof that it was ours.
import type { Database } from '#platform/server/database.ts';
import { bounceIn, mostSoft, softWindow } from '../bounce.ts';
import { hashOf, logWatching } from './doing.ts';
import { stopWatches } from './follow.ts';

export type BounceOutcome = 'bounce-unknown' | 'bounce-hard' | 'bounce-soft' | 'bounce-again' | 'bounce-none';

export async function takeBounce(database: Database, key: string, message: string, at: Date): Promise<BounceOutcome> {
	const bounce = bounceIn(message);
	return bounce ? countBounce(database, key, bounce, at) : 'bounce-none';
}

export async function countBounce(database: Database, key: string, bounce: 'hard' | 'soft', at: Date): Promise<BounceOutcome> {
	return database.write(async (db) => {
		const letter = await db
			.selectFrom('watching.letters as letter')
			.innerJoin('watching.readers as reader', 'reader.id', 'letter.reader_id')
			.select(['letter.id', 'letter.bounced_at', 'reader.id as reader', 'reader.watched_by', 'reader.soft_bounces', 'reader.bounced_at as last'])
			.where('letter.bounce_sha256', '=', hashOf(key))
			.forUpdate()
			.executeTakeFirst();
		if (!letter) return 'bounce-unknown';
		// Mail servers report one letter more than once: first that they still try, then that they gave up.
		if (letter.bounced_at && bounce === 'soft') return 'bounce-again';
		await db.updateTable('watching.letters').set({ bounced_at: at }).where('id', '=', letter.id).execute();
		const before = letter.last && at.getTime() - letter.last.getTime() < softWindow ? letter.soft_bounces : 0;
		const soft = bounce === 'soft' ? before + 1 : before;
		await db.updateTable('watching.readers').set({ soft_bounces: soft, bounced_at: at }).where('id', '=', letter.reader).execute();
		await logWatching(db, 'bounced', { about: letter.reader, by: null, at, details: { bounce, soft } });
		if (bounce === 'hard' || soft >= mostSoft) {
			// Without an account the address is all there is, and it does not work: it is forgotten. With one, its person decides.
			if (letter.watched_by) await db.updateTable('watching.readers').set({ stopped_at: at }).where('id', '=', letter.reader).execute();
			else await stopWatches(db, { reader: letter.reader, by: null, at }, 'all', 'bounce');
		}
		return bounce === 'hard' ? 'bounce-hard' : 'bounce-soft';
	});
}
