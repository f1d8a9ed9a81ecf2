// SPDX-License-Identifier: Apache-2.0
// Training and support in a real browser, the Party's without JavaScript: an exercise to its end, and an officer who looks on, is seen to, can do nothing by any
// route, and is shown out by the Party.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { access } from '#api/access.ts';
import { look } from './looking.ts';
import { askSupport, beginTraining } from './practising.ts';
import { live, openBrowser, person, type Site, startSite } from './site.ts';

let site: Site;
let browser: Browser;
let party: { page: Page; context: BrowserContext; faults: string[] };
let officer: typeof party;
beforeAll(async () => {
	[site, browser] = await Promise.all([startSite(), openBrowser()]);
	party = await person(browser, site, site.account('focal-point', 'GHA'), { javaScriptEnabled: false });
	officer = await person(browser, site, site.account('editor'));
});
afterAll(async () => {
	await browser?.close();
	await site?.stop();
});

let exercise: string;
test('an exercise says so on every page, goes through to the end and leaves a receipt that is void', async () => {
	const { page } = party;
	exercise = await beginTraining(page);
	expect(exercise).toMatch(/^TRAINING-REPORT-GH-/);
	for (const path of ['', '/article-3', '/preview', '/history/a-1', '/../submit', '/..'])
		for (const [language, words] of [
			['en', 'Training – never submitted'],
			['fr', 'Exercice – jamais soumis'],
			['ar', 'تدريب – لا يُقدَّم أبدا']
		]) {
			await page.goto(`/${language}/work/records/${exercise}/edit${path}`);
			expect(await page.locator('aside.training').textContent(), path).toContain(words);
		}
	await page.goto(`/en/work/records/${exercise}/submit`);
	// Printed, it stands on each sheet.
	await page.emulateMedia({ media: 'print' });
	expect(await page.locator('.watermark').evaluate((mark) => getComputedStyle(mark).position)).toBe('fixed');
	expect(await page.locator('.watermark').textContent()).toBe('Training – never submitted');
	await page.emulateMedia({ media: 'screen' });
	await page.locator('main form button').last().click();
	await page.waitForURL(/\/rehearsal$/);
	expect(await page.locator('.void').textContent()).toContain('VOID');
	await page.goto('/en/work/training/question/q3-3');
	expect(new URL(page.url()).pathname + new URL(page.url()).hash).toBe(`/en/work/records/${exercise}/edit/article-3#q3-3`);
	expect(await page.locator('#q3-3').count()).toBe(1);
	// What the real page would post, posted to the real page.
	const posted = await page.request.post(`/en/work/records/${exercise}/submit`, { headers: { origin: site.origin }, form: {} });
	expect(posted.status()).toBe(409);
	await page.goto('/en/work');
	expect(await page.content()).not.toContain(exercise);
});

let support: string;
test('at the wish of the Party an officer sees its desk and its draft, under a thick banner', async () => {
	support = await askSupport(party.page, 'Question 3.3 is not clear to us. <b>Please</b>');
	const { page } = officer;
	await page.goto(`/en/work/records/${exercise}/edit`);
	expect(await page.locator('h1').textContent()).not.toContain('report');
	await page.goto('/en/work/support');
	await live(page);
	expect(await page.locator('blockquote').textContent()).toContain('<b>Please</b>');
	await page.locator('form[action="?/open"] textarea').fill('To see question 3.3.');
	await page.locator('form[action="?/open"] button').click();
	await page.waitForURL(/\/en\/work$/);
	expect(await page.locator('aside.on').textContent()).toContain('Ghana');
	expect(await page.locator('main h2').allTextContents()).toContain('Ghana');
	expect(await page.locator('a[href="/en/work/queue"]').count()).toBe(0);
	const draft = await page.goto(`/en/work/records/${exercise}/edit/article-3`);
	expect(draft?.status()).toBe(200);
	expect(await page.locator('aside.on').count()).toBe(1);
	const wrong = [];
	for (const language of ['ar', 'en'] as const)
		wrong.push(...(await look(page, `/${language}/work/records/${exercise}/edit`, { language, widths: [1280, 320], axe: true })));
	expect(wrong).toEqual([]);
});

