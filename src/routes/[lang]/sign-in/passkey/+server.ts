// SPDX-License-Identifier: Apache-2.0
// What the browser needs to sign in with a passkey (POST), and its answer (PUT). JSON both ways.
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { error, json } from '@sveltejs/kit';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { doingOf } from '#people/server/ground.ts';
import { beginPasskeySignIn, signInWithPasskey } from '#people/server/passkeys.ts';
import { setCookies } from '../set-cookies.server.ts';
import type { RequestHandler } from './$types.ts';

export const POST: RequestHandler = async (event) =>
	json(await beginPasskeySignIn(await doingOf(event)), { headers: { 'cache-control': 'no-store' } });

export const PUT: RequestHandler = async (event) => {
	const answer = (await event.request.json().catch(() => null)) as AuthenticationResponseJSON | null;
	if (typeof answer?.id !== 'string' || typeof answer.response?.clientDataJSON !== 'string')
		error(422, 'not valid', { refusal: { refusal: 'not-valid' } });
	const doing = await doingOf(event);
	const outcome = await doing.database.write((db) => signInWithPasskey(db, doing, answer));
	if (isRefusal(outcome)) return json(outcome, { status: statusOf[outcome.refusal] });
	setCookies(event.cookies, outcome.cookies, doing.origin);
	return json({ signedIn: true });
};
