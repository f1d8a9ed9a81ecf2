// SPDX-License-Identifier: Apache-2.0
// Sign-ons that wait for the provider's answer. The browser keeps one secret in a cookie; state is random, nonce and PKCE verifier are made of both, so
// that the database holds nothing with which somebody else could answer.
import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Writing } from '#platform/server/database.ts';
import { cookieNames } from './better-auth.ts';
import { type Cookie, sentCookie } from './cookies.ts';
import type { Doing } from './doing.ts';

const minutes = 60_000;
const lasts = 15 * minutes;

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');

export interface Secrets {
	state: string;
	nonce: string;
	verifier: string;
}

export function secretsOf(browser: string, state: string): Secrets {
	const made = (what: string) => createHmac('sha256', browser).update(`${what} ${state}`).digest('base64url');
	return { state, nonce: made('nonce'), verifier: made('verifier') };
}

/** The secret of this browser: the one that it has, so that two tabs can sign on beside each other, or a new one. */
export function browserSecret(doing: Pick<Doing, 'headers' | 'origin'>): { secret: string; cookie: Cookie } {
	const name = cookieNames(doing.origin).signOn;
	const secret = sentSecret(doing) ?? randomBytes(32).toString('base64url');
	return { secret, cookie: { name, value: secret, maxAge: lasts / 1000 } };
}

export function sentSecret({ headers, origin }: Pick<Doing, 'headers' | 'origin'>): string | null {
	const sent = sentCookie(headers, cookieNames(origin).signOn);
	return sent && /^[\w-]{43}$/.test(sent) ? sent : null;
}

export interface Try {
	provider: string;
	browser_sha256: string;
	language: string;
	return_to: string;
	account_id: string | null;
	invitation_id: string | null;
}

export async function keepTry(db: Writing, begun: Omit<Try, 'browser_sha256'> & { browser: string }, at: Date): Promise<Secrets> {
	const { browser, ...kept } = begun;
	const state = randomBytes(32).toString('base64url');
	await db.deleteFrom('people.sign_on_tries').where('expires_at', '<', at).execute();
	await db
		.insertInto('people.sign_on_tries')
		.values({
			...kept,
			state_sha256: sha256(state),
			browser_sha256: sha256(browser),
			begun_at: at,
			expires_at: new Date(at.getTime() + lasts)
		})
		.execute();
	return secretsOf(browser, state);
}

/** Takes it out, so that an answer counts once. Null where it is unknown, was answered or is over. */
export async function useTry(db: Writing, state: string, at: Date): Promise<Try | null> {
	const found = await db
		.deleteFrom('people.sign_on_tries')
		.where('state_sha256', '=', sha256(state))
		.returning(['provider', 'browser_sha256', 'language', 'return_to', 'account_id', 'invitation_id', 'expires_at'])
		.executeTakeFirst();
	return found && found.expires_at > at ? found : null;
}
