// SPDX-License-Identifier: Apache-2.0
// What hands do to pages at work beyond reading them: they press twice, go on writing while a file is under way, lose the line, and follow every way.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

const focused = (page: Page) => page.evaluate(() => document.activeElement?.tagName);

describe('a button that is pressed twice', () => {
	const posted = (page: Page): string[] => {
		const addresses: string[] = [];
		page.on('request', (request) => {
			if (request.method() === 'POST' && request.isNavigationRequest()) addresses.push(new URL(request.url()).pathname);
		});
		return addresses;
	};

	test('begins one record', async () => {
		const { page, context, faults } = await person(browser, site, site.account('focal-point', 'GHA'));
		await page.goto('/en/work/new');
		await live(page);
		await page.evaluate(() => document.querySelectorAll<HTMLDetailsElement>('main details').forEach((details) => (details.open = true)));
		const posts = posted(page);
		await page.locator('form:has(input[name=type][value="art16-health"]) button').dblclick();
		await page.waitForURL(/\/edit/);
		expect(posts).toEqual(['/en/work/new']);
		// Who comes back begins another one.
		await page.goBack();
		await live(page);
		await page.evaluate(() => document.querySelectorAll<HTMLDetailsElement>('main details').forEach((details) => (details.open = true)));
		await page.locator('form:has(input[name=type][value="art16-health"]) button').click();
		await page.waitForURL(/\/edit/);
		expect(posts).toHaveLength(2);
		expect(faults).toEqual([]);
		await context.close();
	});

	test('tells what was done, and not that somebody else was first', async () => {
		const { page, context, faults } = await person(browser, site, site.account('editor'));
		await page.goto('/en/work/organisations');
		await page.locator('main a[href*="/work/organisations/"]').first().click();
		await live(page);
		await page.locator('main textarea[name=reason]').fill('It is listed twice.');
		await page.locator('main button[value=declined]').focus();
		await page.keyboard.press('Enter');
		await page.keyboard.press('Enter');
		await page.waitForURL(/done=declined/);
		await page.locator('.notice.success').waitFor();
		expect(faults).toEqual([]);
		await context.close();
	});
});

test('what was written when the session had ended is handed back, and is sent again after signing in', async () => {
	const editor = site.account('editor');
	const { page, context, faults } = await person(browser, site, editor);
	await page.goto('/en/work/facts/banner/example');
	await live(page);
	const text = page.locator('main form :is(textarea, input[type=text]):visible').first();
	const name = (await text.getAttribute('name')) ?? '';
	await text.focus();
	await page.keyboard.press('Control+End');
	await page.keyboard.type(' "and" <more>');
	const written = await text.inputValue();
	await context.clearCookies();
	await page.locator('main form button.primary').first().click();
	await page.locator('h1', { hasText: 'You were signed out before this was sent' }).waitFor();
	expect(await page.locator(`main input[name="${name}"]`).inputValue()).toBe(written);
	// It answers at the address of another page, and is dressed all the same.
	expect(await page.evaluate(() => getComputedStyle(document.querySelector('.skip') as Element).position)).toBe('absolute');
	const [other] = await Promise.all([context.waitForEvent('page'), page.locator('main a.button.primary').click()]);
	await other.locator('main input[name=email]').first().fill(editor.email);
	await other.locator('main input[type=password]').first().fill(editor.password);
	await other.locator('main form button.primary').first().click();
	await other.waitForURL(/\/work$/);
	await page.locator('main form button').click();
	await page.waitForURL(/done=saved/);
	expect(await page.locator(`main [name="${name}"]`).first().inputValue()).toBe(written);
	expect(faults).toEqual([]);
	await context.close();
});

