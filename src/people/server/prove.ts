// SPDX-License-Identifier: Apache-2.0
// Checks a password: counts the try, compares outside of any transaction (scrypt takes tens of milliseconds), and locks after too many wrong ones.
// An address without an account is treated alike in words, in counting and in time.
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { type Reading, reading, type Writing } from '#platform/server/database.ts';
import { type Attempts, lockAfter, minutesUntil } from '../attempt.ts';
import { longest } from '../password.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { accountByEmail } from './accounts.ts';
import { clearTries, countTry, lockTries, takeTryBack } from './attempts.ts';
import type { Passwords } from './better-auth.ts';
import type { Doing } from './doing.ts';
import { lockedLetter } from './letters.ts';
import { logEvent } from './log-event.ts';

/** A password that was found right, and against what: a password changed meanwhile is not taken for the old one. */
export interface Proof {
	email: string;
	password: string;
	hash: string;
}

/** The address is an account's own (account pages) or was typed (sign-in). */
export async function prove(doing: Doing, { email, password }: { email: string; password: string }): Promise<Proof | Refusal> {
	const tried = await doing.database.write((db) => countBoth(db, doing, email));
	if (isRefusal(tried)) return tried;
	const hash = await hashOf(doing.read, email);
	const right = (await verifyPassword({ hash: hash ?? (await nobodysHash), password: password.slice(0, longest * 2) })) && hash !== null;
	if (!right) return await doing.database.write((db) => afterWrong(db, doing, email, tried.attempts));
	await doing.database.write(async (db) => {
		await clearTries(db, 'sign-in', email);
		await takeTryBack(db, 'sign-in-address', doing.address);
	});
	return { email, password, hash };
}

async function countBoth(db: Writing, doing: Doing, email: string) {
	const ofAddress = await countTry(db, 'sign-in-address', doing.address, doing.at);
	if (!ofAddress.allowed) return refuse('too-many-requests', { minutes: minutesUntil(ofAddress.until, doing.at) });
	const ofAccount = await countTry(db, 'sign-in', email, doing.at);
	if (!ofAccount.allowed) return refuse('locked-out', { minutes: minutesUntil(ofAccount.until, doing.at) });
	return ofAccount;
}

async function afterWrong(db: Writing, doing: Doing, email: string, attempts: Attempts): Promise<Refusal> {
	const until = lockAfter(attempts, 'sign-in', doing.at);
	if (!until) return refuse('wrong-credentials');
	await lockTries(db, 'sign-in', email, until);
	const owner = await accountByEmail(reading(db), email);
	if (owner) {
		await logEvent(db, 'account.locked', { by: null, about: owner.id, at: doing.at });
		await doing.post(db, await lockedLetter(owner, doing.origin));
	}
	return refuse('locked-out', { minutes: minutesUntil(until, doing.at) });
}

async function hashOf(db: Reading, email: string): Promise<string | null> {
	const row = await db
		.selectFrom('people.credentials as credential')
		.innerJoin('people.accounts as account', 'account.id', 'credential.account_id')
		.select('credential.password')
		.where('account.email', '=', email)
		.where('credential.provider', '=', 'credential')
		.executeTakeFirst();
	return row?.password ?? null;
}

/** Compared with where there is no account, so that the answer takes as long. */
const nobodysHash = hashPassword('nobody has this password');

/** What the library is told inside the transaction: the outcome that was found before it. */
export const proven = (proof: Proof, newHash?: string): Passwords => ({
	hash: () => (newHash ? Promise.resolve(newHash) : Promise.reject(new Error('no new password was hashed'))),
	verify: async ({ hash, password }) => hash === proof.hash && password === proof.password
});

/** For acts that set a password and check none. */
export const hashed = (hash: string): Passwords => ({ hash: async () => hash, verify: async () => false });
