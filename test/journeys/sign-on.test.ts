// SPDX-License-Identifier: Apache-2.0
// Signing in with an identity provider, against a real one in a process of its own: accounts found, made and linked, roles that follow claims, signing out.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { SignOnProvider } from '#platform/sign-on-setting.ts';
import { isRefusal } from '#people/refusal.ts';
import { acceptAsNew } from '#people/server/accept-invitation.ts';
import { beginLink, beginSignOn } from '#people/server/begin-sign-on.ts';
import { erase } from '#people/server/erase.ts';
import { finishSignOn } from '#people/server/finish-sign-on.ts';
import { addInvitation } from '#people/server/invitations.ts';
import { personalData } from '#people/server/personal-data.ts';
import { askReset, resetPassword } from '#people/server/reset-password.ts';
import { endSession } from '#people/server/end-sessions.ts';
import { sessionsOf } from '#people/server/sessions.ts';
import { linksOf, signOutAt, unlink } from '#people/server/sign-on-links.ts';
import { signOut } from '#people/server/sign-out.ts';
import { identityProvider, type IdentityProvider, type People } from '../ground/identity-provider.ts';
import { type Browser, goodPassword, later, peopleGround, type PeopleGround } from '../ground/people.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const origin = 'http://localhost:3000';
let people: PeopleGround;
let there: IdentityProvider;
/** Two of its clients, as two providers of the settings: one that knows whom it employs, and one that lets anybody in. */
let ministry: SignOnProvider;
let open: SignOnProvider;

const told: People = {
	ama: { name: 'Ama Mensah', email: 'ama@ministry.example.org', email_verified: true, groups: ['mep-fp-GHA', 'staff'] },
	ben: { name: 'Ben\u0000 \u202EOtoo', email: 'ben@ministry.example.org', email_verified: true, groups: [] },
	carl: { name: 'Carl', email: 'carl@ministry.example.org', email_verified: false },
	dina: { name: 'Dina', email: 'dina@elsewhere.example.com', email_verified: true },
	eve: { name: 'Eve', email: 'EVE@ministry.example.org', email_verified: true, groups: ['secretariat-editors', 'unknown'] },
	noor: { name: '', email: 'noor@ministry.example.org', email_verified: true, groups: ['mep-fp-XXX', 'mep-org-NOBODY'] },
	root: { name: 'Root', email: 'root@ministry.example.org', email_verified: true, groups: ['admins'] }
};

beforeAll(async () => {
	people = await peopleGround(origin);
	there = await identityProvider(
		[
			{ id: 'exchange', secret: 'a secret of the test & more', origin, provider: 'ministry' },
			{ id: 'exchange-open', origin, provider: 'open' }
		],
		told
	);
	ministry = {
		id: 'ministry',
		name: { en: 'Ministry', fr: 'Ministère' },
		issuer: there.issuer,
		clientId: 'exchange',
		secret: 'a secret of the test & more',
		secretIn: 'header',
		scopes: ['openid', 'email', 'profile'],
		algorithm: 'RS256',
		accounts: 'invited',
		emailDomains: ['ministry.example.org'],
		emailVerified: 'email_verified',
		roles: [
			{ claim: 'groups', value: null, pattern: 'mep-fp-([A-Z]{3})', role: 'focal-point', party: '$1', organisation: null },
			{ claim: 'groups', value: null, pattern: 'mep-org-(\\w+)', role: 'organisation-contributor', party: null, organisation: '$1' },
			{ claim: 'groups', value: 'secretariat-editors', pattern: null, role: 'editor', party: null, organisation: null },
			{ claim: 'groups', value: 'admins', pattern: null, role: 'administrator', party: null, organisation: null }
		],
		seconds: 8
	};
	open = { ...ministry, id: 'open', clientId: 'exchange-open', secret: null, accounts: 'anybody' };
});
afterAll(async () => {
	await there.stop();
	await people.close();
});
beforeEach(() => there.tell(told));

const wish = { language: 'en', to: '/en/work' } as const;

