// SPDX-License-Identifier: Apache-2.0
// Anybody with an address of mail asks to follow; the address confirms itself by a link that works once. Until then nothing is sent to it but that
// one letter, and the answer of the page never says whether the address is known.
import { minutesUntil } from '#people/attempt.ts';
import { emailOf } from '#people/email.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { countTry } from '#people/server/attempts.ts';
import { reading, type Reading } from '#platform/server/database.ts';
import { readerIn } from '#text/message.ts';
import { isLanguage, type Language } from '#text/languages.ts';
import { type Frequency, isFrequency, mostWatches, watchedFrom } from '../watched.ts';
import { hashOf, logWatching, newKey, type Watching } from './doing.ts';
import { isFull } from './follow.ts';
import { confirmationLetter } from './letters.ts';
import { titleOf } from './titles.ts';
import { putWatch, readerFor } from './watches.ts';

/** How long the link works. */
const hours = 48;

export async function askToFollow(
	doing: Watching,
	asked: { email: string; address: string; frequency: string }
): Promise<{ email: string } | Refusal> {
	const watched = watchedFrom(asked.address, doing.origin);
	if (!watched || !isFrequency(asked.frequency)) return refuse('nothing-to-follow');
	const frequency: Frequency = asked.frequency;
	const email = emailOf(asked.email);
	if (!email) return refuse('email-not-valid');
	const title = await titleOf(doing.read, doing.world, watched, await readerIn(doing.language));
	if (title === null) return refuse('nothing-to-follow');
	return await doing.database.write(async (db) => {
		const ofAddress = await countTry(db, 'follow-address', doing.address, doing.at);
		if (!ofAddress.allowed) return refuse('too-many-requests', { minutes: minutesUntil(ofAddress.until, doing.at) });
		// Beyond these a mailbox gets no further letter, whoever asks; the answer stays the same.
		const ofEmail = await countTry(db, 'follow', email, doing.at);
		if (!ofEmail.allowed) return { email };
		const key = newKey();
		await db
			.insertInto('watching.wishes')
			.values({
				key_sha256: hashOf(key),
				email,
				language: doing.language,
				address: watched.address,
				frequency,
				asked_at: doing.at,
				expires_at: new Date(doing.at.getTime() + hours * 3_600_000)
			})
			.execute();
		await logWatching(db, 'asked', {
			about: hashOf(key).slice(0, 12),
			by: doing.by?.id ?? null,
			at: doing.at,
			details: { address: watched.address, frequency }
		});
		await doing.post(db, await confirmationLetter({ to: email, language: doing.language, title, frequency, key, origin: doing.origin, hours }));
		return { email };
	});
}

export interface Wish {
	address: string;
	frequency: Frequency;
	language: Language;
	email: string;
}

/** For the page: what the link would confirm. Using nothing up: programs that look into mail open links too. */
export async function wishOf(db: Reading, key: string, at: Date): Promise<Wish | undefined> {
	const row = await db
		.selectFrom('watching.wishes')
		.select(['address', 'frequency', 'language', 'email'])
		.where('key_sha256', '=', hashOf(key))
		.where('expires_at', '>', at)
		.executeTakeFirst();
	return row && { ...row, frequency: row.frequency as Frequency, language: isLanguage(row.language) ? row.language : 'en' };
}

/** The address has confirmed itself. The link is used up; of two at once one finds it. */
export async function confirmWish(
	doing: Pick<Watching, 'database' | 'at' | 'origin' | 'address'>,
	key: string
): Promise<{ address: string } | Refusal> {
	return await doing.database.write(async (db) => {
		const tried = await countTry(db, 'link-address', doing.address, doing.at);
		if (!tried.allowed) return refuse('too-many-requests', { minutes: minutesUntil(tried.until, doing.at) });
		const wish = await wishOf(reading(db), key, doing.at);
		if (!wish) return refuse('link-expired');
		const reader = await readerFor(db, { email: wish.email }, wish.language, doing.at);
		if (await isFull(db, reader, wish.address)) return refuse('too-many-watches', { count: mostWatches });
		const used = await db.deleteFrom('watching.wishes').where('key_sha256', '=', hashOf(key)).returning('address').executeTakeFirst();
		if (!used) return refuse('link-expired');
		await db.updateTable('watching.readers').set({ language: wish.language, soft_bounces: 0 }).where('id', '=', reader).execute();
		await putWatch(db, { readerId: reader, account: null, address: wish.address, frequency: wish.frequency, watchedAt: doing.at });
		await logWatching(db, 'confirmed', { about: reader, by: null, at: doing.at, details: { address: wish.address, frequency: wish.frequency } });
		return { address: wish.address };
	});
}
