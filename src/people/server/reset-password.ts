// SPDX-License-Identifier: Apache-2.0
// A new password for whoever forgot theirs: a link by mail that works once, for an hour. The answer never says whether an account exists.
import { isAPIError } from 'better-auth/api';
import { hashPassword } from 'better-auth/crypto';
import { minutesUntil } from '../attempt.ts';
import { emailOf } from '../email.ts';
import { passwordRefusal } from '../password.ts';
import { reading } from '#platform/server/database.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { accountByEmail, personById } from './accounts.ts';
import { clearTries, countTry } from './attempts.ts';
import { authorityOn } from './better-auth.ts';
import type { Doing } from './doing.ts';
import { changedLetter, resetLetter } from './letters.ts';
import { logEvent } from './log-event.ts';
import { hashed } from './prove.ts';

/** Asks for the link. The same answer for known and unknown addresses; beyond three an hour an address gets no further letter. */
export async function askReset(doing: Doing, typed: string): Promise<{ email: string } | Refusal> {
	const email = emailOf(typed);
	if (!email) return refuse('email-not-valid');
	return await doing.database.write(async (db) => {
		const ofAddress = await countTry(db, 'forgotten-address', doing.address, doing.at);
		if (!ofAddress.allowed) return refuse('too-many-requests', { minutes: minutesUntil(ofAddress.until, doing.at) });
		const ofAccount = await countTry(db, 'forgotten', email, doing.at);
		if (!ofAccount.allowed) return { email };
		let token: string | null = null;
		await authorityOn(db, { ...doing, onResetLink: (link) => (token = link.token) }).api.requestPasswordReset({ body: { email } });
		const account = await accountByEmail(reading(db), email);
		if (account && token) {
			await logEvent(db, 'password.forgotten', { by: null, about: account.id, at: doing.at });
			await doing.post(db, await resetLetter(account, token, doing.origin));
		}
		return { email };
	});
}

/** For the page: whether the link still works. Using nothing up. */
export async function resetLinkWorks(doing: Doing, token: string): Promise<boolean> {
	const { internalAdapter } = await authorityOn(doing.database.kysely, doing).$context;
	const found = await internalAdapter.findVerificationValue(`reset-password:${token}`);
	return found !== null && found.expiresAt > doing.at;
}

/** Sets the new password, ends all sessions of the account, and lifts its lock: whoever holds the mailbox is the owner. */
export async function resetPassword(doing: Doing, typed: { token: string; password: string }): Promise<{ account: string } | Refusal> {
	const weak = passwordRefusal(typed.password);
	if (weak) return weak;
	const passwords = hashed(await hashPassword(typed.password));
	return await doing.database.write(async (db) => {
		const tried = await countTry(db, 'link-address', doing.address, doing.at);
		if (!tried.allowed) return refuse('too-many-requests', { minutes: minutesUntil(tried.until, doing.at) });
		const authority = authorityOn(db, { ...doing, passwords });
		const waiting = await (await authority.$context).internalAdapter.findVerificationValue(`reset-password:${typed.token}`);
		const person = waiting && (await personById(reading(db), waiting.value));
		if (!person) return refuse('link-expired');
		const own = passwordRefusal(typed.password, [person.name, person.email, person.email.split('@')[0] ?? '']);
		if (own) return own;
		try {
			await authority.api.resetPassword({ body: { token: typed.token, newPassword: typed.password } });
		} catch (fault) {
			if (!isAPIError(fault)) throw fault;
			return refuse('link-expired');
		}
		await clearTries(db, 'sign-in', person.email);
		// Whoever had the password may have made tokens with it.
		await db.updateTable('people.tokens').set({ revoked_at: doing.at }).where('account_id', '=', person.id).where('revoked_at', 'is', null).execute();
		await logEvent(db, 'password.reset', { by: null, about: person.id, at: doing.at });
		await doing.post(db, await changedLetter(person, 'password', doing.origin));
		return { account: person.id };
	});
}