/** Begins here, signs in there, comes back. */
async function signOn(browser: Browser, login: string, provider = ministry, more: Partial<Parameters<typeof beginSignOn>[2]> = {}) {
	const begun = await beginSignOn(await browser.doing(), provider, { ...wish, ...more });
	if (isRefusal(begun)) throw new Error(begun.refusal);
	browser.take(begun);
	return await comeBack(browser, await there.visitor().signIn(begun.url, login), provider);
}

async function comeBack(browser: Browser, address: string, provider = ministry) {
	const url = new URL(address);
	expect(url.origin + url.pathname).toBe(`${origin}/sign-in/back/${provider.id}`);
	const finished = await finishSignOn(await browser.doing(), provider, url.search);
	browser.take(finished.outcome);
	return finished;
}

const invite = (email: string, role: Parameters<typeof addInvitation>[1]['role']) =>
	people.database.write((db) => addInvitation(db, { email, language: 'fr', role, by: 'platform', at: new Date() }));

test('whoever was invited at an address that the provider has verified gets an account, with the roles offered and those of the claims', async () => {
	await invite('ama@ministry.example.org', { role: 'party-contributor', party: 'GHA' });
	const browser = people.browser();
	const { outcome, to } = await signOn(browser, 'ama');
	expect(outcome).toMatchObject({ step: 'signed-in' });
	expect(to).toBe('/en/work');
	expect(await browser.person()).toMatchObject({
		name: 'Ama Mensah',
		email: 'ama@ministry.example.org',
		language: 'fr',
		// Given in one moment, so in no order.
		roles: expect.toSatisfy((roles: { role: string; party: string }[]) =>
			['focal-point GHA', 'party-contributor GHA'].every((each, at) => roles.map(({ role, party }) => `${role} ${party}`).sort()[at] === each)
		) as unknown
	});
	// The session is one like any other: listed, and to be ended.
	const by = await browser.doingAs();
	const [session] = await sessionsOf(people.read, by.by.id, new Date());
	expect(session?.browser).toBe('Firefox');
	await people.database.write((db) => endSession(db, by, session?.id ?? ''));
	expect(await browser.person()).toBeNull();
	expect((await people.events('signed-in')).at(-1)?.details).toEqual({ with: 'ministry' });
	// A second time it is the same account.
	const again = people.browser();
	await signOn(again, 'ama');
	expect((await again.person())?.id).toBe(by.by.id);
});

test('roles follow the claims at every sign-in, those that a person gave stay, and what is not configured gives nothing', async () => {
	await people.someone('eve@ministry.example.org', { role: 'reviewer' });
	const browser = people.browser();
	await signOn(browser, 'eve');
	const names = async () => (await browser.person())?.roles.map(({ role }) => role);
	expect(await names()).toEqual(['reviewer', 'editor']);
	await there.tell({ ...told, eve: { ...told.eve, groups: ['mep-fp-CHE', 'administrator', 'publisher', 'xmep-fp-GHA'] } });
	await signOn(browser, 'eve');
	expect((await browser.person())?.roles).toEqual([{ role: 'reviewer' }, { role: 'focal-point', party: 'CHE' }]);
	expect((await people.events('role.taken')).at(-1)).toMatchObject({ caused_by: 'platform', details: { role: 'editor', through: 'ministry' } });
	// A change of the settings counts from the next sign-in on.
	await signOn(browser, 'eve', { ...ministry, roles: [] });
	expect(await names()).toEqual(['reviewer']);
	// A Party that the facts do not know, and an organisation that nobody admitted, are no roles.
	await invite('noor@ministry.example.org', { role: 'reviewer' });
	const noor = people.browser();
	await signOn(noor, 'noor');
	expect(await noor.person()).toMatchObject({ name: 'noor', roles: [{ role: 'reviewer' }] });
});

test('the last administrator is not taken away by a claim that is gone', async () => {
	await invite('root@ministry.example.org', { role: 'reviewer' });
	const browser = people.browser();
	await signOn(browser, 'root');
	await there.tell({ ...told, root: { ...told.root, groups: [] } });
	await signOn(browser, 'root');
	expect((await browser.person())?.roles.map(({ role }) => role)).toContain('administrator');
	await people.someone('second@example.org', { role: 'administrator' });
	await signOn(browser, 'root');
	expect((await browser.person())?.roles).toEqual([{ role: 'reviewer' }]);
});

