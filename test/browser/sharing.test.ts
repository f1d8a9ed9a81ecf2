// SPDX-License-Identifier: Apache-2.0
// The shared work through the browser: a focal point asks an expert who has no account and no JavaScript; what comes back is taken; a colleague approves.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { languages } from '#text/languages.ts';
import { look } from './looking.ts';
import { live, openBrowser, person, type Site, startSite } from './site.ts';

let site: Site;
let browser: Browser;
beforeAll(async () => {
	[site, browser] = await Promise.all([startSite({ MAIL_REPLY_DOMAIN: 'reply.example.org' }), openBrowser()]);
});
afterAll(async () => {
	await browser?.close();
	await site?.stop();
});

const expert = 'sophie.laurent@institute.example';
const secret = 'canary-of-the-ministry';
const plainText = (letter: string): string =>
	letter
		.replace(/base64\r?\n\r?\n([A-Za-z0-9+/=\r\n]+)/g, (_, packed: string) => Buffer.from(packed, 'base64').toString('utf8'))
		.replace(/=\r?\n/g, '')
		.replace(/=3D/g, '=');
const study = Buffer.from(
	'%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\nxref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \ntrailer<</Size 3/Root 1 0 R>>\nstartxref\n98\n%%EOF\n'
);
const inAWeek = () => new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);

async function letterTo(address: string, count: number): Promise<string> {
	await expect.poll(() => site.letters(address).length, { timeout: 30_000 }).toBe(count);
	return plainText(site.letters(address).at(-1) as string);
}

/** Opens the fields of an ask, fills them in and sends it. */
async function ask(page: Page, edit: string, questions: string[], of: { account: string } | { email: string }): Promise<void> {
	await page.goto(`${edit}/asks/new?${questions.map((question) => `question=${question}`).join('&')}`);
	await live(page);
	if ('account' in of) await page.locator('select[name=account]').selectOption({ label: of.account });
	else {
		await page.locator('#name').fill('Dr Sophie Laurent');
		await page.locator('#email').fill(of.email);
		await page.locator('#language').selectOption('fr');
	}
	await page.locator('#due').fill(inAWeek());
	await page.locator('#word').fill('Merci de votre aide.');
	await page.locator('main form button.primary').click();
	await page.waitForURL(/asks\?done=asked/);
}

