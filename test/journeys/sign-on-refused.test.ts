// SPDX-License-Identifier: Apache-2.0
// Answers of identity providers that are not to be trusted, from a provider with real keys that bends one thing at a time: nobody is signed in, it is written
// down, and the page says so.
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type SignOnProvider, signOnProviders } from '#platform/sign-on-setting.ts';
import { isRefusal } from '#people/refusal.ts';
import { beginSignOn, type Begun } from '#people/server/begin-sign-on.ts';
import { configurationOf } from '#people/server/sign-on-providers.ts';
import { finishSignOn } from '#people/server/finish-sign-on.ts';
import { crookedProvider, type Bent, type CrookedProvider } from '../ground/crooked-provider.ts';
import { type Browser, later, peopleGround, type PeopleGround } from '../ground/people.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let people: PeopleGround;
let there: CrookedProvider;
let other: CrookedProvider;
let crooked: SignOnProvider;
let another: SignOnProvider;
const wish = { language: 'en', to: '/en/work' } as const;

beforeAll(async () => {
	people = await peopleGround();
	[there, other] = await Promise.all([crookedProvider('exchange'), crookedProvider('exchange')]);
	const settings = ([there, other] as const).map(({ issuer }, at) => ({
		id: at ? 'another' : 'crooked',
		name: 'Crooked',
		issuer,
		clientId: 'exchange',
		public: true,
		accounts: 'anybody',
		emailDomains: ['example.org'],
		seconds: 1
	}));
	[crooked, another] = signOnProviders(JSON.stringify(settings), {}) as [SignOnProvider, SignOnProvider];
});
afterEach(() => {
	there.bend({});
	other.bend({});
});
afterAll(async () => {
	await there.stop();
	await other.stop();
	await people.close();
});

/** Many tries of one network address would be locked out, each comes from its own. */
let addresses = 0;
const newBrowser = () => people.browser({ address: `192.0.2.${(addresses += 1)}` });

async function begin(browser: Browser, provider = crooked): Promise<Begun> {
	const begun = await beginSignOn(await browser.doing(), provider, wish);
	if (isRefusal(begun)) throw new Error(begun.refusal);
	browser.take(begun);
	return begun;
}

async function finish(browser: Browser, search: string, provider = crooked) {
	const { outcome } = await finishSignOn(await browser.doing(), provider, search);
	browser.take(outcome);
	return isRefusal(outcome) ? outcome.refusal : outcome.step;
}

/** The whole way with one thing bent; the reason that was written down. */
async function bentWay(bent: Bent, more: Record<string, string> = {}) {
	const browser = newBrowser();
	const begun = await begin(browser);
	there.bend(bent);
	const before = (await people.events('sign-on.refused')).length;
	const said = await finish(browser, there.answer(begun.url, more));
	expect(await browser.person()).toBeNull();
	const refused = await people.events('sign-on.refused');
	expect(refused).toHaveLength(before + 1);
	return [said, (refused.at(-1)?.details as { why: string }).why] as const;
}

test('straight, it signs in: only what is bent below is why it is refused', async () => {
	const browser = newBrowser();
	expect(await finish(browser, there.answer((await begin(browser)).url))).toBe('signed-in');
	expect(await browser.person()).toMatchObject({ email: 'cora@example.org' });
	expect(there.asked.find(({ path }) => path === '/token')?.body.get('code_verifier')).toMatch(/^[\w-]{43}$/);
});