test('an address that is not verified, one of another domain, and nobody who was invited stay outside, and are not told of accounts', async () => {
	await people.someone('carl@ministry.example.org', { role: 'reviewer' });
	await people.someone('dina@elsewhere.example.com', { role: 'reviewer' });
	const refusals = [];
	for (const login of ['carl', 'dina', 'ben', 'somebody-without-claims']) {
		const browser = people.browser();
		const { outcome } = await signOn(browser, login);
		refusals.push((outcome as { refusal: string }).refusal);
		expect(await browser.person()).toBeNull();
	}
	expect(refusals).toEqual(['sign-on-not-verified', 'sign-on-no-account', 'sign-on-no-account', 'sign-on-not-verified']);
	expect((await people.events('sign-on.refused')).at(-1)?.details).toMatchObject({ provider: 'ministry', refusal: 'sign-on-not-verified' });
});

test('accounts are made for anybody, or for whom a claim gives a role, only where the settings say so', async () => {
	const mapped = { ...open, accounts: 'mapped' } as const;
	expect((await signOn(people.browser(), 'ben', mapped)).outcome).toMatchObject({ refusal: 'sign-on-no-account' });
	const browser = people.browser();
	expect((await signOn(browser, 'ben', open, { language: 'ar' })).outcome).toMatchObject({ step: 'signed-in' });
	// Signs that turn the direction of names are taken out.
	expect(await browser.person()).toMatchObject({ name: 'Ben Otoo', language: 'ar', roles: [] });
	// The same person by the other client is the same issuer, so the same account.
	const again = people.browser();
	await signOn(again, 'ben');
	expect((await again.person())?.id).toBe((await browser.person())?.id);
});

test('two first sign-ins at once make one account', async () => {
	await there.tell({ ...told, twin: { name: 'Twin', email: 'twin@ministry.example.org', email_verified: true } });
	const outcomes = await Promise.all([people.browser(), people.browser()].map((each) => signOn(each, 'twin', open)));
	const accounts = outcomes.map(({ outcome }) => (isRefusal(outcome) ? outcome.refusal : outcome.account));
	expect(new Set(accounts).size).toBe(1);
});

test('an address finds its account only where that has proven it and asks for no codes', async () => {
	await there.tell({ ...told, fay: { email: 'fay@ministry.example.org', email_verified: true } });
	const { id } = await people.someone('fay@ministry.example.org', { role: 'reviewer' });
	const change = (set: { second_factor?: boolean; email_verified?: boolean }) =>
		people.database.kysely.updateTable('people.accounts').set(set).where('id', '=', id).execute();
	await change({ second_factor: true });
	expect((await signOn(people.browser(), 'fay')).outcome).toMatchObject({ refusal: 'sign-on-link-first' });
	await change({ second_factor: false, email_verified: false });
	expect((await signOn(people.browser(), 'fay')).outcome).toMatchObject({ refusal: 'sign-on-link-first' });
	await change({ email_verified: true });
	expect((await signOn(people.browser(), 'fay')).outcome).toMatchObject({ step: 'signed-in', account: id });
	expect(people.letters.findLast(({ to }) => to === 'fay@ministry.example.org')?.text).toMatch(/account elsewhere/);
});

test('the link of an invitation proves the address, so the provider need not', async () => {
	const { token } = await invite('gus@personal.example.net', { role: 'focal-point', party: 'CHE' });
	await there.tell({ ...told, gus: { name: 'Gus' } });
	const browser = people.browser();
	expect((await signOn(browser, 'gus', ministry, { invitation: token })).outcome).toMatchObject({ step: 'signed-in' });
	expect(await browser.person()).toMatchObject({ name: 'Gus', email: 'gus@personal.example.net', roles: [{ role: 'focal-point', party: 'CHE' }] });
	expect(await beginSignOn(await people.browser().doing(), ministry, { ...wish, invitation: token })).toEqual({ refusal: 'link-used' });
	expect(await beginSignOn(await people.browser().doing(), ministry, { ...wish, invitation: 'no-such' })).toEqual({ refusal: 'link-unknown' });
	expect(await acceptAsNew(await people.browser().doing(), { token, name: 'x', password: goodPassword })).toEqual({ refusal: 'link-used' });
});

