// SPDX-License-Identifier: Apache-2.0
// How fast a record page is served: whole, made anew, and with a matching ETag, beside an empty SvelteKit page served by the same Node in the same run.
// ROUNDS (3) times, each address in turn for SECONDS (4), with CONNECTIONS (10); ON=pglite or ON=postgresql measures one home only.
import { median } from './ground/figures.ts';
import { demonstrate, type Home, homes, openInside, startPlatform } from './ground/platform.ts';
import { firstOf, pagesOf } from './ground/pages.ts';
import type { Running } from './ground/process.ts';
import { type Rate, rate } from './ground/rate.ts';
import { type Figure, report, wanted } from './ground/results.ts';
import { startEmptyPage } from './ground/empty-page.ts';

const settings = { rounds: wanted('ROUNDS', 3), seconds: wanted('SECONDS', 4), connections: wanted('CONNECTIONS', 10) };
const browserly = { 'accept-encoding': 'gzip, deflate, br' };
const figures: Figure[] = [];

async function measure(home: Home, empty: Running): Promise<void> {
	const inside = await openInside(home);
	await demonstrate(inside);
	await inside.platform.close();
	// The log is on, as it is after `npm start`: it is part of what a request costs.
	const platform = await startPlatform(home);
	await platform.idle();
	const page = `/en${firstOf(await pagesOf(platform.origin), /^\/records\/MC-EXEMPTION-/)}`;
	const url = platform.origin + page;
	const first = await settled(url);
	if (!first.ok) throw new Error(`${page}: status ${first.status}`);
	const bytes = (await (await fetch(url)).arrayBuffer()).byteLength;
	const load = { seconds: settings.seconds, connections: settings.connections };
	const asked: Record<string, { by: Running; ask: () => Promise<Rate> }> = {
		empty: { by: empty, ask: () => rate(`${empty.origin}/`, { ...load, anew: true }) },
		// As a reader without a copy asks, each time by another address: what is hung on it makes no other page.
		uncached: { by: platform, ask: () => rate(url, { ...load, anew: true }) },
		packed: { by: platform, ask: () => rate(url, { ...load, anew: true, headers: browserly }) },
		// No memory of the platform may help: every request reads the database and draws the page.
		anew: { by: platform, ask: () => rate(url, { ...load, headers: { 'cache-control': 'no-cache' } }) },
		// As it is now: a job of the platform, such as the first files of everything public, changes it once.
		matched: { by: platform, ask: async () => rate(url, { ...load, headers: { 'if-none-match': await etagOf(url) }, status: 304 }) }
	};
	// Both once before: code that ran a thousand times is faster than code that ran once.
	await asked.uncached?.ask();
	await asked.empty?.ask();
	const found = new Map(Object.keys(asked).map((name) => [name, { perSecond: [] as number[], p99: [] as number[], processor: [] as number[] }]));
	// In turn, so that whatever else the machine does meets all alike.
	for (let round = 0; round < settings.rounds; round += 1)
		for (const [name, { by, ask }] of Object.entries(asked)) {
			const before = by.used();
			const { perSecond, p99, requests } = await ask();
			const each = found.get(name);
			each?.perSecond.push(perSecond);
			each?.p99.push(p99);
			each?.processor.push((by.used() - before) / requests);
		}
	await platform.stop();
	const of = (name: string, what: 'perSecond' | 'p99' | 'processor') => median(found.get(name)?.[what] ?? []);
	const add = (what: string, name: string, least?: number) =>
		figures.push({
			what,
			of: home.name,
			value: of(name, 'perSecond'),
			unit: 'requests/s',
			baseline: { what: 'empty SvelteKit page', value: of('empty', 'perSecond') },
			...(least === undefined ? {} : { target: { on: 'ratio', least } }),
			more: {
				'p99 ms': of(name, 'p99'),
				// Hardly changes when others are at work on the machine, unlike the rate.
				'processor ms': of(name, 'processor'),
				'processor ms of the empty page': of('empty', 'processor'),
				'ratio by processor': of('empty', 'processor') / of(name, 'processor'),
				...(name === 'uncached' ? { page, 'bytes of HTML': bytes } : {})
			}
		});
	add('record page, whole, without a copy to compare with', 'uncached', 0.25);
	add('record page, whole, packed for a browser', 'packed');
	add('record page, made anew at every request, no memory used', 'anew');
	add('record page, ETag matches', 'matched', 0.6);
}

async function etagOf(url: string): Promise<string> {
	const page = await fetch(url);
	await page.arrayBuffer();
	const etag = page.headers.get('etag');
	if (!etag) throw new Error(`${url} has no ETag`);
	return etag;
}

/** The page once the worker has read the texts of all files: until then the catalogue changes, and with it every tag. Ten seconds without a change will do. */
async function settled(url: string): Promise<Response> {
	for (let last = '', since = performance.now(); ;) {
		const page = await fetch(url);
		const etag = page.headers.get('etag') ?? '';
		if (etag !== last) [last, since] = [etag, performance.now()];
		await page.arrayBuffer();
		if (performance.now() - since > 10_000) return page;
		await new Promise((resolve) => setTimeout(resolve, 500));
	}
}

const empty = await startEmptyPage();
for (const home of homes()) {
	const each = await home();
	await measure(each, empty);
	await each.close();
}
await empty.stop();
report(
	{
		name: 'record-page',
		question: 'How many times a second is a record page served?',
		settings,
		notes: ['The empty page is not packed by its adapter whatever the browser asks; ours is, with Brotli.']
	},
	figures
);
