// SPDX-License-Identifier: Apache-2.0
// On a slow line people fill in a form before its page is taken over by its script: what they typed, chose and ticked stays.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { begin } from './filling.ts';
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

test.each(['/nodes/', '/entry/'])('what was typed before the scripts under %s came is still there after them', async (late) => {
	const { page, context, faults } = await person(browser, site, site.account('editor'), { serviceWorkers: 'block' });
	let held = 0;
	const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
	await page.route(
		(url) => url.pathname.includes(`/immutable${late}`),
		async (route) => {
			held += 1;
			await arrived;
			await route.continue();
		}
	);
	await page.goto('/en/work/people/invite', { waitUntil: 'commit' });
	const email = page.locator('input[name=email]');
	await email.fill('nurse@example.org');
	const party = page.locator('main select').first();
	const chosen = await party.locator('option').last().getAttribute('value');
	await party.selectOption(chosen ?? '');
	await expect.poll(() => held).toBeGreaterThan(0);
	expect(await page.locator('html[data-live]').count()).toBe(0);
	arrive();
	await page.locator('html[data-live]').waitFor({ state: 'attached' });
	expect(await email.inputValue()).toBe('nurse@example.org');
	expect(await party.inputValue()).toBe(chosen);
	expect(faults).toEqual([]);
	await context.close();
});

test('the preview of a text in Markdown is drawn from its first letter, and the form stands', async () => {
	const { page, context, faults } = await person(browser, site, site.account('editor'));
	await begin(page, 'news');
	await live(page);
	const body = page.locator('[name="q.body.en"]');
	const preview = page.locator('details', { has: page.locator('.sheet') }).filter({ has: page.locator('summary', { hasText: 'Preview' }) });
	await preview.first().locator('summary').click();
	await body.pressSequentially('## Programme');
	await preview.first().locator('.markdown :is(h4, h5)', { hasText: 'Programme' }).waitFor();
	await body.fill('');
	await body.fill('<b>None</b> of **this** is <script>markup</script>');
	await preview.first().locator('strong', { hasText: 'this' }).waitFor();
	expect(await body.inputValue()).toContain('None');
	expect(faults).toEqual([]);
	await context.close();
});
