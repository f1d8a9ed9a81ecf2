// SPDX-License-Identifier: Apache-2.0
// A comparison in a browser: chosen without a script, passed on by its address, and shown in the frame of another site, which no other page allows.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, type Site, startSite } from './site.ts';

let site: Site;
let browser: Browser;
let other: Server;
let elsewhere: string;
/** What the other site shows in its frame. */
let framed = '';
beforeAll(async () => {
	[site, browser] = await Promise.all([startSite(), openBrowser()]);
	other = createServer((_, response) => {
		response.setHeader('content-type', 'text/html');
		response.end(
			`<!doctype html><title>Another site</title><h1>Another site</h1><iframe src="${framed.replaceAll('&', '&amp;')}" width="800" height="600"></iframe>`
		);
	});
	await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
	elsewhere = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
});
afterAll(async () => {
	await browser?.close();
	await site?.stop();
	other?.close();
});

test('is chosen by a plain form, and its address says all', async () => {
	const page = await browser.newPage({ javaScriptEnabled: false });
	await page.goto(`${site.origin}/fr/reporting/compare`);
	await page.selectOption('#left', 'PER');
	await page.selectOption('#right', 'region:africa');
	await page.selectOption('#question', 'q3-1');
	await page.click('form:has(#left) button');
	expect(new URL(page.url()).search).toBe('?left=PER&right=region:africa&question=q3-1');
	expect(await page.locator('article').count()).toBe(1);
	await page.goto(`${site.origin}/en/reporting/compare?left=PER&right=KEN&cycle=2021-2024&section=article-3`);
	const all = await page.locator('article').count();
	await page.click('a:has-text("Show differences only")');
	expect(await page.locator('article').count()).toBeLessThan(all);
	expect(await page.locator('article .verdict.same').count()).toBe(0);
	await page.close();
});

test('stands in a frame of another site, with its source and without the frame of this one', async () => {
	const page = await browser.newPage();
	framed = `${site.origin}/ar/embed/compare?left=PER&right=KEN&cycle=2021-2024&question=q3-1`;
	await page.goto(elsewhere);
	const frame = page.frameLocator('iframe');
	await frame.locator('article').waitFor();
	expect(await frame.locator('html').getAttribute('dir')).toBe('rtl');
	expect(await frame.locator('nav, form, script').count()).toBe(0);
	expect(await frame.locator('footer a').getAttribute('href')).toBe(
		`${site.origin}/ar/reporting/compare?left=PER&right=KEN&cycle=2021-2024&question=q3-1`
	);
	await page.close();
});

test('is the only thing that may be framed', async () => {
	const page = await browser.newPage();
	for (const path of ['/en/reporting/compare?left=PER&right=KEN', '/en/sign-in', '/en']) {
		framed = `${site.origin}${path}`;
		const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
		await page.goto(elsewhere);
		expect((await refused).text(), path).toContain(site.origin);
		expect(await page.frameLocator('iframe').locator('main').count(), path).toBe(0);
	}
	await page.close();
});
