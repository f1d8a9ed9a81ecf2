// SPDX-License-Identifier: Apache-2.0
// Passkeys: registering one to the own account, signing in with one, taking one away. The device asks for its own lock, so no code is asked for besides.
import { isoBase64URL } from '@simplewebauthn/server/helpers';
import {
	type AuthenticationResponseJSON,
	type AuthenticatorTransportFuture,
	generateAuthenticationOptions,
	generateRegistrationOptions,
	type PublicKeyCredentialCreationOptionsJSON,
	type PublicKeyCredentialRequestOptionsJSON,
	type RegistrationResponseJSON,
	verifyAuthenticationResponse,
	verifyRegistrationResponse
} from '@simplewebauthn/server';
import { minutesUntil } from '../attempt.ts';
import type { Reading, Writing } from '#platform/server/database.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { countTry, takeTryBack } from './attempts.ts';
import { authorityOn } from './better-auth.ts';
import { cookiesOf } from './cookies.ts';
import type { Doing, DoingAs } from './doing.ts';
import { changedLetter } from './letters.ts';
import { logEvent } from './log-event.ts';
import { prove } from './prove.ts';
import { dropSession } from './sessions.ts';
import type { SignedIn } from './sign-in.ts';

const minutes = 60_000;
const site = (origin: string) => ({ rpID: new URL(origin).hostname, rpName: 'Minamata Exchange Platform' });

export interface Passkey {
	id: string;
	name: string;
	createdAt: Date;
	usedAt: Date | null;
}

export async function passkeysOf(db: Reading, account: string): Promise<Passkey[]> {
	const rows = await db
		.selectFrom('people.passkeys')
		.select(['id', 'name', 'created_at', 'used_at'])
		.where('account_id', '=', account)
		.orderBy('created_at')
		.execute();
	return rows.map((row) => ({ id: row.id, name: row.name, createdAt: row.created_at, usedAt: row.used_at }));
}

/** Asks for the password and returns what the browser needs to make a passkey. */
export async function beginPasskey(doing: DoingAs, password: string): Promise<PublicKeyCredentialCreationOptionsJSON | Refusal> {
	const proof = await prove(doing, { email: doing.by.email, password });
	if (isRefusal(proof)) return proof;
	const { by, origin, read } = doing;
	const known = await read.selectFrom('people.passkeys').select(['id', 'transports']).where('account_id', '=', by.id).execute();
	const options = await generateRegistrationOptions({
		...site(origin),
		userName: by.email,
		userDisplayName: by.name,
		userID: new TextEncoder().encode(by.id),
		attestationType: 'none',
		excludeCredentials: known.map(({ id, transports }) => ({ id, transports: transports as AuthenticatorTransportFuture[] })),
		authenticatorSelection: { residentKey: 'required', userVerification: 'required' }
	});
	await doing.database.write((db) => keepChallenge(db, options.challenge, by.id, doing.at));
	return options;
}

export async function addPasskey(
	db: Writing,
	doing: DoingAs,
	made: { name: string; response: RegistrationResponseJSON }
): Promise<{ id: string } | Refusal> {
	const challenge = challengeIn(made.response);
	if (!challenge || !(await useChallenge(db, challenge, doing.by.id, doing.at))) return refuse('step-expired');
	const verified = await verifyRegistrationResponse({
		response: made.response,
		expectedChallenge: challenge,
		expectedOrigin: doing.origin,
		expectedRPID: site(doing.origin).rpID,
		requireUserVerification: true
	}).catch(() => null);
	if (!verified?.verified) return refuse('not-valid');
	const { credential } = verified.registrationInfo;
	const added = await db
		.insertInto('people.passkeys')
		.values({
			id: credential.id,
			account_id: doing.by.id,
			name: made.name.trim().slice(0, 100) || credential.id.slice(0, 8),
			public_key: Buffer.from(credential.publicKey),
			counter: credential.counter,
			transports: credential.transports ?? [],
			created_at: doing.at
		})
		.onConflict((conflict) => conflict.doNothing())
		.returning('id')
		.executeTakeFirst();
	if (!added) return refuse('already-on');
	await logEvent(db, 'passkey.added', { by: doing.by.id, about: doing.by.id, at: doing.at });
	await doing.post(db, await changedLetter(doing.by, 'passkey', doing.origin));
	return { id: credential.id };
}

