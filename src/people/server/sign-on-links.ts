// SPDX-License-Identifier: Apache-2.0
// For the account page: which providers sign in to an account, and ending that. And where to sign out there too.
import { symmetricDecrypt } from 'better-auth/crypto';
import type { Reading } from '#platform/server/database.ts';
import type { SignOnProvider } from '#platform/sign-on-setting.ts';
import { may } from '../may.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import type { Doing, DoingAs } from './doing.ts';
import { leaveRoles } from './follow-claims.ts';
import { logEvent } from './log-event.ts';
import { proveAnew } from './prove-anew.ts';
import { present } from './sessions.ts';
import { configurationOf } from './sign-on-providers.ts';

export interface SignOnLink {
	id: string;
	issuer: string;
	since: Date;
}

export async function linksOf(db: Reading, account: string): Promise<SignOnLink[]> {
	const rows = await db
		.selectFrom('people.credentials')
		.select(['id', 'provider', 'created_at'])
		.where('account_id', '=', account)
		.where('provider', '<>', 'credential')
		.orderBy('created_at')
		.orderBy('id')
		.execute();
	return rows.map((row) => ({ id: row.id, issuer: row.provider, since: row.created_at }));
}

/** Ends a link, and the roles that came through it. The last way into the account stays: a password, a passkey, or a provider that is still in the settings. */
export async function unlink(
	doing: DoingAs,
	providers: readonly SignOnProvider[],
	asked: { id: string; password: string }
): Promise<{ issuer: string } | Refusal> {
	const { by, at } = doing;
	if (!may(by, 'account.change', { account: by.id })) return refuse('not-allowed');
	const proof = await proveAnew(doing, asked.password);
	if (isRefusal(proof)) return proof;
	return await doing.database.write(async (db) => {
		// Locks the account's row, so that two at once cannot end both of two ways.
		await db.selectFrom('people.accounts').select('id').where('id', '=', by.id).forUpdate().executeTakeFirstOrThrow();
		const ways = await db.selectFrom('people.credentials').select(['id', 'provider', 'password']).where('account_id', '=', by.id).execute();
		const going = ways.find(({ id, provider }) => id === asked.id && provider !== 'credential');
		if (!going) return refuse('not-found');
		const passkey = await db.selectFrom('people.passkeys').select('id').where('account_id', '=', by.id).executeTakeFirst();
		const left = ways.some(
			(way) => way !== going && (way.provider === 'credential' ? way.password !== null : providers.some(({ issuer }) => issuer === way.provider))
		);
		if (!left && !passkey) return refuse('last-way-in');
		await db.deleteFrom('people.credentials').where('id', '=', going.id).execute();
		const provider = providers.find(({ issuer }) => issuer === going.provider) ?? { id: going.provider, issuer: going.provider };
		await leaveRoles(db, provider, by.id, at);
		await logEvent(db, 'sign-on.unlinked', { by: by.id, about: by.id, at, details: { provider: provider.id } });
		return { issuer: going.provider };
	});
}

/** How the session of a request began: with which provider, where one has settings. */
export async function signedOnWith(
	doing: Pick<Doing, 'database' | 'read' | 'key' | 'origin' | 'headers'>,
	providers: readonly SignOnProvider[]
): Promise<{ provider: SignOnProvider; sealed: string } | null> {
	if (!providers.length) return null;
	const session = (await present(doing as Doing, doing.headers))?.session;
	if (!session) return null;
	const row = await doing.read
		.selectFrom('people.sign_on_sessions')
		.select(['issuer', 'id_token'])
		.where('session_id', '=', session)
		.executeTakeFirst();
	const provider = providers.find(({ issuer }) => issuer === row?.issuer);
	return row && provider ? { provider, sealed: row.id_token } : null;
}

/** Longer addresses are cut by proxies on the way. */
const longestHint = 6000;

/**
 * Where the provider's own session is ended (OpenID Connect RP-Initiated Logout); null where it was not begun with one, or the provider has no such page
 * or cannot be asked. To be read before the session here is ended.
 */
export async function signOutAt(doing: Doing, providers: readonly SignOnProvider[]): Promise<string | null> {
	const found = await signedOnWith(doing, providers);
	if (!found) return null;
	const { provider, sealed } = found;
	const configuration = await configurationOf(doing, provider, doing.at).catch(() => null);
	if (!configuration?.serverMetadata().end_session_endpoint) return null;
	const hint = await symmetricDecrypt({ key: doing.key, data: sealed });
	const client = await import('openid-client');
	return client.buildEndSessionUrl(configuration, {
		...(hint.length <= longestHint ? { id_token_hint: hint } : {}),
		post_logout_redirect_uri: `${doing.origin}/sign-in`,
		state: 'out'
	}).href;
}
