// SPDX-License-Identifier: Apache-2.0
// What the browser needs to make a passkey (POST, with the password), and the passkey that it made (PUT). JSON both ways.
import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import { error, json } from '@sveltejs/kit';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { addPasskey, beginPasskey } from '#people/server/passkeys.ts';
import { doingAs } from '../../doing-as.server.ts';
import type { RequestHandler } from './$types.ts';

export const POST: RequestHandler = async (event) => {
	const asked = (await event.request.json().catch(() => null)) as { password?: unknown } | null;
	const outcome = await beginPasskey(await doingAs(event), String(asked?.password ?? '').slice(0, 1000));
	return json(outcome, { status: isRefusal(outcome) ? statusOf[outcome.refusal] : 200, headers: { 'cache-control': 'no-store' } });
};

export const PUT: RequestHandler = async (event) => {
	const made = (await event.request.json().catch(() => null)) as { name?: unknown; response?: RegistrationResponseJSON } | null;
	const { response } = made ?? {};
	if (typeof response?.id !== 'string' || typeof response.response?.clientDataJSON !== 'string')
		error(422, 'not valid', { refusal: { refusal: 'not-valid' } });
	const doing = await doingAs(event);
	const outcome = await doing.database.write((db) => addPasskey(db, doing, { name: String(made?.name ?? ''), response }));
	return json(outcome, { status: isRefusal(outcome) ? statusOf[outcome.refusal] : 200 });
};
