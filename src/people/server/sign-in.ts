// SPDX-License-Identifier: Apache-2.0
// Signing in with e-mail and password, and the second step with a code. Always a new session; the one that the browser had before is ended.
import { createHash } from 'node:crypto';
import { isAPIError } from 'better-auth/api';
import type { Writing } from '#platform/server/database.ts';
import { emailOf } from '../email.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { type Authority, authorityOn, cookieNames } from './better-auth.ts';
import { type Cookie, cookiesOf, sentCookie, withCookie } from './cookies.ts';
import type { Doing } from './doing.ts';
import { logEvent } from './log-event.ts';
import { proven, prove } from './prove.ts';
import { dropSession } from './sessions.ts';

export interface SignedIn {
	/** `code`: the password was right and a code is still asked for. */
	step: 'done' | 'code';
	account: string;
	cookies: Cookie[];
}

export async function signIn(doing: Doing, typed: { email: string; password: string }): Promise<SignedIn | Refusal> {
	const email = emailOf(typed.email);
	if (!email || typed.password === '') return refuse('wrong-credentials');
	const proof = await prove(doing, { email, password: typed.password });
	if (isRefusal(proof)) return proof;
	return await doing.database.write(async (db) => {
		await dropSession(db, doing, doing.headers);
		await forgetEnded(db, doing.at);
		const authority = authorityOn(db, { ...doing, passwords: proven(proof) });
		const { headers, response } = await authority.api.signInEmail({
			body: { email, password: typed.password },
			headers: new Headers({ 'user-agent': doing.headers.get('user-agent') ?? '' }),
			returnHeaders: true
		});
		const cookies = cookiesOf(headers, doing.origin);
		if ('twoFactorRedirect' in response) return { step: 'code', account: '', cookies } satisfies SignedIn;
		await logEvent(db, 'signed-in', { by: response.user.id, about: response.user.id, at: doing.at, details: { with: 'password' } });
		return { step: 'done', account: response.user.id, cookies } satisfies SignedIn;
	});
}

/** True when a sign-in of this browser waits for its code. */
export const awaitsCode = (doing: Pick<Doing, 'origin' | 'headers'>): boolean =>
	sentCookie(doing.headers, cookieNames(doing.origin).secondStep) !== null;

/**
 * The second step: six digits of the authenticator, or one of the backup codes. A code that signed in once does not a second time.
 * Refuses `step-expired` when the sign-in must begin again (ten minutes passed, or five wrong codes).
 */
export async function enterCode(doing: Doing, typed: string): Promise<SignedIn | Refusal> {
	const code = typed.replace(/\s/g, '');
	const { secondStep } = cookieNames(doing.origin);
	return await doing.database.write(async (db) => {
		const authority = authorityOn(db, doing);
		const account = await waitingAccount(authority, sentCookie(doing.headers, secondStep));
		if (!account) return refuse('step-expired');
		const isBackup = !/^\d{6}$/.test(code);
		if (!isBackup && !(await markUsed(db, account, code, doing.at))) return refuse('code-wrong');
		const call = { body: { code }, headers: withCookie(doing.headers, secondStep), returnHeaders: true as const };
		try {
			const { headers } = isBackup ? await authority.api.verifyBackupCode(call) : await authority.api.verifyTOTP(call);
			await dropSession(db, doing, doing.headers);
			await logEvent(db, 'signed-in', { by: account, about: account, at: doing.at, details: { with: isBackup ? 'backup code' : 'code' } });
			return { step: 'done', account, cookies: cookiesOf(headers, doing.origin) } satisfies SignedIn;
		} catch (fault) {
			if (!isAPIError(fault)) throw fault;
			if (!isBackup) await unmark(db, account, code);
			return refuseCode(String(fault.body?.code));
		}
	});
}

function refuseCode(code: string): Refusal {
	if (code === 'INVALID_CODE' || code === 'INVALID_BACKUP_CODE') return refuse('code-wrong');
	if (code === 'ACCOUNT_TEMPORARILY_LOCKED') return refuse('locked-out', { minutes: 15 });
	return refuse('step-expired');
}

/** Whose sign-in waits. The cookie's signature is checked by the library when the code is. */
async function waitingAccount(authority: Authority, sent: string | null): Promise<string | null> {
	if (sent === null) return null;
	const identifier = decodeURIComponent(sent).split('.')[0] ?? '';
	const waiting = await (await authority.$context).internalAdapter.findVerificationValue(identifier);
	return waiting && waiting.expiresAt > new Date() ? waiting.value : null;
}

const codeHash = (account: string, code: string) => createHash('sha256').update(`${account} ${code}`).digest('base64url');

/** False when the code was used within the last minutes: it stays valid for a minute and a half, and may have been seen. */
export async function markUsed(db: Writing, account: string, code: string, at: Date): Promise<boolean> {
	await db
		.deleteFrom('people.used_codes')
		.where('used_at', '<', new Date(at.getTime() - 5 * 60 * 1000))
		.execute();
	const marked = await db
		.insertInto('people.used_codes')
		.values({ account_id: account, code_sha256: codeHash(account, code), used_at: at })
		.onConflict((conflict) => conflict.doNothing())
		.returning('account_id')
		.executeTakeFirst();
	return marked !== undefined;
}

async function unmark(db: Writing, account: string, code: string): Promise<void> {
	await db.deleteFrom('people.used_codes').where('account_id', '=', account).where('code_sha256', '=', codeHash(account, code)).execute();
}

async function forgetEnded(db: Writing, at: Date): Promise<void> {
	await db.deleteFrom('people.sessions').where('expires_at', '<', at).execute();
	await db.deleteFrom('people.verifications').where('expires_at', '<', at).execute();
	await db.deleteFrom('people.challenges').where('expires_at', '<', at).execute();
}
