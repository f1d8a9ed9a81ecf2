// SPDX-License-Identifier: Apache-2.0
// Authenticator codes of an account: begun with the password, on once a first code was right, off again with the password.
import { isAPIError } from 'better-auth/api';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { authorityOn, cookieNames } from './better-auth.ts';
import { type Cookie, cookiesOf, withCookie } from './cookies.ts';
import type { DoingAs } from './doing.ts';
import { changedLetter } from './letters.ts';
import { logEvent } from './log-event.ts';
import { prove, proven } from './prove.ts';
import { markUsed } from './sign-in.ts';

export interface Begun {
	/** For the authenticator: an address that its app opens, and the secret alone for typing it in. */
	address: string;
	secret: string;
	backupCodes: string[];
}

const sessionHeaders = (doing: DoingAs): Headers => withCookie(doing.headers, cookieNames(doing.origin).session);

/** Makes the secret and the backup codes, shown this once. Signing in does not ask for codes before confirmSecondFactor. */
export async function beginSecondFactor(doing: DoingAs, password: string): Promise<Begun | Refusal> {
	const proof = await prove(doing, { email: doing.by.email, password });
	if (isRefusal(proof)) return proof;
	return await doing.database.write(async (db) => {
		try {
			const authority = authorityOn(db, { ...doing, passwords: proven(proof) });
			const begun = await authority.api.enableTwoFactor({ body: { password, method: 'totp' }, headers: sessionHeaders(doing) });
			if (begun.method !== 'totp') throw new Error('another second factor than asked for');
			return { address: begun.totpURI, secret: new URL(begun.totpURI).searchParams.get('secret') ?? '', backupCodes: begun.backupCodes };
		} catch (fault) {
			if (isAPIError(fault) && fault.body?.code === 'TOTP_ALREADY_ENABLED') return refuse('already-on');
			throw fault;
		}
	});
}

/** The first right code turns it on. The session gets a new id, so the cookies must be set. */
export async function confirmSecondFactor(doing: DoingAs, typed: string): Promise<{ cookies: Cookie[] } | Refusal> {
	const code = typed.replace(/\s/g, '');
	return await doing.database.write(async (db) => {
		try {
			const call = { body: { code }, headers: sessionHeaders(doing), returnHeaders: true as const };
			const { headers } = await authorityOn(db, doing).api.verifyTOTP(call);
			await markUsed(db, doing.by.id, code, doing.at);
			await logEvent(db, 'second-factor.on', { by: doing.by.id, about: doing.by.id, at: doing.at });
			await doing.post(db, await changedLetter(doing.by, 'second-factor-on', doing.origin));
			return { cookies: cookiesOf(headers, doing.origin) };
		} catch (fault) {
			if (!isAPIError(fault)) throw fault;
			return refuse(fault.body?.code === 'TOTP_NOT_ENABLED' ? 'not-found' : 'code-wrong');
		}
	});
}

export async function endSecondFactor(doing: DoingAs, password: string): Promise<{ cookies: Cookie[] } | Refusal> {
	const proof = await prove(doing, { email: doing.by.email, password });
	if (isRefusal(proof)) return proof;
	return await doing.database.write(async (db) => {
		const authority = authorityOn(db, { ...doing, passwords: proven(proof) });
		const { headers } = await authority.api.disableTwoFactor({ body: { password }, headers: sessionHeaders(doing), returnHeaders: true });
		await logEvent(db, 'second-factor.off', { by: doing.by.id, about: doing.by.id, at: doing.at });
		await doing.post(db, await changedLetter(doing.by, 'second-factor-off', doing.origin));
		return { cookies: cookiesOf(headers, doing.origin) };
	});
}

/** New backup codes; the old ones end. */
export async function renewBackupCodes(doing: DoingAs, password: string): Promise<{ backupCodes: string[] } | Refusal> {
	const proof = await prove(doing, { email: doing.by.email, password });
	if (isRefusal(proof)) return proof;
	return await doing.database.write(async (db) => {
		try {
			const authority = authorityOn(db, { ...doing, passwords: proven(proof) });
			const { backupCodes } = await authority.api.generateBackupCodes({ body: { password }, headers: sessionHeaders(doing) });
			await logEvent(db, 'second-factor.codes-renewed', { by: doing.by.id, about: doing.by.id, at: doing.at });
			return { backupCodes };
		} catch (fault) {
			if (!isAPIError(fault)) throw fault;
			return refuse('not-found');
		}
	});
}
