// SPDX-License-Identifier: Apache-2.0
// With the keyboard alone: no test here moves a pointer or puts the focus anywhere by other means than keys.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { live, openBrowser, person, type Site, startSite } from './site.ts';

let site: Site;
let browser: Browser;
beforeAll(async () => {
	[site, browser] = await Promise.all([startSite(), openBrowser()]);
});
afterAll(async () => {
	await browser?.close();
	await site?.stop();
});

const mostStops = 120;

/** Where the focus is: what a test can name. */
const focused = (page: Page) =>
	page.evaluate(() => {
		const element = document.activeElement as HTMLElement;
		const { outlineStyle, outlineWidth } = getComputedStyle(element);
		const box = element.getBoundingClientRect();
		return {
			outline: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
			inView: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < window.innerHeight && box.right > 0 && box.left < window.innerWidth,
			what: element.outerHTML.slice(0, 120)
		};
	});

/** Presses Tab until the focus is on what the selector names. Fails when it is not reached. */
async function tabTo(page: Page, selector: string): Promise<void> {
	for (let stops = 0; stops < mostStops; stops++) {
		await page.keyboard.press('Tab');
		if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return;
	}
	throw new Error(`${mostStops} stops, and none is ${selector} on ${page.url()}; the last is ${(await focused(page)).what}`);
}

/** Presses a key and waits for the page that it leads to. */
async function go(page: Page, key: string, to: RegExp): Promise<void> {
	await Promise.all([page.waitForURL(to), page.keyboard.press(key)]);
}

const wide = { viewport: { width: 1280, height: 800 } };

test.each(['en', 'ar'])('%s: the first stop leads past the head of the page, and the next one is within the content', async (language) => {
	const { page, context } = await person(browser, site, null, wide);
	await page.goto(`/${language}/registers`);
	await page.keyboard.press('Tab');
	expect(await focused(page)).toMatchObject({ outline: true, inView: true });
	expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('#content');
	await page.keyboard.press('Enter');
	await page.keyboard.press('Tab');
	expect(await page.evaluate(() => document.querySelector('#content')?.contains(document.activeElement))).toBe(true);
	await context.close();
});

test.each(['light', 'dark'] as const)(
	'%s: the focus is seen on each of the first stops of the home page, and each is another',
	async (colorScheme) => {
		const { page, context } = await person(browser, site, null, { ...wide, colorScheme });
		await page.goto('/en');
		const stops = [];
		for (let stop = 0; stop < 10; stop++) {
			await page.keyboard.press('Tab');
			stops.push(await focused(page));
		}
		expect(stops.filter(({ outline, inView }) => !outline || !inView)).toEqual([]);
		expect(new Set(stops.map(({ what }) => what)).size).toBe(10);
		await context.close();
	}
);

test('somebody signs in, opens a draft, fills in a text and saves it', async () => {
	const { page, context, faults } = await person(browser, site, null, wide);
	const account = site.account('focal-point', 'GHA');
	await page.goto('/en/sign-in');
	await live(page);
	await tabTo(page, 'main input[type=email]');
	await page.keyboard.type(account.email);
	await tabTo(page, 'main input[type=password]');
	await page.keyboard.type(account.password);
	await go(page, 'Enter', /\/work/);
	await live(page);
	const drafts = /\/work\/records\/[^/]+\/edit/;
	await tabTo(page, 'main a[href$="/edit"]');
	await go(page, 'Enter', drafts);
	await live(page);
	const texts = 'main textarea[name^="q."], main input[type=text][name^="q."], main input:not([type])[name^="q."]';
	await tabTo(page, texts);
	const name = await page.evaluate(() => (document.activeElement as HTMLInputElement).name);
	await page.keyboard.press('ControlOrMeta+a');
	await page.keyboard.type('Written with keys.');
	await tabTo(page, 'button[formaction="?/save"]');
	await page.keyboard.press('Enter');
	await page.locator('.save-state[data-mood=saved]').waitFor();
	await page.reload();
	expect(await page.locator(`[name="${name}"]`).first().inputValue()).toBe('Written with keys.');
	expect(faults).toEqual([]);
	await context.close();
});

test('somebody searches and opens what was found', async () => {
	const { page, context, faults } = await person(browser, site, null, wide);
	await page.goto('/en');
	await tabTo(page, 'input[type=search]');
	await page.keyboard.type('mercury');
	await go(page, 'Enter', /\/search\?q=mercury/);
	await tabTo(page, 'main a[href*="/records/"]');
	await go(page, 'Enter', /\/records\/MC-/);
	expect(await page.locator('h1').count()).toBe(1);
	expect(faults).toEqual([]);
	await context.close();
});