test('an expert answers by a link, without account and JavaScript; the answer is taken; a colleague approves; the link opens nothing more', async () => {
	const ama = await person(browser, site, site.account('focal-point', 'GHA'));
	const { page } = ama;
	await page.goto('/en/work');
	await page.locator('form:has(input[name=cycle][value="2021-2024"]) button').click();
	await page.waitForURL(/\/edit$/);
	const edit = new URL(page.url()).pathname;
	await page.goto(`${edit}/remarks`);
	await live(page);
	await page.locator('[name="q.e-13"]').fill(secret);
	await page.locator('[name="q.e-14"]').focus();
	await expect.poll(async () => (await page.request.get(`${edit}/history/e-13`)).text(), { timeout: 15_000 }).toContain(secret);
	await ask(page, edit, ['q3-1', 'e-12', 'e-12-files'], { email: expert });

	const link = /https?:\/\/[^\s"<>]+\/fr\/answer\/[\w-]+/.exec(await letterTo(expert, 1))?.[0] ?? '';
	expect(link).not.toBe('');
	const sophie = await person(browser, site, null, { javaScriptEnabled: false });
	const path = new URL(link).pathname;
	// What looks at pages needs a page that runs scripts, though those pages have none.
	const looker = await person(browser, site, null);
	// The page is right in every language, and says nothing of the rest of the report.
	for (const language of languages) {
		const address = path.replace('/fr/', `/${language}/`);
		expect(await look(looker.page, address, { language, widths: [1280, 320], axe: language === 'fr' || language === 'ar' })).toEqual([]);
		const told = await looker.page.content();
		expect(told).not.toContain(secret);
		expect(told).not.toContain('E.13');
	}
	await sophie.page.goto(link);
	await sophie.page.locator('[name="q.q3-1"][value=no]').check();
	await sophie.page.locator('[name="q.e-12"]').fill('Deux mines <b>fermées</b>.');
	await sophie.page
		.locator('input[type=file][name^="upload.e-12-files"]')
		.setInputFiles({ name: 'étude.pdf', mimeType: 'application/pdf', buffer: study });
	await sophie.page.locator('main form button:not(.primary):not(.visually-hidden)').last().click();
	await sophie.page.waitForURL(/\?saved/);
	// Found again after coming back, the file too.
	await sophie.page.goto(link);
	expect(await sophie.page.locator('[name="q.e-12"]').inputValue()).toBe('Deux mines <b>fermées</b>.');
	const given = await sophie.page.request.get((await sophie.page.locator('a.file').getAttribute('href')) ?? '');
	expect(await given.body()).toEqual(study);
	await sophie.page.locator('main form button.primary').click();
	await expect.poll(() => sophie.page.locator('main').innerText()).toContain('Merci');
	expect(await sophie.page.locator('main form').count()).toBe(0);
	expect((await sophie.page.request.get(`/files/asked/${path.split('/').at(-1)}/${'0'.repeat(64)}/x`)).status()).toBe(404);

	// The editor sees it beside the present answer, changes one and takes another.
	for (const language of ['fr', 'ar'] as const)
		for (const part of ['/asks', '/together/e-12', '/together/e-12-files', '/approval'])
			expect(await look(page, `${edit.replace('/en/', `/${language}/`)}${part}`, { language, widths: [1280, 320], axe: true })).toEqual([]);
	await page.goto(`${edit}/together/q3-1`);
	await live(page);
	await page.locator('form[action="?/accept"] button').click();
	await page.waitForURL(/done=accept/);
	await page.locator('#body-new').fill('Is this still so?');
	await page.locator('form[action="?/say"]').last().locator('button').click();
	await page.waitForURL(/done=said/);
	await page.goto(`${edit}/together/e-12`);
	await live(page);
	await page.locator('a[href^="?change="]').click();
	await page.locator('[name="q.e-12"]').fill('Deux mines fermées en 2020.');
	await page.locator('form[action="?/change"] button.primary').click();
	await page.waitForURL(/done=accept/);
	await page.goto(`${edit}/history/e-12`);
	expect(await page.locator('main').innerText()).toContain('Dr Sophie Laurent');
	await page.goto(`${edit}/article-3`);
	expect(await page.locator('[name="q.q3-1"][value=no]').isChecked()).toBe(true);

	// Approval, as the focal point wants it.
	await page.goto('/en/work/approval/GHA');
	await live(page);
	await page.locator('label:has-text("Kofi Boateng") input').check();
	await page.locator('main form button.primary').click();
	await page.waitForURL(/saved/);
	await page.goto(`${edit}/approval`);
	await live(page);
	await page.locator('form[action="?/ask"] button').click();
	await page.waitForURL(/done=approval-asked/);
	const asked = () => site.letters(site.account('party-contributor', 'GHA').email).some((letter) => plainText(letter).includes('/edit/approval'));
	await expect.poll(asked, { timeout: 30_000 }).toBe(true);
	const kofi = await person(browser, site, site.account('party-contributor', 'GHA'));
	await kofi.page.goto(`${edit}/approval`);
	await live(kofi.page);
	await kofi.page.locator('form[action="?/give"] button').click();
	await kofi.page.waitForURL(/done=given/);
	await page.goto(edit);
	expect(await page.locator('nav.waiting').innerText()).toContain('1 of 1');

	// A colleague finds on the desk what is asked, and answers there.
	await ask(page, edit, ['e-15'], { account: 'Kofi Boateng' });
	await kofi.page.goto('/en/work');
	await kofi.page.locator('a[href*="/work/asked/"]').click();
	await kofi.page.waitForURL(/\/work\/asked\//);
	const asks = new URL(kofi.page.url()).pathname.slice('/en'.length);
	for (const language of ['en', 'fr', 'ar'] as const)
		expect(await look(kofi.page, `/${language}${asks}`, { language, widths: [1280, 320], axe: true })).toEqual([]);
	await live(kofi.page);
	await kofi.page.locator('[name="q.e-15"]').fill('Known to Kofi.');
	await kofi.page.locator('main form button.primary').click();
	await kofi.page.locator('main form').waitFor({ state: 'detached' });
	await kofi.page.goto('/en/work');
	expect(await kofi.page.locator('a[href*="/work/asked/"]').count()).toBe(0);

	// Taken back: the link says so.
	await ask(page, edit, ['e-16'], { email: 'other@institute.example' });
	const second = /https?:\/\/[^\s"<>]+\/fr\/answer\/[\w-]+/.exec(await letterTo('other@institute.example', 1))?.[0] ?? '';
	await sophie.page.goto(second);
	await sophie.page.locator('[name="q.e-16"]').fill('Trop tard.');
	await page.locator('form[action="?/revoke"] button').first().click();
	await page.waitForURL(/done=revoked/);
	await sophie.page.locator('main form button.primary').click();
	// Nothing was kept, and nothing that was typed is lost to the person.
	await expect.poll(() => sophie.page.locator('main').innerText()).toContain('Trop tard.');
	expect([...ama.faults, ...sophie.faults, ...looker.faults, ...kofi.faults]).toEqual([]);
}, 600_000);
