// SPDX-License-Identifier: Apache-2.0
// A report on its way, as the focal point of Ghana sees it: the overview, a section among many, what is read once more before it is submitted.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { live, openBrowser, person, type Site, startSite } from './site.ts';

let site: Site;
let browser: Browser;
let page: Page;
let faults: string[];
let edit: string;
beforeAll(async () => {
	[site, browser] = await Promise.all([startSite(), openBrowser()]);
	({ page, faults } = await person(browser, site, site.account('focal-point', 'GHA'), { viewport: { width: 1280, height: 800 } }));
	await page.locator('form[action$="/reporting/begin"] button').first().click();
	await page.waitForURL(/\/edit/);
	edit = new URL(page.url()).pathname;
}, 180_000);
afterAll(async () => {
	await browser?.close();
	await site?.stop();
});

const open = async (address: string) => {
	await page.goto(address);
	await live(page);
};

test('the overview names cycle and Party, and does not call an empty report in order', async () => {
	await open(edit);
	const said = await page.locator('main').innerText();
	expect(said).toContain('2021–2024 (full report) · Ghana');
	expect(said).toMatch(/Due on 31 December 2025 \(\d+ days ago\)/);
	expect(said).not.toContain('The checks noticed nothing.');
	expect(said).toMatch(/\d+ required answers are still missing\./);
});

test('what is missing is told section by section, and leads to its question', async () => {
	await open(`${edit}?checked#findings`);
	const missing = page.locator('li[data-severity=error] a[href$="#q11-2"]');
	await missing.click();
	await live(page);
	await page.waitForURL(/\/edit\/article-11\?checked#q11-2$/);
	await expect.poll(() => page.locator('[id="q11-2"]').evaluate((question) => question.getBoundingClientRect().top)).toBeLessThan(800);
});

test('a facility for disposal without a quantity is warned of, and what is explained stands beside the warning to the end', async () => {
	await page.locator('[name="q.q11-2"][value="yes"]').check();
	await expect.poll(() => page.locator('[name^="q.q11-2-a-total"]').count(), { timeout: 10_000 }).toBeGreaterThan(0);
	const warning = page.locator('li[data-severity=warning]', { hasText: '11.2 (a)' });
	await expect
		.poll(
			async () => {
				await open(`${edit}?checked`);
				return warning.count();
			},
			{ timeout: 15_000 }
		)
		.toBe(1);
	await warning.locator('summary').click();
	await warning.locator('textarea').fill('The operators were not obliged to tell.');
	await warning.locator('form button').click();
	await page.waitForURL(/saved/);
	await open(edit.replace(/edit$/, 'submit'));
	const noticed = page.locator('.notice', { hasText: '11.2 (a)' });
	expect(await noticed.innerText()).toContain('Explanation: The operators were not obliged to tell.');
});

test('of nineteen sections the open one is in sight, and what is saved below it', async () => {
	await open(`${edit}/article-19`);
	const beside = await page.locator('aside .beside').boundingBox();
	const now = await page.locator('aside [aria-current=step]').boundingBox();
	if (!beside || !now) throw new Error('no list of sections');
	expect(now.y).toBeGreaterThanOrEqual(beside.y);
	expect(now.y + now.height).toBeLessThan(beside.y + beside.height);
	expect(await page.evaluate(() => window.scrollY)).toBe(0);
	expect(faults).toEqual([]);
});

test('whoever types the second of two answers is told at once whose the first is', async () => {
	const colleague = await person(browser, site, site.account('party-contributor', 'GHA'));
	await colleague.page.goto(`${edit}/challenges`);
	await live(colleague.page);
	await open(`${edit}/challenges`);
	await expect.poll(() => page.locator('.beside').innerText(), { timeout: 20_000 }).toContain('Also here: Kofi');
	await page.locator('[name="q.c-1"]').fill('Of the focal point.');
	await expect.poll(() => page.locator('.save-state').innerText(), { timeout: 10_000 }).toContain('Saved');
	await expect.poll(async () => (await page.request.get(`${edit}/history/c-1`)).text()).toContain('Of the focal point.');
	await colleague.page.locator('[name="q.c-1"]').fill('Of the contributor.');
	const both = colleague.page.locator('#clash-c-1');
	await both.waitFor();
	expect(await both.innerText()).toMatch(/The answer now in the draft\n+.?Ama Mensah.?, [^\n]+\n+Of the focal point\./);
	await both.locator('button').first().click();
	await colleague.page.waitForURL(/saved/);
	expect(colleague.faults).toEqual([]);
	await colleague.context.close();
});

test('a page that is not there says in which language it is, whatever its address', async () => {
	for (const address of ['/foo', '/calendar/nothing.ics']) {
		const reply = await fetch(site.origin + address, { headers: { 'accept-language': 'ar' } });
		expect(reply.status, address).toBe(404);
		expect(await reply.text(), address).toContain('<html lang="ar" dir="rtl">');
	}
});
