// SPDX-License-Identifier: Apache-2.0
// What a first view of each kind of reading page weighs on the line, as a real browser with an empty cache counts it: headers, page, styles, images.
// Beside it the same at gzip -6, without headers, and an empty SvelteKit page in the same browser. LANGUAGES (en,ar,zh).
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { openBrowser, startSite } from '../test/browser/site.ts';
import { build } from './ground/build.ts';
import { startEmptyPage } from './ground/empty-page.ts';
import { longestOf, pagesOf } from './ground/pages.ts';
import { type Figure, report } from './ground/results.ts';

const languages = (process.env.LANGUAGES ?? 'en,ar,zh').split(',');
const most = 60_000;
/** Of each kind that has many pages, the one with the longest text. */
const kinds: Record<string, string | RegExp> = {
	home: '',
	search: '/search',
	'search with words': '/search?q=mercury',
	record: /^\/records\/[^/]+$/,
	registers: '/registers',
	register: /^\/registers\/[^/]+$/,
	Parties: '/parties',
	Party: /^\/parties\/[^/]+$/,
	areas: '/areas',
	area: /^\/areas\/[^/]+$/,
	article: /^\/articles\/[^/]+$/,
	'who may do what': '/who-may',
	developers: '/developers',
	accessibility: '/accessibility'
};
/** Not for reading but the first that works: it may carry script, and is shown beside the others without a target. */
const working = { 'sign in (hydrated)': '/sign-in' };

interface Weight {
	line: number;
	gzipped: number;
	plain: number;
	scripts: number;
	requests: number;
}

/** One address in a fresh profile. Script counts whatever its kind: inline ones are counted by their text. */
async function weigh(browser: Browser, url: string): Promise<Weight> {
	const context = await browser.newContext();
	const page = await context.newPage();
	const session = await context.newCDPSession(page);
	await session.send('Network.enable');
	const types = new Map<string, string>();
	const sizes = new Map<string, number>();
	session.on('Network.responseReceived', ({ requestId, type, response }) => {
		if (!response.url.startsWith('data:')) types.set(requestId, type);
	});
	session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => sizes.set(requestId, encodedDataLength));
	const answer = await page.goto(url, { waitUntil: 'networkidle' });
	if (answer?.status() !== 200) throw new Error(`${url}: status ${answer?.status()}`);
	const bodies = await Promise.all(
		[...types.keys()].map(async (requestId) => {
			const { body, base64Encoded } = await session.send('Network.getResponseBody', { requestId });
			return Buffer.from(body, base64Encoded ? 'base64' : 'utf8');
		})
	);
	const inline = await page.evaluate(() =>
		[...document.scripts]
			.filter((script) => !script.src && !/json/.test(script.type))
			.reduce((sum, script) => sum + (script.textContent ?? '').length, 0)
	);
	await context.close();
	const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
	return {
		line: sum([...types.keys()].map((id) => sizes.get(id) ?? 0)),
		gzipped: sum(bodies.map((body) => Math.min(gzipSync(body, { level: 6 }).length, body.length))),
		plain: sum(bodies.map((body) => body.length)),
		scripts: inline + sum([...types].filter(([, type]) => type === 'Script').map(([id]) => sizes.get(id) ?? 0)),
		requests: types.size
	};
}

build();
const [browser, site, empty] = await Promise.all([openBrowser(), startSite(), startEmptyPage()]);
const nothing = await weigh(browser, `${empty.origin}/`);
const figureOf = (what: string, of: string, weight: Weight): Figure => ({
	what,
	of,
	value: weight.line,
	unit: 'bytes',
	baseline: { what: 'empty SvelteKit page', value: nothing.line },
	more: { 'gzip -6': weight.gzipped, unpacked: weight.plain, 'of script': weight.scripts, requests: weight.requests }
});
const figures: Figure[] = [];
let scripts = 0;
const known = await pagesOf(site.origin);
for (const [name, kind] of Object.entries(kinds)) {
	const path = typeof kind === 'string' ? kind : await longestOf(site.origin, known, kind);
	for (const language of languages) {
		const weight = await weigh(browser, `${site.origin}/${language}${path}`);
		scripts += weight.scripts;
		figures.push({ ...figureOf(name, language + path, weight), target: { on: 'value', most } });
	}
}
figures.unshift({ what: 'heaviest page', value: Math.max(...figures.map((figure) => figure.value)), unit: 'bytes', target: { on: 'value', most } });
figures.unshift({ what: 'script on all reading pages', value: scripts, unit: 'bytes', target: { on: 'value', most: 0 } });
for (const [name, path] of Object.entries(working))
	for (const language of languages) figures.push(figureOf(name, language + path, await weigh(browser, `${site.origin}/${language}${path}`)));
await Promise.all([browser.close(), site.stop(), empty.stop()]);
report(
	{
		name: 'weight',
		question: 'How many bytes does a first view of a reading page cost?',
		settings: { languages: languages.join(',') },
		notes: ['Bytes on the line include the headers of answers; gzip -6 and unpacked count bodies alone.']
	},
	figures
);