test('the Party is told by mail and by a banner on its pages', async () => {
	const { page } = party;
	await page.goto('/en/parties/GHA');
	expect(await page.locator('aside.open').textContent()).toContain('To see question 3.3.');
	await expect.poll(() => site.letters(site.account('focal-point', 'GHA').email).length, { timeout: 20_000 }).toBeGreaterThan(0);
	const other = await person(browser, site, site.account('focal-point', 'CHE'), { javaScriptEnabled: false });
	await other.page.goto('/en/work');
	expect(await other.page.locator('aside.open').count()).toBe(0);
	expect((await other.page.goto(`/en/work/support/${support}`))?.status()).toBe(404);
	await other.context.close();
});

/** An address of a route: what stands in for its parameters is a thing of the Party. */
const addressOf = (route: string): string =>
	route
		.replace('[lang]', 'en')
		.replace('work/records/[id]', `work/records/${exercise}`)
		.replace('training/[id]', `training/${exercise}`)
		.replace('[section]', 'article-3')
		.replace('[question]', 'q3-3')
		.replace('[...path]', 'me/records')
		.replace('[number]', '1')
		.replaceAll(/\[\.*\w+\]/g, 'x');

test('every route that can change something answers 403 to whoever looks on, and so do accounts and the API', async () => {
	const { page } = officer;
	const headers = { origin: site.origin };
	let asked = 0;
	for (const [route, methods] of Object.entries(access))
		for (const method of Object.keys(methods).filter((each) => each !== 'GET')) {
			if (route === '/[lang]/work/support/[id]') continue;
			const reply = await page.request.fetch(addressOf(route), {
				method,
				headers,
				maxRedirects: 0,
				...(method === 'POST' ? { form: { move: 'withdraw', reason: 'x' } } : { data: {} })
			});
			expect(reply.status(), `${method} ${route}`).toBe(403);
			asked += 1;
		}
	expect(asked).toBeGreaterThan(50);
	for (const path of ['/en/work/account', '/en/work/account/sessions', '/en/work/account/tokens', '/api/v1/me', '/api/v1/me/records'])
		expect((await page.request.get(path, { maxRedirects: 0 })).status(), path).toBe(403);
	// What is the officer's own rests: facts, forms, the queue.
	for (const path of ['/en/work/facts/state/GHA', '/en/work/queue'])
		expect(await (await page.request.get(path)).text(), path).toContain('aside class="on looking-on');
});

test('the Party reads every page that was looked at, and ends it; the officer is told, and is the officer again', async () => {
	const { page } = party;
	await page.goto(`/fr/work/support/${support}`);
	const log = (await page.locator('section').last().textContent()) ?? '';
	expect(log).toContain(`/en/work/records/${exercise}/edit/article-3`);
	expect(log).toContain('tentative de modification : refusée');
	await page.goto('/en/work');
	await page.locator('aside.open form button').click();
	await page.waitForURL(/\?ended$/);
	expect(await page.locator('aside.open').count()).toBe(0);
	await officer.page.goto(`/en/work/records/${exercise}/edit`);
	expect(new URL(officer.page.url()).pathname).toBe(`/en/work/support/${support}`);
	expect(await officer.page.locator('aside.on').count()).toBe(0);
	expect((await officer.page.goto(`/en/work/records/${exercise}/edit`))?.status()).toBe(404);
	expect((await officer.page.goto('/en/work/queue'))?.status()).toBe(200);
	expect([...party.faults, ...officer.faults]).toEqual([]);
});

test('the pages fit and are readable in Arabic, English and French', async () => {
	const { page, context, faults } = await person(browser, site, site.account('focal-point', 'GHA'));
	const wrong: string[] = [];
	for (const language of ['ar', 'en', 'fr'] as const)
		for (const path of ['/work/training', '/work/support', `/work/support/${support}`, `/work/training/${exercise}/rehearsal`])
			wrong.push(...(await look(page, `/${language}${path}`, { language, widths: [1280, 320], axe: true })));
	expect([...wrong, ...faults]).toEqual([]);
	await context.close();
});
