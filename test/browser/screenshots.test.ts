// SPDX-License-Identifier: Apache-2.0
// The pictures in docs/screenshots: each page renders, and its picture is there. With SCREENSHOTS=1 they are taken anew.
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { begin } from './filling.ts';
import { openBrowser, person, type Site, startSite } from './site.ts';

const folder = 'docs/screenshots';
const mostBytes = 250_000;
const takesThem = process.env.SCREENSHOTS === '1';

const views = {
	desktop: { width: 1280, height: 800 },
	phone: { width: 390, height: 844 }
};

interface Picture {
	name: string;
	view: keyof typeof views;
	/** The address, or the way to the page for who must do something first. */
	at: string | ((page: Page) => Promise<void>);
	/** What the picture begins with; the top of the page when absent. */
	from?: string;
	dark?: boolean;
	/** Who looks: a role of the demonstration; nobody when absent. */
	by?: [role: string, party?: string];
}

const pictures: Picture[] = [
	{ name: 'home-en-desktop', view: 'desktop', at: '/en' },
	{ name: 'home-ar-phone-dark', view: 'phone', at: '/ar', dark: true },
	{ name: 'search-fr-desktop', view: 'desktop', at: '/fr/search?q=mercure' },
	{ name: 'search-zh-phone', view: 'phone', at: '/zh/search?q=%E6%B1%9E', from: 'main [role=status]' },
	{ name: 'record-en-desktop', view: 'desktop', at: '/en/records/MC-NAP-GH-0001' },
	{ name: 'record-ar-phone', view: 'phone', at: '/ar/records/MC-NAP-GH-0001' },
	{ name: 'register-fr-desktop', view: 'desktop', at: '/fr/registers/exemptions-annex-a' },
	{ name: 'party-ar-desktop', view: 'desktop', at: '/ar/parties/GHA' },
	{ name: 'developers-en-desktop-dark', view: 'desktop', at: '/en/developers', dark: true },
	{ name: 'desk-en-desktop', view: 'desktop', at: '/en/work', by: ['focal-point', 'GHA'] },
	{
		name: 'edit-fr-phone',
		view: 'phone',
		at: async (page) => void (await begin(page, 'art7-nap', 'fr')),
		from: 'main h2',
		by: ['focal-point', 'GHA']
	},
	{ name: 'queue-en-desktop', view: 'desktop', at: '/en/work/queue', by: ['publisher'] }
];

let site: Site;
let browser: Browser;
beforeAll(async () => {
	[site, browser] = await Promise.all([startSite(), openBrowser()]);
});
afterAll(async () => {
	await browser?.close();
	await site?.stop();
});

test.each(pictures)('$name', async ({ name, view, at, from, dark, by }) => {
	const account = by ? site.account(...by) : null;
	const options = { viewport: views[view], deviceScaleFactor: 1, colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' } as const;
	const { page, context, faults } = await person(browser, site, account, options);
	if (typeof at === 'string') expect((await page.goto(at))?.status()).toBe(200);
	else await at(page);
	await page.waitForLoadState('networkidle');
	expect(await page.locator('h1').count()).toBe(1);
	if (from)
		await page
			.locator(from)
			.first()
			.evaluate((element) => element.scrollIntoView({ behavior: 'instant' }));
	const path = join(folder, `${name}.png`);
	if (takesThem) {
		mkdirSync(folder, { recursive: true });
		// The caret as it is: hiding it would add a style, which the policy of the pages refuses.
		await page.screenshot({ path, caret: 'initial', animations: 'allow' });
	} else expect((await page.screenshot({ caret: 'initial', animations: 'allow' })).length).toBeGreaterThan(10_000);
	await context.close();
	expect(existsSync(path), path).toBe(true);
	expect(statSync(path).size).toBeLessThanOrEqual(mostBytes);
	expect(faults).toEqual([]);
});