/** Begins on the account page. */
async function addLink(browser: Browser, login: string, password = goodPassword, at = new Date()) {
	const begun = await beginLink(await browser.doingAs(at), ministry, { ...wish, to: '/en/work/account/sign-on', password });
	if (isRefusal(begun)) return begun;
	browser.take(begun);
	return (await comeBack(browser, await there.visitor().signIn(begun.url, login))).outcome;
}

test('an account is linked with the password, from the browser that is signed in to it, once', async () => {
	await there.tell({ ...told, hana: { email: 'other@nowhere.example', groups: ['secretariat-editors'] } });
	const hana = await people.someone('hana@example.org', { role: 'reviewer' });
	expect(await addLink(hana, 'hana', 'not the password')).toEqual({ refusal: 'wrong-credentials' });
	expect(await addLink(hana, 'hana')).toMatchObject({ step: 'linked', account: hana.id });
	expect((await hana.person())?.roles.map(({ role }) => role)).toEqual(['reviewer', 'editor']);
	const elsewhere = people.browser();
	expect((await signOn(elsewhere, 'hana')).outcome).toMatchObject({ account: hana.id });
	// Somebody else cannot link the same one.
	const ivan = await people.someone('ivan@example.org', { role: 'reviewer' });
	expect(await addLink(ivan, 'hana')).toMatchObject({ refusal: 'sign-on-taken' });
	// What was begun for one account does not end in another that signed in meanwhile.
	await there.tell({ ...told, jo: {} });
	const begun = await beginLink(await ivan.doingAs(), ministry, { ...wish, password: goodPassword });
	if (isRefusal(begun)) throw new Error(begun.refusal);
	ivan.take(begun);
	const back = await there.visitor().signIn(begun.url, 'jo');
	await ivan.signIn('hana@example.org');
	expect((await comeBack(ivan, back)).outcome).toMatchObject({ refusal: 'other-account' });
	const doing = await hana.doingAs();
	const data = await people.database.write((db) => personalData(db, doing));
	expect(data.signOn).toMatchObject([{ provider: there.issuer, provider_account: 'hana' }]);
});

test('a link is removed with its roles, but the last way in stays; whoever has no password needs a sign-in of a moment ago', async () => {
	await there.tell({ ...told, kim: { email: 'kim@ministry.example.org', email_verified: true, groups: ['secretariat-editors'] } });
	const browser = people.browser();
	await signOn(browser, 'kim', open);
	const [link] = await linksOf(people.read, (await browser.doingAs()).by.id);
	const id = link?.id ?? '';
	expect(await unlink(await browser.doingAs(later(11)), [ministry], { id, password: '' })).toEqual({ refusal: 'fresh-first' });
	expect(await unlink(await browser.doingAs(), [ministry], { id, password: '' })).toEqual({ refusal: 'last-way-in' });
	expect(await unlink(await browser.doingAs(), [ministry], { id: randomUUID(), password: '' })).toEqual({ refusal: 'not-found' });
	// A password is set by the way of a forgotten one.
	await askReset(await browser.doing(), 'kim@ministry.example.org');
	const token = people.linkIn('kim@ministry.example.org', 'reset');
	expect(isRefusal(await resetPassword(await browser.doing(), { token, password: goodPassword }))).toBe(false);
	expect(await browser.signIn('kim@ministry.example.org')).toHaveProperty('step', 'done');
	expect(await unlink(await browser.doingAs(), [ministry], { id, password: 'wrong one' })).toEqual({ refusal: 'wrong-credentials' });
	expect(await unlink(await browser.doingAs(), [ministry], { id, password: goodPassword })).toEqual({ issuer: there.issuer });
	expect((await browser.person())?.roles).toEqual([]);
	// By the address it is found anew, as the settings let it be.
	expect((await signOn(people.browser(), 'kim')).outcome).toMatchObject({ step: 'signed-in' });
});

