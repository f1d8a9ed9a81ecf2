// SPDX-License-Identifier: Apache-2.0
// Each kind of chart in a browser, in English, French and Arabic: as its picture in test/browser/charts/. A point differs when one of its colours is off by
// more than a quarter of the scale; at most 1 of 100 points may, since letters lie a hair elsewhere with another release of a font. With CHARTS=1 the
// pictures are taken anew.
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, type Site, startSite } from './site.ts';

const folder = 'test/browser/charts';
const takesThem = process.env.CHARTS === '1';
const [off, mostOff, mostBytes] = [64, 0.01, 80_000];

/** Of the demonstration reports of a cycle that is closed: no more of them come. */
const charts = {
	share: 'q3-1?cycle=2021-2024&chart=answers',
	bars: 'q3-5?cycle=2021-2024&chart=regions',
	columns: 'q3-1-c?cycle=2021-2024&chart=sums.quantity.t',
	dots: 'q3-5-b?cycle=2021-2024&chart=parties.quantity.t',
	matrix: 'q3-5-b?cycle=2021-2024&chart=trade.t',
	map: 'performance?cycle=2021-2024&chart=map'
};

let site: Site;
let browser: Browser;
beforeAll(async () => {
	[site, browser] = await Promise.all([startSite(), openBrowser()]);
});
afterAll(async () => {
	await browser?.close();
	await site?.stop();
});

async function points(png: Buffer) {
	const image = await loadImage(png);
	const canvas = createCanvas(image.width, image.height);
	canvas.getContext('2d').drawImage(image, 0, 0);
	return { width: image.width, height: image.height, data: canvas.getContext('2d').getImageData(0, 0, image.width, image.height).data };
}

/** Share of the points that differ; all of them where the pictures are not of one size. */
async function apart(one: Buffer, other: Buffer): Promise<number> {
	const [a, b] = await Promise.all([points(one), points(other)]);
	if (a.width !== b.width || Math.abs(a.height - b.height) > 2) return 1;
	const all = a.width * Math.min(a.height, b.height);
	let count = 0;
	for (let at = 0; at < all * 4; at += 4) if ([0, 1, 2].some((of) => Math.abs((a.data[at + of] ?? 0) - (b.data[at + of] ?? 0)) > off)) count += 1;
	return count / all;
}

test.each(Object.entries(charts).flatMap(([kind, path]) => ['en', 'fr', 'ar'].map((language) => [kind, language, path] as const)))(
	'%s in %s looks as it did',
	async (kind, language, path) => {
		const page = await browser.newPage({ viewport: { width: 760, height: 1000 }, deviceScaleFactor: 1 });
		const failed: string[] = [];
		page.on(
			'console',
			(message) => message.type() === 'error' && !message.text().startsWith('Failed to load resource') && failed.push(message.text())
		);
		await page.goto(`${site.origin}/${language}/embed/dashboards/reports/${path}`);
		expect(await page.getAttribute('html', 'dir')).toBe(language === 'ar' ? 'rtl' : 'ltr');
		const drawing = page.locator('svg.chart');
		expect(await drawing.getAttribute('role')).toBe('img');
		const taken = await drawing.screenshot();
		const file = `${folder}/${kind}-${language}.png`;
		if (takesThem) {
			mkdirSync(folder, { recursive: true });
			writeFileSync(file, taken);
		}
		expect(existsSync(file), `${file}: take it with CHARTS=1`).toBe(true);
		expect(statSync(file).size).toBeLessThan(mostBytes);
		expect(await apart(readFileSync(file), taken)).toBeLessThanOrEqual(mostOff);
		expect(failed).toEqual([]);
		await page.close();
	}
);

test('a picture of another language would be noticed', async () => {
	const [en, ar] = ['en', 'ar'].map((language) => readFileSync(`${folder}/share-${language}.png`)) as [Buffer, Buffer];
	expect(await apart(en, ar)).toBeGreaterThan(mostOff);
});

test('the filter works without a script, and leads from a section to a question', async () => {
	const page = await browser.newPage({ javaScriptEnabled: false });
	await page.goto(`${site.origin}/en/dashboards/reports?cycle=2021-2024`);
	await page.selectOption('select[name=region]', 'africa');
	await page.selectOption('select[name=section]', 'article-3');
	await page.click('main form button');
	expect(new URL(page.url()).searchParams.get('section')).toBe('article-3');
	expect(await page.locator('svg.chart').count()).toBeGreaterThan(5);
	await page.selectOption('select[name=question]', 'q3-1');
	await page.click('main form button');
	expect(new URL(page.url()).pathname).toBe('/en/dashboards/reports/q3-1');
	await page.close();
});