export async function removePasskey(db: Writing, doing: DoingAs, id: string): Promise<{ id: string } | Refusal> {
	const gone = await db.deleteFrom('people.passkeys').where('id', '=', id).where('account_id', '=', doing.by.id).returning('id').executeTakeFirst();
	if (!gone) return refuse('not-found');
	await logEvent(db, 'passkey.removed', { by: doing.by.id, about: doing.by.id, at: doing.at });
	return { id };
}

/** What the browser needs to ask the device; it does not say who will sign in. */
export async function beginPasskeySignIn(doing: Doing): Promise<PublicKeyCredentialRequestOptionsJSON> {
	const options = await generateAuthenticationOptions({ rpID: site(doing.origin).rpID, userVerification: 'required' });
	await doing.database.write((db) => keepChallenge(db, options.challenge, null, doing.at));
	return options;
}

export async function signInWithPasskey(db: Writing, doing: Doing, response: AuthenticationResponseJSON): Promise<SignedIn | Refusal> {
	const tried = await countTry(db, 'sign-in-address', doing.address, doing.at);
	if (!tried.allowed) return refuse('too-many-requests', { minutes: minutesUntil(tried.until, doing.at) });
	const challenge = challengeIn(response);
	if (!challenge || !(await useChallenge(db, challenge, null, doing.at))) return refuse('step-expired');
	const passkey = await db.selectFrom('people.passkeys').selectAll().where('id', '=', response.id).forUpdate().executeTakeFirst();
	if (!passkey) return refuse('wrong-credentials');
	const verified = await verifyAuthenticationResponse({
		response,
		expectedChallenge: challenge,
		expectedOrigin: doing.origin,
		expectedRPID: site(doing.origin).rpID,
		credential: {
			id: passkey.id,
			publicKey: new Uint8Array(passkey.public_key),
			counter: passkey.counter,
			transports: passkey.transports as AuthenticatorTransportFuture[]
		},
		requireUserVerification: true
	}).catch(() => null);
	if (!verified?.verified) return refuse('wrong-credentials');
	await db
		.updateTable('people.passkeys')
		.set({ counter: verified.authenticationInfo.newCounter, used_at: doing.at })
		.where('id', '=', passkey.id)
		.execute();
	await takeTryBack(db, 'sign-in-address', doing.address);
	await dropSession(db, doing, doing.headers);
	const account = passkey.account_id;
	const { headers } = await authorityOn(db, doing).api.openSession({
		body: { account },
		headers: new Headers({ 'user-agent': doing.headers.get('user-agent') ?? '' }),
		returnHeaders: true
	});
	await logEvent(db, 'signed-in', { by: account, about: account, at: doing.at, details: { with: 'passkey' } });
	return { step: 'done', account, cookies: cookiesOf(headers, doing.origin) };
}

async function keepChallenge(db: Writing, challenge: string, account: string | null, at: Date): Promise<void> {
	await db.deleteFrom('people.challenges').where('expires_at', '<', at).execute();
	await db
		.insertInto('people.challenges')
		.values({ challenge, account_id: account, expires_at: new Date(at.getTime() + 5 * minutes) })
		.execute();
}

/** Each challenge is answered once, within five minutes, by whom it was put to. */
async function useChallenge(db: Writing, challenge: string, account: string | null, at: Date): Promise<boolean> {
	const used = await db
		.deleteFrom('people.challenges')
		.where('challenge', '=', challenge)
		.where('account_id', 'is not distinct from', account)
		.returning('expires_at')
		.executeTakeFirst();
	return used !== undefined && used.expires_at > at;
}

/** The challenge that the device says it answers; whether it was ours is seen when it is used. */
function challengeIn(response: RegistrationResponseJSON | AuthenticationResponseJSON): string | null {
	try {
		const { challenge } = JSON.parse(isoBase64URL.toUTF8String(response.response.clientDataJSON)) as { challenge?: unknown };
		return typeof challenge === 'string' ? challenge : null;
	} catch {
		return null;
	}
}