test('without a line nothing is sent and nothing is lost, and it is told', async () => {
	const { page, context, faults } = await person(browser, site, site.account('editor'));
	await page.goto('/ar/work/facts/banner/example');
	await live(page);
	const text = page.locator('main form :is(textarea, input[type=text]):visible').first();
	await text.focus();
	await page.keyboard.press('Control+End');
	await page.keyboard.type(' 7');
	const written = await text.inputValue();
	await context.setOffline(true);
	await page.locator('main form button.primary').first().click();
	await page.locator('#no-line').waitFor();
	expect(await page.evaluate(() => document.activeElement?.id)).toBe('no-line');
	expect(await text.inputValue()).toBe(written);
	await context.setOffline(false);
	await page.locator('main form button.primary').first().click();
	await page.waitForURL(/done=saved/);
	expect(faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
	await context.close();
});

test('a password is not handed back', async () => {
	const { page, context } = await person(browser, site, site.account('editor'));
	await page.goto('/ar/work/account/password');
	await live(page);
	for (const field of await page.locator('main input[type=password]').all()) await field.fill('never written into a page');
	await context.clearCookies();
	await page.locator('main form button').first().click();
	await page.locator('main a[href="/ar/sign-in"]').waitFor();
	expect(await page.content()).not.toContain('never written into a page');
	await context.close();
});

describe('focus', () => {
	test('follows what was taken off the device and put on it again', async () => {
		const { page, context, faults } = await person(browser, site, site.account('focal-point', 'GHA'));
		await begin(page, 'art16-health');
		const kept = page.locator('section[data-kept]');
		for (const [was, becomes] of [
			['yes', 'off'],
			['off', 'yes']
		]) {
			await page.locator(`section[data-kept=${was}] button`).focus();
			await page.keyboard.press('Enter');
			await page.locator(`section[data-kept=${becomes}]`).waitFor();
			await expect.poll(() => kept.evaluate((section) => section.contains(document.activeElement))).toBe(true);
		}
		expect(faults).toEqual([]);
		await context.close();
	});

	test('goes to the record of which somebody gives up what is not sent', async () => {
		const { page, context } = await person(browser, site, site.account('focal-point', 'GHA'));
		const id = await begin(page, 'art16-health');
		await page.locator('section[data-kept=yes]').waitFor();
		await context.setOffline(true);
		await page.locator('form.fill textarea').first().pressSequentially('Never sent');
		await page.keyboard.press('Tab');
		await page.locator('.save-state[data-mood=line]').waitFor();
		await page.goto('/en/work/offline');
		const waiting = page.locator(`.waiting[data-record="${id}"]`);
		await waiting.locator('summary').click();
		await waiting.locator('details button').focus();
		await page.keyboard.press('Enter');
		await waiting.waitFor({ state: 'detached' });
		await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe(`kept-${id}`);
		await context.close();
	});

	const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAFUlEQVR42mP8z8BQz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC', 'base64');
	test.each(['waits', 'writes elsewhere'])('of one who %s while a picture is under way', async (meanwhile) => {
		const { page, context, faults } = await person(browser, site, site.account('editor'), { serviceWorkers: 'block' });
		await begin(page, 'news');
		await live(page);
		const { promise: goOn, resolve } = Promise.withResolvers<void>();
		await page.route('**/edit/files*', async (route) => {
			await goOn;
			await route.continue();
		});
		const field = page.locator('form.fill input[type=file]').first();
		await field.focus();
		await field.setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: picture });
		await page.locator('.upload progress').waitFor();
		const text = page.locator('form.fill input[type=text]:visible').first();
		if (meanwhile === 'writes elsewhere') await text.focus();
		resolve();
		await page.locator('.attachment input[type=hidden][name$=".size"]').waitFor({ state: 'attached' });
		if (meanwhile === 'waits') await expect.poll(() => focused(page)).toBe('BUTTON');
		else {
			await page.keyboard.type('Here');
			expect(await text.inputValue()).toBe('Here');
		}
		expect(faults).toEqual([]);
		await context.close();
	});

	test('stays on the button that makes a passkey, and a broken line is told as such', async () => {
		const { page, context } = await person(browser, site, site.account('party-contributor', 'GHA'), { serviceWorkers: 'block' });
		await page.goto('/en/work/account/passkeys');
		await live(page);
		await page.locator('main form input[name=name]').pressSequentially('Office');
		await page.locator('main form input[type=password]').pressSequentially('anything');
		await context.setOffline(true);
		await page.locator('main form button').focus();
		await page.keyboard.press('Enter');
		await page.getByText('There is no connection.').waitFor();
		expect(await focused(page)).toBe('BUTTON');
		expect(await page.locator('main form input[name=name]').inputValue()).toBe('Office');
		await context.close();
	});
});

describe('every way that the desk shows', () => {
	const roles = [
		'administrator',
		'publisher',
		'editor',
		'reviewer',
		'focal-point',
		'party-contributor',
		'organisation-contributor',
		'committee-reader'
	];
	/** Pages of one kind are alike: two of each are enough. */
	const kindOf = (path: string) =>
		path
			.split('/')
			.slice(3)
			.map((part, at) => (at === 0 || /^[a-z-]+$/.test(part) ? part : '*'))
			.join('/');

	test.each(roles)('opens for the %s', async (role) => {
		const { page, context } = await person(browser, site, site.account(role), { javaScriptEnabled: false });
		const waysOf = (html: string) =>
			[...html.matchAll(/\shref="([^"]+)"/g)]
				.map(([, href = '']) => href.replaceAll('&amp;', '&'))
				.filter((href) => /^\/en\/work(\/|$)/.test(href) && !/\.\w{3,4}(\?|$)/.test(href))
				.map((href) => href.replace(/#.*/, ''));
		const seen = new Set(['/en/work']);
		const kinds = new Map<string, number>();
		const shut: string[] = [];
		let open = [{ path: '/en/work', from: '' }];
		for (let steps = 0; steps < 3; steps++) {
			const next: typeof open = [];
			for (const { path, from } of open) {
				const reply = await context.request.get(site.origin + path);
				if (reply.status() >= 400) shut.push(`${reply.status()} ${path} from ${from}`);
				for (const way of waysOf(await reply.text())) {
					const kind = kindOf(way.replace(/\?.*/, ''));
					const many = kinds.get(kind) ?? 0;
					if (seen.has(way) || many >= 2) continue;
					seen.add(way);
					kinds.set(kind, many + 1);
					next.push({ path: way, from: path });
				}
			}
			open = next;
		}
		expect(seen.size).toBeGreaterThan(3);
		expect(shut).toEqual([]);
		await page.close();
		await context.close();
	});
});
