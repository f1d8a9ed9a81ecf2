// SPDX-License-Identifier: Apache-2.0
// Working without a line, in a real browser: a report is opened once, the line breaks in the middle of the work or the platform is gone, the browser is
// killed, the clock is wrong, a second device works beside it; and nothing that was typed is lost, nor shown to anybody else.
import { mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { breakableLine, type BrokenLine } from './broken-line.ts';
import { executablePath, flags, freePort, live, openBrowser, signIn, type Site, startSite } from './site.ts';

let site: Site;
let line: BrokenLine;
let browser: Browser;
let folder: string;

beforeAll(async () => {
	const port = await freePort();
	let target = 0;
	line = await breakableLine(port, () => target);
	[site, browser] = await Promise.all([startSite({ ORIGIN: line.origin }), openBrowser()]);
	target = Number(new URL(site.origin).port);
	site = { ...site, origin: line.origin };
	folder = mkdtempSync(join(tmpdir(), 'profile-'));
});
afterAll(async () => {
	await browser?.close();
	await line?.close();
	await site?.stop();
	rmSync(folder, { recursive: true, force: true });
});

/** A device of its own: what it keeps outlives the browser. */
async function device(name: string): Promise<{ context: BrowserContext; page: Page }> {
	const context = await chromium.launchPersistentContext(join(folder, name), { executablePath, args: flags, baseURL: site.origin });
	context.setDefaultTimeout(15_000);
	const page = context.pages()[0] ?? (await context.newPage());
	return { context, page };
}

/** Begins the report of a Party, or opens the one that there is; gives its identifier. */
async function report(page: Page): Promise<string> {
	await page.goto('/en/work');
	const begin = page.locator('form[action$="/begin"] button').first();
	if (await begin.count()) await begin.click();
	else await page.locator('main a[href*="REPORT-"][href$="/edit"]').first().click();
	await page.waitForURL(/\/edit$/);
	return /records\/([^/]+)\/edit/.exec(page.url())?.[1] as string;
}

/** Opens the overview and waits until the device keeps all of it. */
async function keep(page: Page, id: string, language = 'en'): Promise<void> {
	await page.goto(`/${language}/work/records/${id}/edit`);
	await page.locator('[data-kept=yes]').waitFor({ state: 'attached' });
	await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

/** The whole browser ends in the middle of a stroke, as when the current fails. */
async function kill(context: BrowserContext, profile: string): Promise<void> {
	const lock = join(profile, 'SingletonLock');
	const pid = Number(/-(\d+)$/.exec(readlinkSync(lock))?.[1]);
	const ended = new Promise<void>((closed) => context.once('close', () => closed()));
	process.kill(pid, 'SIGKILL');
	await ended;
	for (const name of ['SingletonLock', 'SingletonCookie', 'SingletonSocket']) rmSync(join(profile, name), { force: true });
}

const mood = (page: Page, wanted: string) => page.locator(`.save-state[data-mood=${wanted}]`).waitFor();
const field = (page: Page, question: string) => page.locator(`[name="q.${question}"]`).first();

/** What the platform holds of a draft. */
async function stored(page: Page, id: string): Promise<{ answers: Record<string, unknown>; clashes: { question: string; value: unknown }[] }> {
	const answer = await page.request.get(`/en/work/records/${id}/edit/copy`);
	expect(answer.status()).toBe(200);
	const { draft } = (await answer.json()) as { draft: { answers: Record<string, unknown>; clashes: { question: string; value: unknown }[] } };
	return draft;
}

test('the platform is gone in the middle of the work: every section opens, is filled in and kept, over a killed browser, and is sent later', async () => {
	let { context, page } = await device('ama');
	await signIn(page, site.account('focal-point', 'CHE'), 'en');
	const id = await report(page);
	await keep(page, id);
	await page.goto(`/en/work/records/${id}/edit/challenges`);
	await live(page);
	await field(page, 'c-1').fill('Before the line broke.');
	await field(page, 'c-1').blur();
	await mood(page, 'saved');

	await line.cut();
	await field(page, 'c-1').fill('Written without a line.');
	await field(page, 'c-1').blur();
	await mood(page, 'line');
	expect(await page.locator('.save-state').innerText()).toContain('One answer is not sent yet');

	// On to the next section, as with a line.
	await page.locator('.sections .row.end a.primary').click();
	await page.waitForURL(/work\/offline\?record=.*section=format-views/);
	await field(page, 'd-1').fill('Also without a line.');
	await field(page, 'd-1').blur();
	await mood(page, 'line');
	// A new visit to the address of another section, and a condition that is judged on the device.
	await page.goto(`/en/work/records/${id}/edit/article-3`);
	await page.waitForURL(/work\/offline\?record=.*section=article-3/);
	expect(await page.locator('[name="q.q3-1-a"]').count()).toBe(0);
	await page.locator('[name="q.q3-1"][value=yes]').check();
	await page.locator('[name="q.q3-1-a"]').waitFor({ state: 'attached' });

	// Every section opens.
	await page.goto(`/en/work/records/${id}/edit`);
	await page.waitForURL(/work\/offline\?record=/);
	const sections = await page.locator('main table a, main [role=table] a').evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
	expect(sections.length).toBeGreaterThan(10);
	for (const address of sections) {
		await page.goto(address);
		await page.locator('form.fill h2').first().waitFor({ state: 'attached' });
	}
	// The desk leads to what is kept.
	await page.goto('/en/work');
	await page.waitForURL(/work\/offline$/);
	expect(await page.locator('[data-unsent]').getAttribute('data-unsent')).toBe('3');

	// The current fails: nobody says goodbye to anything.
	await kill(context, join(folder, 'ama'));
	({ context, page } = await device('ama'));
	await page.goto(`/en/work/records/${id}/edit/challenges`);
	await page.waitForURL(/work\/offline\?record=.*section=challenges/);
	await expect.poll(() => field(page, 'c-1').inputValue()).toBe('Written without a line.');

	await line.mend();
	await page.goto('/en/work');
	await page.locator('.told .notice.success').waitFor();
	const { answers, clashes } = await stored(page, id);
	expect(answers).toMatchObject({ 'c-1': 'Written without a line.', 'd-1': 'Also without a line.', 'q3-1': 'yes' });
	expect(clashes).toEqual([]);
	await page.goto('/en/work/offline');
	await page.getByText('Everything is sent.').waitFor();
	await context.close();
}, 120_000);
