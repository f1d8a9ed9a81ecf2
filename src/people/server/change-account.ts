// SPDX-License-Identifier: Apache-2.0
// What people change of their own account: name and language, password, e-mail address. The last two ask for the present password.
import { randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import { isLanguage } from '#text/languages.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import { emailOf } from '../email.ts';
import { passwordRefusal } from '../password.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { longestName } from './accept-invitation.ts';
import { accountByEmail, personById } from './accounts.ts';
import { authorityOn } from './better-auth.ts';
import type { DoingAs } from './doing.ts';
import { newToken, tokenHash } from './invitations.ts';
import { changedLetter, newEmailLetter } from './letters.ts';
import { logEvent } from './log-event.ts';
import { prove } from './prove.ts';
import { dropSessionsOf } from './sessions.ts';

export async function changeAccount(db: Writing, doing: DoingAs, typed: { name: string; language: string }): Promise<{ account: string } | Refusal> {
	const name = typed.name.trim().normalize('NFC');
	if (name === '' || name.length > longestName) return refuse('name-missing');
	if (!isLanguage(typed.language)) return refuse('not-valid');
	await db.updateTable('people.accounts').set({ name, language: typed.language, updated_at: doing.at }).where('id', '=', doing.by.id).execute();
	await logEvent(db, 'account.changed', { by: doing.by.id, about: doing.by.id, at: doing.at, details: { language: typed.language } });
	return { account: doing.by.id };
}

/** The present session stays; all others end. `session` is the id of the present one. */
export async function changePassword(
	doing: DoingAs,
	typed: { current: string; password: string },
	session: string
): Promise<{ ended: number } | Refusal> {
	const { by, at } = doing;
	const weak = passwordRefusal(typed.password, [by.name, by.email, by.email.split('@')[0] ?? '']);
	if (weak) return weak;
	const proof = await prove(doing, { email: by.email, password: typed.current });
	if (isRefusal(proof)) return proof;
	const hash = await hashPassword(typed.password);
	return await doing.database.write(async (db) => {
		const { internalAdapter } = await authorityOn(db, doing).$context;
		const credential = await internalAdapter.findCredentialAccount(by.id);
		if (credential?.password !== proof.hash) return refuse('changed-meanwhile');
		await internalAdapter.updatePassword(by.id, hash);
		const ended = await dropSessionsOf(db, by.id, session);
		await logEvent(db, 'password.changed', { by: by.id, about: by.id, at });
		await doing.post(db, await changedLetter(by, 'password', doing.origin));
		return { ended };
	});
}

const emailLink = (token: string) => `new-email:${tokenHash(token)}`;

/** Sends a link to the new address; nothing changes before it is opened. Whether the address has another account is not told. */
export async function askNewEmail(doing: DoingAs, typed: { email: string; password: string }): Promise<{ email: string } | Refusal> {
	const email = emailOf(typed.email);
	if (!email || email === doing.by.email) return refuse('email-not-valid');
	const proof = await prove(doing, { email: doing.by.email, password: typed.password });
	if (isRefusal(proof)) return proof;
	return await doing.database.write(async (db) => {
		if (await accountByEmail(reading(db), email)) return { email };
		const token = newToken();
		const expires_at = new Date(doing.at.getTime() + 60 * 60 * 1000);
		await db
			.insertInto('people.verifications')
			.values({
				id: randomUUID(),
				identifier: emailLink(token),
				value: JSON.stringify({ account: doing.by.id, email }),
				created_at: doing.at,
				updated_at: doing.at,
				expires_at
			})
			.execute();
		await logEvent(db, 'email.change-asked', { by: doing.by.id, about: doing.by.id, at: doing.at });
		await doing.post(db, await newEmailLetter({ email, language: doing.by.language }, token, doing.origin));
		return { email };
	});
}

/** Takes the new address. The old one gets a letter, in case it was not its owner who asked. */
export async function takeNewEmail(db: Writing, doing: DoingAs, token: string): Promise<{ email: string } | Refusal> {
	const waiting = await db
		.deleteFrom('people.verifications')
		.where('identifier', '=', emailLink(token))
		.returning(['value', 'expires_at'])
		.executeTakeFirst();
	if (!waiting || waiting.expires_at <= doing.at) return refuse('link-expired');
	const { account, email } = JSON.parse(waiting.value) as { account: string; email: string };
	if (account !== doing.by.id) return refuse('other-account');
	if (await accountByEmail(reading(db), email)) return refuse('email-taken');
	const before = await personById(reading(db), account);
	await db.updateTable('people.accounts').set({ email, email_verified: true, updated_at: doing.at }).where('id', '=', account).execute();
	await logEvent(db, 'email.changed', { by: account, about: account, at: doing.at });
	if (before) await doing.post(db, await changedLetter(before, 'email', doing.origin));
	return { email };
}
