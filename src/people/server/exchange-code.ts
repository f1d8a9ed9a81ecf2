// SPDX-License-Identifier: Apache-2.0
// What came back from a provider, judged: the code is exchanged, every token checked, and the claims are what both ID token and userinfo say.
// The library checks issuer (also RFC 9207), audience, nonce, signature, algorithm, expiry, state and PKCE; what it leaves to others is checked here.
import type { SignOnProvider } from '#platform/sign-on-setting.ts';
import type { Claims } from '../sign-on.ts';
import { callbackOf } from './begin-sign-on.ts';
import type { Ground } from './doing.ts';
import { ProviderDown } from './provider-fetch.ts';
import { configurationOf } from './sign-on-providers.ts';
import type { Secrets } from './sign-on-tries.ts';

export interface Known {
	subject: string;
	claims: Claims;
	idToken: string;
}

/** Two clocks may differ by so many seconds. */
const tolerance = 30;

/** Which of the three it is that went wrong, and the library's own code for the log. */
export interface Distrusted {
	refused: 'sign-on-down' | 'sign-on-denied' | 'sign-on-failed';
	why: string;
}

export async function exchangeCode(
	ground: Pick<Ground, 'database' | 'origin'>,
	provider: SignOnProvider,
	search: string,
	secrets: Secrets,
	at: Date
): Promise<Known | Distrusted> {
	try {
		const client = await import('openid-client');
		const configuration = await configurationOf(ground, provider, at);
		const tokens = await client.authorizationCodeGrant(configuration, new URL(`${callbackOf(ground.origin, provider)}${search}`), {
			expectedState: secrets.state,
			expectedNonce: secrets.nonce,
			pkceCodeVerifier: secrets.verifier,
			idTokenExpected: true
		});
		const claims = tokens.claims();
		if (!claims || !tokens.id_token) return { refused: 'sign-on-failed', why: 'no ID token' };
		const now = Date.now() / 1000;
		if (claims.iat > now + tolerance) return { refused: 'sign-on-failed', why: 'issued in the future' };
		if (claims.sub.length > 255) return { refused: 'sign-on-failed', why: 'sub too long' };
		const told = configuration.serverMetadata().userinfo_endpoint ? await client.fetchUserInfo(configuration, tokens.access_token, claims.sub) : {};
		// What is signed goes before what is not.
		return { subject: claims.sub, claims: { ...told, ...claims }, idToken: tokens.id_token };
	} catch (fault) {
		return judged(fault);
	}
}

function judged(fault: unknown): Distrusted {
	for (let each: unknown = fault; each instanceof Error; each = each.cause)
		if (each instanceof ProviderDown || each.name === 'TimeoutError' || each.name === 'Unsound')
			return { refused: 'sign-on-down', why: `${each.name} ${each.message}`.slice(0, 100) };
	const { code, error } = fault as { code?: unknown; error?: unknown };
	if (code === 'OAUTH_AUTHORIZATION_RESPONSE_ERROR') return { refused: 'sign-on-denied', why: plain(error) };
	if (typeof code === 'string' && /^(OAUTH_|ERR_)/.test(code))
		return { refused: 'sign-on-failed', why: `${code} ${plain(error ?? claimIn(fault))}`.trim() };
	// Thrown by the cryptography of the platform: a key or a signature that is none.
	if (fault instanceof DOMException || fault instanceof TypeError || fault instanceof SyntaxError)
		return { refused: 'sign-on-failed', why: fault.name };
	throw fault;
}

/** Which claim the library did not like, where it says so. */
function claimIn(fault: unknown): unknown {
	let each = fault;
	while (each instanceof Error) each = each.cause;
	return (each as { claim?: unknown } | undefined)?.claim;
}

/** An error code of the provider's (RFC 6749), and nothing that it could hang on it. */
const plain = (text: unknown): string => (typeof text === 'string' && /^[a-z_]{1,60}$/.test(text) ? text : '');
