// SPDX-License-Identifier: Apache-2.0
// Working without a line, in a real browser: a report is opened once, the line breaks in the middle of the work or the platform is gone, the browser is
// killed, the clock is wrong, a second device works beside it; and nothing that was typed is lost, nor shown to anybody else.
import { mkdtempSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { breakableLine, type BrokenLine } from './broken-line.ts';
import { executablePath, flags, freePort, signIn, type Site, startSite } from './site.ts';

let site: Site;
let line: BrokenLine;
let folder: string;
const opened: BrowserContext[] = [];

beforeAll(async () => {
	const port = await freePort();
	let target = 0;
	line = await breakableLine(port, () => target);
	site = await startSite({ ORIGIN: line.origin });
	target = Number(new URL(site.origin).port);
	site = { ...site, origin: line.origin };
	folder = mkdtempSync(join(tmpdir(), 'profile-'));
});
afterAll(async () => {
	await line?.close();
	await site?.stop();
	rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
// One story that fails must not take the next with it.
afterEach(async () => {
	line.loseReplies(false);
	await line.mend();
	for (const context of opened.splice(0)) await context.close().catch(() => {});
});

/** A device of its own: what it keeps outlives the browser. */
async function device(name: string): Promise<{ context: BrowserContext; page: Page }> {
	const context = await chromium.launchPersistentContext(join(folder, name), { executablePath, args: flags, baseURL: site.origin });
	context.setDefaultTimeout(15_000);
	opened.push(context);
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

/** The page listens. */
const live = (page: Page) => page.locator('html[data-live]').waitFor({ state: 'attached' });

/** At the desk again, signed in anew where the browser lost its session when it was killed: what waits is sent by itself. */
async function backAtWork(page: Page): Promise<void> {
	await page.goto('/en/work');
	if (page.url().includes('/sign-in')) await signIn(page, site.account('focal-point', 'GHA'));
	await page.locator('.told .notice.success').waitFor();
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
	await signIn(page, site.account('focal-point', 'GHA'));
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
	await page.locator('[name="q.q3-1"]').first().waitFor({ state: 'attached' });
	expect(await page.locator('[name^="q.q3-1-c"]').count()).toBe(0);
	await page.locator('[name="q.q3-1"][value=yes]').check();
	await page.locator('[name^="q.q3-1-c"]').first().waitFor({ state: 'attached' });

	// Every section opens.
	await page.goto(`/en/work/records/${id}/edit`);
	await page.waitForURL(/work\/offline\?record=/);
	await page.locator('main table a').first().waitFor();
	const sections = await page.locator('main table a').evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
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
	await backAtWork(page);
	const { answers, clashes } = await stored(page, id);
	expect(answers).toMatchObject({ 'c-1': 'Written without a line.', 'd-1': 'Also without a line.', 'q3-1': true });
	expect(clashes).toEqual([]);
	await page.goto('/en/work/offline');
	await page.getByText('Everything is sent.').waitFor();
	await context.close();
}, 120_000);

/** Signed in on a device, with the report of Ghana kept on it. */
async function atWork(name: string, role = 'focal-point'): Promise<{ context: BrowserContext; page: Page; id: string }> {
	const { context, page } = await device(name);
	await signIn(page, site.account(role, 'GHA'));
	const id = await report(page);
	await keep(page, id);
	return { context, page, id };
}

async function write(page: Page, question: string, words: string): Promise<void> {
	await live(page);
	await page.waitForFunction(() => document.querySelector('form.fill') !== null);
	await field(page, question).fill(words);
	await field(page, question).blur();
}

test('two devices, one with a wrong clock, one whose replies are lost: what differs is kept twice and shown, the rest merges', async () => {
	const one = await atWork('one');
	const { id } = one;
	const two = await device('two');
	// Eleven years behind: no order of answers may depend on it.
	await two.context.clock.setFixedTime(new Date('2015-03-01T00:00:00Z'));
	await signIn(two.page, site.account('party-contributor', 'GHA'));
	await keep(two.page, id);
	await two.page.goto(`/en/work/records/${id}/edit/challenges`);
	await live(two.page);
	// Both have the page open before either writes.
	await one.page.goto(`/en/work/records/${id}/edit/challenges`);
	await live(one.page);
	await two.context.setOffline(true);
	await write(two.page, 'c-1', 'Of the contributor.');
	await mood(two.page, 'line');
	await two.page.goto(`/en/work/records/${id}/edit/remarks`);
	await write(two.page, 'e-3', 'Only of the contributor.');
	await mood(two.page, 'line');

	line.loseReplies(true);
	await write(one.page, 'c-1', 'Of the focal point.');
	await mood(one.page, 'line');
	line.loseReplies(false);
	// By the button, unless the page was quicker.
	await one.page
		.locator('.save-state button')
		.click({ timeout: 2_000 })
		.catch(() => {});
	await mood(one.page, 'saved');

	await two.context.setOffline(false);
	await expect.poll(async () => (await stored(one.page, id)).clashes.length, { timeout: 20_000 }).toBe(1);
	const { answers, clashes } = await stored(one.page, id);
	expect(answers['e-3']).toBe('Only of the contributor.');
	// Which of the two came first is the line's affair (a page that is left sends a last time): the other one waits.
	expect([answers['c-1'], ...clashes.map(({ value }) => value)].sort()).toEqual(['Of the contributor.', 'Of the focal point.']);
	await one.page.goto(`/en/work/records/${id}/edit/challenges`);
	const both = await one.page.locator('#clash-c-1').innerText();
	expect(both).toContain('Of the focal point.');
	expect(both).toContain('Of the contributor.');
	await live(one.page);
	await one.page.locator('#clash-c-1 button').first().click();
	await one.page.waitForURL(/saved/);
	expect((await stored(one.page, id)).clashes).toEqual([]);
	await Promise.all([one.context.close(), two.context.close()]);
}, 120_000);

test('a file that is chosen without a line is kept, named by its answer, and arrives later', async () => {
	const { context, page, id } = await atWork('files');
	await page.goto(`/en/work/records/${id}/edit/remarks`);
	await live(page);
	await line.cut();
	const text = `Minutes of a meeting, ${id}`;
	await page
		.locator('input[type=file][name="upload.e-3-files"]')
		.setInputFiles({ name: 'minutes.pdf', mimeType: 'application/pdf', buffer: pdf(text) });
	await page.locator('[data-files="1"]').waitFor();
	await page.locator('[name="q.e-3-files.0.language"]').selectOption('fr');
	await expect.poll(() => kept(page)).toContain('"language":"fr"');
	await kill(context, join(folder, 'files'));
	const later = await device('files');
	await later.page.goto(`/en/work/records/${id}/edit/remarks`);
	await later.page.locator('[data-files="1"]').waitFor();
	expect(await later.page.locator('.attachment').first().innerText()).toContain('minutes.pdf');
	await line.mend();
	await backAtWork(later.page);
	expect(await everything(later.page)).not.toContain('files ');
	const held = (await stored(later.page, id)).answers['e-3-files'] as { file: string; language: string }[];
	expect(held[0]?.language).toBe('fr');
	const given = await later.page.request.get(`/files/${id}/${held[0]?.file}/minutes.pdf`);
	expect((await given.body()).toString()).toContain(text);
	await later.context.close();
}, 120_000);

test('signing out takes everything off the device; with something unsent the person is asked first; nobody else is shown anything', async () => {
	const { context, page, id } = await atWork('shared');
	await page.goto(`/en/work/records/${id}/edit/format-views`);
	await context.setOffline(true);
	await write(page, 'd-1', 'A secret of the focal point.');
	await mood(page, 'line');
	await page.goto('about:blank');
	await context.setOffline(false);
	// The session ends meanwhile: what is not sent stays, and goes after signing in again.
	await context.clearCookies();
	await page.goto(`/en/work/offline?record=${id}`);
	await page.locator('.waiting button').first().click();
	await page.getByText('You are signed out.').waitFor();
	await context.setOffline(true);
	await page.goto('/en/work/offline?leaving');
	await page.locator('[data-unsent="1"]').waitFor();
	await context.setOffline(false);
	// Another person on the same device: no copy, and no word of what waits.
	await signIn(page, site.account('focal-point', 'BRA'));
	await page.locator('html[data-live]').waitFor({ state: 'attached' });
	await expect.poll(() => everything(page)).not.toContain('copies MC-');
	await page.goto('/en/work/offline');
	await page.getByText('Nothing is kept on this device').waitFor();
	expect(await page.locator('main').innerText()).not.toContain(id);
	await page.goto('/en/sign-out');
	await page.locator('main form button').last().click();
	await page.waitForURL(/sign-in/);
	// The first comes back, and what they wrote goes.
	await signIn(page, site.account('focal-point', 'GHA'));
	await page.locator('.told .notice.success').waitFor();
	expect((await stored(page, id)).answers['d-1']).toBe('A secret of the focal point.');
	// Signing out with something unsent: the service worker asks first.
	await page.goto(`/en/work/records/${id}/edit/format-views`);
	await page.locator('[data-kept=yes]').waitFor({ state: 'attached' });
	await line.cut();
	await write(page, 'd-1', 'Another secret.');
	await mood(page, 'line');
	await page.goto('about:blank');
	await line.mend();
	await page.goto('/en/sign-out');
	await page.locator('main form button').last().click();
	await page.waitForURL(/work\/offline\?leaving/);
	await page.locator('[data-unsent="1"]').waitFor();
	await page.locator('form[action$="/sign-out?anyway"] button').click();
	await page.waitForURL(/sign-in/);
	expect(await everything(page)).toBe('');
	await context.setOffline(true);
	await page.goto(`/en/work/records/${id}/edit`);
	await page.getByText('Nobody is signed in on this device.').waitFor();
	expect(await page.content()).not.toContain('secret');
	await context.close();
}, 120_000);

test('submitted meanwhile by somebody else: what was written is told, kept and can be taken along', async () => {
	const { context, page } = await device('late');
	await signIn(page, site.account('focal-point', 'GHA'));
	await page.goto('/en/work/new');
	await page.locator('form:has(input[name=type][value="art7-notification"]) button').click();
	await page.waitForURL(/\/edit$/);
	const id = /records\/([^/]+)\/edit/.exec(page.url())?.[1] as string;
	await keep(page, id);
	await context.setOffline(true);
	await page.reload();
	await page.waitForURL(/work\/offline\?record=/);
	await write(page, 'contact.name', 'A name from the field.');
	await mood(page, 'line');
	await page.goto('about:blank');
	await context.setOffline(false);
	const discarded = await page.request.post(`/en/work/records/${id}`, {
		form: { move: 'discard' },
		headers: { origin: site.origin, accept: 'text/html' },
		maxRedirects: 0
	});
	expect(discarded.status()).toBe(303);
	await page.goto('/en/work');
	await page.locator('.told .notice.warning a').click();
	await page.waitForURL(/work\/offline/);
	const waiting = page.locator(`.waiting[data-record="${id}"]`);
	await waiting.locator('button').first().click();
	await waiting.locator('.notice.danger').waitFor();
	const [taken] = await Promise.all([page.waitForEvent('download'), waiting.locator('button').nth(1).click()]);
	expect(readFileSync(await taken.path(), 'utf8')).toContain('A name from the field.');
	await context.close();
}, 120_000);

/** All that the databases and storages of the platform hold in a browser of what people wrote, as text. */
const everything = (page: Page): Promise<string> =>
	page.evaluate(async () => {
		const open = indexedDB.open('platform');
		const db = await new Promise<IDBDatabase>((resolve) => (open.onsuccess = () => resolve(open.result)));
		const lines: string[] = Object.keys(localStorage).filter((key) => key.startsWith('draft/'));
		for (const store of ['copies', 'unsent', 'files']) {
			const asked = db.transaction(store).objectStore(store).getAllKeys();
			const keys = await new Promise<IDBValidKey[]>((resolve) => (asked.onsuccess = () => resolve(asked.result)));
			lines.push(...keys.map((key) => `${store} ${String(key).replace(/^[^/]+\//, '')}`));
		}
		db.close();
		return lines.join('\n');
	});

/** What waits in the database of the device, as it is written there. */
const kept = (page: Page): Promise<string> =>
	page.evaluate(async () => {
		const open = indexedDB.open('platform');
		const db = await new Promise<IDBDatabase>((resolve) => (open.onsuccess = () => resolve(open.result)));
		const asked = db.transaction('unsent').objectStore('unsent').getAll();
		const values = await new Promise<string[]>((resolve) => (asked.onsuccess = () => resolve(asked.result as string[])));
		db.close();
		return values.join('\n');
	});

/** The smallest file that is taken for what it says it is. */
const pdf = (text: string): Buffer =>
	Buffer.from(
		`%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n% ${text}\ntrailer<</Root 1 0 R>>\n%%EOF\n`
	);
