// SPDX-License-Identifier: Apache-2.0
// Signing in with an identity provider as people do it: with a real browser, with and without scripts, in three languages; linking and signing out.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identityProvider, type IdentityProvider } from '../ground/identity-provider.ts';
import { freePort, openBrowser, type Site, startSite } from './site.ts';

let browser: Browser;
let site: Site;
let there: IdentityProvider;

beforeAll(async () => {
	const port = await freePort();
	const provider = {
		id: 'ministry',
		name: { en: 'Ministry of the Example', fr: 'Ministère de l’Exemple', ar: 'وزارة المثال' },
		issuer: `http://127.0.0.1:${port}`,
		clientId: 'exchange',
		accounts: 'anybody',
		emailDomains: ['ministry.example.org'],
		roles: [{ claim: 'groups', value: 'editors', role: 'editor' }]
	};
	const down = { ...provider, id: 'down', name: 'Down', issuer: 'http://127.0.0.1:9' };
	site = await startSite({ OIDC_PROVIDERS: JSON.stringify([provider, down]), OIDC_SECRET_MINISTRY: 'quiet water', OIDC_SECRET_DOWN: 'x' });
	const people = { ama: { name: 'Ama Mensah', email: 'ama@ministry.example.org', email_verified: true, groups: ['editors'] }, link: {} };
	there = await identityProvider([{ id: 'exchange', secret: 'quiet water', origin: site.origin, provider: 'ministry' }], people, port);
	browser = await openBrowser();
});
afterAll(async () => {
	await browser.close();
	await there.stop();
	await site.stop();
});

/** The forms of the provider: who one is, and yes to what is asked. */
async function signInThere(page: Page, login: string): Promise<void> {
	await page.waitForURL((url) => url.origin === there.issuer);
	await page.fill('input[name=login]', login);
	await page.fill('input[name=password]', 'any');
	await page.click('button[type=submit]');
	await page.waitForSelector('input[name=prompt][value=consent]', { state: 'attached' });
	await page.click('button[type=submit]');
	await page.waitForURL((url) => url.origin === site.origin);
}

test.each([
	['without scripts', false],
	['with scripts', true]
])('%s: in by the provider to the page that was asked for, and out here and there', async (_, javaScriptEnabled) => {
	const context = await browser.newContext({ javaScriptEnabled, locale: 'fr' });
	const page = await context.newPage();
	await page.goto(`${site.origin}/fr/work/account/sessions`);
	await page.click('text=Se connecter avec Ministère de l’Exemple');
	await signInThere(page, 'ama');
	expect(new URL(page.url()).pathname).toBe('/fr/work/account/sessions');
	await page.goto(`${site.origin}/fr/work/account/sign-on`);
	expect(await page.textContent('main')).toMatch(/Ministère de l’Exemple/);
	await page.goto(`${site.origin}/fr/sign-out`);
	await page.click('text=Se déconnecter ici et de Ministère de l’Exemple');
	// It goes on by itself.
	await page.waitForURL((url) => url.origin === there.issuer);
	await page.click('button[value=yes]');
	await page.waitForURL((url) => url.origin === site.origin && url.pathname === '/fr/sign-in');
	expect(await page.textContent('main')).toMatch(/déconnecté/);
	await page.goto(`${site.origin}/fr/work`);
	expect(new URL(page.url()).pathname).toBe('/fr/sign-in');
	await context.close();
});

test('an account is linked from its page with the password, and signs in from then on', async () => {
	const context = await browser.newContext();
	const page = await context.newPage();
	const { email, password } = site.account('reviewer');
	await page.goto(`${site.origin}/en/sign-in?to=/en/work/account/sign-on`);
	await page.fill('#email', email);
	await page.fill('#password', password);
	await page.click('main form button');
	await page.waitForURL(/account\/sign-on$/);
	await page.fill('#password-ministry', 'not this one');
	await page.click('text=Continue to Ministry of the Example');
	expect(await page.textContent('main')).toMatch(/do not belong together/);
	await page.fill('#password-ministry', password);
	await page.click('text=Continue to Ministry of the Example');
	await signInThere(page, 'link');
	await page.waitForURL(/account\/sign-on\?done=linked$/);
	expect(await page.textContent('main')).toMatch(/The account is added/);
	await context.close();
	const elsewhere = await browser.newContext();
	const again = await elsewhere.newPage();
	await again.goto(`${site.origin}/en/sign-in`);
	await again.click('text=Sign in with Ministry of the Example');
	await signInThere(again, 'link');
	await again.goto(`${site.origin}/en/work/account`);
	expect(await again.textContent('main')).toMatch(email);
	await elsewhere.close();
});

test('a provider that is down is told in the language of the page, and the address says nothing else', async () => {
	const context = await browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	await page.goto(`${site.origin}/ar/sign-in?to=/ar/work/account`);
	await page.click('text=Down');
	expect(new URL(page.url()).pathname).toBe('/ar/sign-in');
	expect(await page.textContent('#refused')).toMatch(/يتعذّر الوصول إلى Down/);
	expect(await page.inputValue('input[name=to]')).toBe('/ar/work/account');
	for (const query of ['with=nobody&why=sign-on-down', 'with=down&why=has-errors', 'with=down&why=<b>', 'why=sign-on-down']) {
		await page.goto(`${site.origin}/en/sign-in?${query}`);
		expect(await page.locator('#refused').count()).toBe(0);
	}
	await page.goto(`${site.origin}/en/sign-in/with/nobody`);
	expect(await page.textContent('h1')).not.toMatch(/sign in/i);
	await page.goto(`${site.origin}/sign-in/back/ministry?code=x&state=y`);
	expect(await page.textContent('#refused')).toMatch(/\S/);
	await context.close();
});