const now = () => Math.floor(Date.now() / 1000);
const invalid = 'OAUTH_INVALID_RESPONSE';
const differs = 'OAUTH_JWT_CLAIM_COMPARISON_FAILED';
const time = 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED';
const cases: [string, () => Bent, string][] = [
	['another issuer', () => ({ claims: { iss: 'https://login.example.org' } }), `${differs} iss`],
	['the issuer with a slash more', () => ({ claims: { iss: `${there.issuer}/` } }), `${differs} iss`],
	['no issuer', () => ({ claims: { iss: undefined } }), invalid],
	['another audience', () => ({ claims: { aud: 'somebody-else' } }), `${differs} aud`],
	['several audiences, and made for another', () => ({ claims: { aud: ['exchange', 'x'], azp: 'x' } }), `${differs} azp`],
	['another nonce', () => ({ claims: { nonce: 'a'.repeat(43) } }), `${differs} nonce`],
	['no nonce', () => ({ claims: { nonce: undefined } }), invalid],
	['no subject', () => ({ claims: { sub: undefined } }), invalid],
	['an expired token', () => ({ claims: { iat: now() - 7200, exp: now() - 3600 } }), `${time} exp`],
	['a token without an end', () => ({ claims: { exp: undefined } }), invalid],
	['a token for later', () => ({ claims: { nbf: now() + 3600 } }), `${time} nbf`],
	['a token issued in the future', () => ({ claims: { iat: now() + 3600, exp: now() + 7200 } }), 'issued in the future'],
	['no signature, alg none', () => ({ signed: 'none' }), invalid],
	['HS256 with the public key as the secret', () => ({ signed: 'public-key' }), invalid],
	['another algorithm than agreed', () => ({ header: { alg: 'RS512' } }), invalid],
	['the signature of another key', () => ({ signed: 'other' }), invalid],
	['a key that it does not have', () => ({ header: { kid: 'two' } }), 'OAUTH_KEY_SELECTION_FAILED'],
	['a critical header that nobody knows', () => ({ header: { crit: ['x'], x: 1 } }), 'OAUTH_UNSUPPORTED_OPERATION'],
	['an ID token of no shape', () => ({ takes: { '/token': (r) => r.end('{"access_token":"a","token_type":"Bearer","id_token":"x.y"}') } }), invalid],
	['no ID token', () => ({ takes: { '/token': (r) => r.end('{"access_token":"a","token_type":"Bearer"}') } }), invalid],
	['userinfo of somebody else', () => ({ userinfo: { sub: 'crooked-2', email: 'admin@example.org' } }), 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED'],
	[
		'a code that it does not take',
		() => ({ takes: { '/token': (r) => r.writeHead(400).end('{"error":"invalid_grant"}') } }),
		'OAUTH_RESPONSE_BODY_ERROR invalid_grant'
	]
];
test.each(cases)('%s is refused', async (_, bent, why) => {
	const [said, reason] = await bentWay(bent());
	expect(said).toBe('sign-on-failed');
	expect(reason).toBe(why);
});

const slow: [string, () => Bent][] = [
	['never answers', () => ({ takes: { '/token': () => undefined } })],
	['answers without end', () => ({ takes: { '/token': (response) => flood(response) } })],
	['breaks off', () => ({ takes: { '/token': (response) => response.destroy() } })],
	['breaks off where it says who it is', () => ({ takes: { '/userinfo': (response) => response.destroy() } })]
];
/** Two megabytes, twice of what is read. */
const flood = (response: Parameters<NonNullable<Bent['takes']>[string]>[0]) => response.end(`{"access_token":"${'a'.repeat(2_000_000)}"}`);
test.each(slow)('a provider that %s is down', async (_, bent) => {
	const [said] = await bentWay(bent());
	expect(said).toBe('sign-on-down');
});

test('an answer that names another issuer, or none, is refused before its code is sent anywhere', async () => {
	const asked = there.asked.length;
	expect(await bentWay({}, { iss: other.issuer })).toEqual(['sign-on-failed', invalid]);
	expect(await bentWay({}, { iss: '' })).toEqual(['sign-on-failed', invalid]);
	expect(there.asked.slice(asked)).toEqual([]);
});

test('a code and its state count once', async () => {
	const browser = newBrowser();
	const answer = there.answer((await begin(browser)).url);
	expect(await finish(browser, answer)).toBe('signed-in');
	const thief = newBrowser();
	for (const [name, value] of browser.jar) if (name !== 'session') thief.jar.set(name, value);
	expect(await finish(thief, answer)).toBe('step-expired');
	expect(await finish(browser, answer)).toBe('step-expired');
	expect(await thief.person()).toBeNull();
});

test('what was begun in one browser is not ended in another, nor for another provider, nor later than a quarter of an hour', async () => {
	const victim = newBrowser();
	const attacker = newBrowser();
	await begin(victim);
	const lure = there.answer((await begin(attacker)).url);
	// The victim is led to the attacker's answer, with a cookie of an own beginning and without any.
	expect(await finish(victim, lure)).toBe('step-expired');
	expect(await finish(newBrowser(), there.answer((await begin(attacker)).url))).toBe('step-expired');
	// Mixed up: begun with one provider, answered at the address of the other.
	const mixed = newBrowser();
	expect(await finish(mixed, there.answer((await begin(mixed)).url), another)).toBe('step-expired');
	expect(other.asked.filter(({ path }) => path === '/token')).toEqual([]);
	const late = newBrowser();
	const { url } = await begin(late);
	const { outcome } = await finishSignOn(await late.doing(later(16)), crooked, there.answer(url));
	expect(outcome).toMatchObject({ refusal: 'step-expired' });
	for (const search of ['', '?', '?state=', '?state=x&code=y', '?error=access_denied', `?state=${'x'.repeat(5000)}`])
		expect(await finish(newBrowser(), search)).toBe('step-expired');
	expect(await Promise.all([victim, attacker, mixed, late].map((each) => each.person()))).toEqual([null, null, null, null]);
});

test('an error that the provider sends back is told without its words, and two answers in one are none', async () => {
	const browser = newBrowser();
	const { url } = await begin(browser);
	const state = new URL(url).searchParams.get('state') ?? '';
	const search = new URLSearchParams({ state, iss: there.issuer, error: 'access_denied', error_description: '<b>call 555</b>' });
	const { outcome } = await finishSignOn(await browser.doing(), crooked, `?${search.toString()}`);
	expect(outcome).toEqual({ refusal: 'sign-on-denied', values: { provider: 'Crooked' } });
	const twice = newBrowser();
	expect(await finish(twice, `${there.answer((await begin(twice)).url)}&code=another`)).toBe('sign-on-failed');
});

test('the way back is one of ours, whatever was asked for', async () => {
	for (const to of ['https://evil.example', '//evil.example/x', '/\\evil.example', 'javascript:alert(1)']) {
		const browser = newBrowser();
		const begun = await beginSignOn(await browser.doing(), crooked, { language: 'fr', to });
		if (isRefusal(begun)) throw new Error(begun.refusal);
		browser.take(begun);
		const finished = await finishSignOn(await browser.doing(), crooked, there.answer(begun.url));
		expect(finished).toMatchObject({ to: '/fr/work', language: 'fr', outcome: { step: 'signed-in' } });
	}
});

test('somebody who asks too often is stopped, and others are not', async () => {
	const browser = newBrowser();
	const doing = await browser.doing();
	const said = [];
	for (let time = 0; time < 62; time += 1) {
		const begun = await beginSignOn(doing, crooked, wish);
		said.push(isRefusal(begun) ? begun.refusal : 'led on');
	}
	expect(said.indexOf('too-many-requests')).toBe(60);
	await begin(newBrowser());
});

const unsound: [string, Record<string, unknown>][] = [
	['another issuer', { issuer: 'https://login.example.org' }],
	['PKCE without SHA-256', { code_challenge_methods_supported: ['plain'] }],
	['no keys', { jwks_uri: undefined }],
	['a page that is a script', { authorization_endpoint: 'javascript:alert(1)' }]
];
test.each(unsound)('a provider that describes itself with %s is not led to', async (_, metadata) => {
	const fresh = await crookedProvider('exchange');
	fresh.bend({ metadata });
	const begun = await beginSignOn(await newBrowser().doing(), { ...crooked, id: 'fresh', issuer: fresh.issuer }, wish);
	await fresh.stop();
	expect(begun).toMatchObject({ refusal: 'sign-on-down' });
});

test('what a provider names inside our own network is not asked, but for itself', async () => {
	const fresh = await crookedProvider('exchange');
	// The same machine by another address: a service that only it can reach.
	fresh.bend({ metadata: { token_endpoint: fresh.issuer.replace('127.0.0.1', '127.0.0.2'), userinfo_endpoint: 'http://169.254.169.254/latest' } });
	const provider = { ...crooked, id: 'fresh', issuer: fresh.issuer };
	const browser = newBrowser();
	const begun = await begin(browser, provider);
	expect(await finish(browser, fresh.answer(begun.url), provider)).toBe('sign-on-down');
	expect((await people.events('sign-on.refused')).at(-1)?.details).toMatchObject({ why: 'ProviderDown private address' });
	await fresh.stop();
});

test('a description that cannot be renewed is used as it was, for a month', async () => {
	const fresh = await crookedProvider('exchange');
	const provider = { ...crooked, id: 'fresh', issuer: fresh.issuer };
	await begin(newBrowser(), provider);
	await fresh.stop();
	const hours = (count: number) => later(count * 60);
	expect((await configurationOf(people.ground, provider, hours(2))).serverMetadata().issuer).toBe(fresh.issuer);
	await expect(configurationOf(people.ground, provider, hours(31 * 24))).rejects.toThrow();
});