test('signing out ends the session here, and leads to the end of the provider’s with its own token', async () => {
	await there.tell({ ...told, lea: { email: 'lea@ministry.example.org', email_verified: true } });
	const browser = people.browser();
	const begun = await beginSignOn(await browser.doing(), open, wish);
	if (isRefusal(begun)) throw new Error(begun.refusal);
	browser.take(begun);
	const visitor = there.visitor();
	await comeBack(browser, await visitor.signIn(begun.url, 'lea'), open);
	const kept = await people.read.selectFrom('people.sign_on_sessions').selectAll().execute();
	expect(JSON.stringify(kept)).not.toMatch(/eyJ/);
	const doing = await browser.doing();
	const address = (await signOutAt(doing, [open])) ?? '';
	expect(new URL(address).searchParams.get('id_token_hint')).toMatch(/^eyJ/);
	browser.take(await people.database.write((db) => signOut(db, doing)));
	expect(await browser.person()).toBeNull();
	expect(await visitor.signOut(address)).toBe(`${origin}/sign-in?state=out`);
	// Its session is over: it asks for the name again.
	const again = await beginSignOn(await browser.doing(), open, wish);
	if (isRefusal(again)) throw new Error(again.refusal);
	expect((await visitor.look(again.url)).text).toMatch(/name="prompt" value="login"/);
	// Whoever signed in with a password is led nowhere.
	const mona = await people.someone('mona@example.org', { role: 'reviewer' });
	expect(await signOutAt(await mona.doing(), [open])).toBeNull();
});

test('without the challenge of PKCE the provider leads back with an error, which signs nobody in', async () => {
	const browser = people.browser();
	const begun = await beginSignOn(await browser.doing(), ministry, wish);
	if (isRefusal(begun)) throw new Error(begun.refusal);
	browser.take(begun);
	const bare = new URL(begun.url);
	expect(bare.searchParams.get('code_challenge_method')).toBe('S256');
	for (const name of ['code_challenge', 'code_challenge_method']) bare.searchParams.delete(name);
	const { away } = await there.visitor().look(bare.href);
	expect((await comeBack(browser, away ?? '')).outcome).toEqual({ refusal: 'sign-on-denied', values: { provider: 'Ministry' } });
	expect(await browser.person()).toBeNull();
});

test('an erased account is forgotten with its link', async () => {
	await there.tell({ ...told, ole: { email: 'ole@ministry.example.org', email_verified: true } });
	const browser = people.browser();
	await signOn(browser, 'ole', open);
	const admin = await people.someone('eraser@example.org', { role: 'administrator' });
	const account = (await browser.doingAs()).by.id;
	expect(await erase(await admin.doingAs(), { account, confirmed: true })).toEqual({ account });
	expect(await linksOf(people.read, account)).toEqual([]);
	const anew = people.browser();
	await signOn(anew, 'ole', open);
	expect((await anew.person())?.id).not.toBe(account);
});

test('while the provider is down, passwords still sign in, and it is said so in the reader’s language', async () => {
	const gone = { ...ministry, id: 'gone', issuer: 'http://127.0.0.1:9' };
	const { email } = await people.someone('pia@example.org', { role: 'reviewer' });
	expect(await beginSignOn(await people.browser().doing(), gone, { ...wish, language: 'fr' })).toEqual({
		refusal: 'sign-on-down',
		values: { provider: 'Ministère' }
	});
	expect(await people.browser().signIn(email)).toHaveProperty('step', 'done');
	// One that was asked before is known as it last described itself: here by a process that starts while the provider is down.
	await people.database.kysely
		.insertInto('people.sign_on_providers')
		.values({
			issuer: gone.issuer,
			metadata: JSON.stringify({
				issuer: gone.issuer,
				authorization_endpoint: `${gone.issuer}/authorize`,
				token_endpoint: `${gone.issuer}/token`,
				jwks_uri: `${gone.issuer}/jwks`
			}),
			told_at: new Date()
		})
		.execute();
	const begun = await beginSignOn(await people.browser().doing(), gone, wish);
	expect(begun).toHaveProperty('url', expect.stringMatching(/^http:\/\/127\.0\.0\.1:9\/authorize\?/) as string);
});
