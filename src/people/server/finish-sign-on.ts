// SPDX-License-Identifier: Apache-2.0
// The answer of an identity provider: judged, then one transaction that signs in, makes the account, or links it. Whatever is wrong signs nobody in and
// is written down.
import { symmetricEncrypt } from 'better-auth/crypto';
import { sql } from 'kysely';
import { isLanguage, type Language } from '#text/languages.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import type { SignOnProvider } from '#platform/sign-on-setting.ts';
import { minutesUntil } from '../attempt.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { providerName } from '../sign-on.ts';
import { wayBack } from '../way-back.ts';
import { countTry, takeTryBack } from './attempts.ts';
import { authorityOn, cookieNames } from './better-auth.ts';
import { type Cookie, cookiesOf } from './cookies.ts';
import type { Doing } from './doing.ts';
import { exchangeCode, type Known } from './exchange-code.ts';
import { followClaims } from './follow-claims.ts';
import { changedLetter } from './letters.ts';
import { logEvent } from './log-event.ts';
import { dropSession } from './sessions.ts';
import { accountFor, linkedAccount, linkSubject } from './sign-on-account.ts';
import { secretsOf, sentSecret, sha256, type Try, useTry } from './sign-on-tries.ts';

export interface Finished {
	/** Language that it was begun in; null where that is not known. */
	language: Language | null;
	/** Where to go: afterwards, or after another try. */
	to: string;
	/** It was begun on the account page. */
	linking: boolean;
	outcome: { step: 'signed-in' | 'linked'; account: string; cookies: Cookie[] } | Refusal;
}

export async function finishSignOn(doing: Doing, provider: SignOnProvider, search: string): Promise<Finished> {
	const { at, database } = doing;
	const state = new URLSearchParams(search).get('state') ?? '';
	const secret = sentSecret(doing);
	const begun = await database.write((db) => useTry(db, state, at));
	const language = begun && isLanguage(begun.language) ? begun.language : null;
	const to = wayBack(begun?.return_to, `/${language ?? 'en'}/work`);
	const finished = (outcome: Finished['outcome']): Finished => ({ language, to, linking: typeof begun?.account_id === 'string', outcome });
	const refused = async (code: Refusal['refusal'], why: string) => {
		const details = { provider: provider.id, refusal: code, why };
		await database.write((db) => logEvent(db, 'sign-on.refused', { by: null, about: provider.id, at, details }));
		return finished(refuse(code, { provider: providerName(provider, language ?? 'en') }));
	};
	// Begun in another browser, for another provider, answered before, or never begun here: the code is not even looked at.
	if (!begun || !secret || begun.browser_sha256 !== sha256(secret) || begun.provider !== provider.id) {
		const tried = await database.write((db) => countTry(db, 'sign-in-address', doing.address, at));
		if (!tried.allowed) return finished(refuse('too-many-requests', { minutes: minutesUntil(tried.until, at) }));
		return await refused('step-expired', begun ? 'another browser or provider' : 'unknown state');
	}
	const known = await exchangeCode(doing, provider, search, secretsOf(secret, state), at);
	if ('refused' in known) return await refused(known.refused, known.why);
	const outcome = await database.write((db) =>
		begun.account_id ? link(db, doing, provider, known, begun.account_id) : enter(db, doing, provider, known, begun)
	);
	return isRefusal(outcome) ? await refused(outcome.refusal, 'account') : finished(outcome);
}

/** Of two that come at once with the same account, the second finds what the first made. */
const oneAfterTheOther = (db: Writing) => sql`select pg_advisory_xact_lock(hashtext('people.sign_on'))`.execute(db);

async function link(db: Writing, doing: Doing, provider: SignOnProvider, known: Known, account: string): Promise<Finished['outcome']> {
	const { by, at } = doing;
	if (by?.id !== account || by.lookingOn !== undefined) return refuse('other-account');
	await oneAfterTheOther(db);
	const owner = await linkedAccount(reading(db), provider, known.subject);
	if (owner !== null && owner !== account) return refuse('sign-on-taken');
	if (owner === null) {
		await linkSubject(db, { account, provider, subject: known.subject, by: account, at });
		await doing.post(db, await changedLetter(by, 'sign-on', doing.origin));
	}
	await followClaims(db, provider, account, known.claims, at);
	return { step: 'linked', account, cookies: [gone(doing)] };
}

async function enter(db: Writing, doing: Doing, provider: SignOnProvider, known: Known, begun: Try): Promise<Finished['outcome']> {
	const { at } = doing;
	await oneAfterTheOther(db);
	const account = await accountFor(db, doing, { provider, known, language: begun.language, invitation: begun.invitation_id });
	if (isRefusal(account)) return account;
	await followClaims(db, provider, account, known.claims, at);
	await takeTryBack(db, 'sign-in-address', doing.address);
	await dropSession(db, doing, doing.headers);
	const { headers, response } = await authorityOn(db, doing).api.openSession({
		body: { account },
		headers: new Headers({ 'user-agent': doing.headers.get('user-agent') ?? '' }),
		returnHeaders: true
	});
	const { id } = await db.selectFrom('people.sessions').select('id').where('token', '=', response.token).executeTakeFirstOrThrow();
	const sealed = await symmetricEncrypt({ key: doing.key, data: known.idToken });
	await db.insertInto('people.sign_on_sessions').values({ session_id: id, issuer: provider.issuer, id_token: sealed, began_at: at }).execute();
	await logEvent(db, 'signed-in', { by: account, about: account, at, details: { with: provider.id } });
	return { step: 'signed-in', account, cookies: [...cookiesOf(headers, doing.origin), gone(doing)] };
}

const gone = ({ origin }: Pick<Doing, 'origin'>): Cookie => ({ name: cookieNames(origin).signOn, value: '', maxAge: 0 });
