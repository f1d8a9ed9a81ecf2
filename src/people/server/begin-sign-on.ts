// SPDX-License-Identifier: Apache-2.0
// Leads to an identity provider: to sign in, to take an invitation up, or to link its account to the one that is signed in.
import type { Language } from '#text/languages.ts';
import type { SignOnProvider } from '#platform/sign-on-setting.ts';
import { minutesUntil } from '../attempt.ts';
import { linkRefusal } from '../invitation.ts';
import { may } from '../may.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { providerName } from '../sign-on.ts';
import { wayBack } from '../way-back.ts';
import { countTry } from './attempts.ts';
import type { Cookie } from './cookies.ts';
import type { Doing, DoingAs } from './doing.ts';
import { invitationByToken } from './invitations.ts';
import { logEvent } from './log-event.ts';
import { proveAnew } from './prove-anew.ts';
import { configurationOf } from './sign-on-providers.ts';
import { browserSecret, keepTry } from './sign-on-tries.ts';

export interface Begun {
	/** The provider's page. */
	url: string;
	cookies: Cookie[];
}

export interface Wish {
	language: Language;
	/** Where to go then. */
	to: string;
	/** Secret of an invitation's link that is open. */
	invitation?: string | null;
}

/** The address that the provider sends people back to; each provider has its own, so that none can answer for another. */
export const callbackOf = (origin: string, provider: Pick<SignOnProvider, 'id'>): string => `${origin}/sign-in/back/${provider.id}`;

export async function beginSignOn(doing: Doing, provider: SignOnProvider, wish: Wish): Promise<Begun | Refusal> {
	let invitation: string | null = null;
	if (wish.invitation) {
		const found = await invitationByToken(doing.read, wish.invitation);
		const refusal = linkRefusal(found, doing.at);
		if (refusal || !found) return refusal ?? refuse('link-unknown');
		invitation = found.id;
	}
	return await begin(doing, provider, wish, { invitation, account: null });
}

/** Asks for the password first, or for a sign-in of a moment ago from whoever has none. */
export async function beginLink(doing: DoingAs, provider: SignOnProvider, wish: Wish & { password: string }): Promise<Begun | Refusal> {
	if (!may(doing.by, 'account.change', { account: doing.by.id })) return refuse('not-allowed');
	const proof = await proveAnew(doing, wish.password);
	if (isRefusal(proof)) return proof;
	return await begin(doing, provider, wish, { invitation: null, account: doing.by.id });
}

async function begin(
	doing: Doing,
	provider: SignOnProvider,
	wish: Wish,
	about: { invitation: string | null; account: string | null }
): Promise<Begun | Refusal> {
	const { at, database, origin } = doing;
	const tried = await database.write((db) => countTry(db, 'sign-in-address', doing.address, at));
	if (!tried.allowed) return refuse('too-many-requests', { minutes: minutesUntil(tried.until, at) });
	const configuration = await configurationOf(doing, provider, at).catch(async (fault: Error) => {
		const details = { provider: provider.id, why: fault.name };
		await database.write((db) => logEvent(db, 'sign-on.refused', { by: null, about: provider.id, at, details }));
		return refuse('sign-on-down', { provider: providerName(provider, wish.language) });
	});
	if (isRefusal(configuration)) return configuration;
	const { secret, cookie } = browserSecret(doing);
	const secrets = await database.write((db) =>
		keepTry(
			db,
			{
				browser: secret,
				provider: provider.id,
				language: wish.language,
				return_to: wayBack(wish.to, `/${wish.language}/work`).slice(0, 2000),
				account_id: about.account,
				invitation_id: about.invitation
			},
			at
		)
	);
	const client = await import('openid-client');
	const url = client.buildAuthorizationUrl(configuration, {
		redirect_uri: callbackOf(origin, provider),
		scope: provider.scopes.join(' '),
		state: secrets.state,
		nonce: secrets.nonce,
		code_challenge: await client.calculatePKCECodeChallenge(secrets.verifier),
		code_challenge_method: 'S256',
		ui_locales: wish.language
	});
	return { url: url.href, cookies: [cookie] };
}
