// SPDX-License-Identifier: Apache-2.0
// How many times a second reading pages of every kind are answered by one process while nothing changes, whole and with a matching ETag, beside an empty
// SvelteKit page. SECONDS (4) for each, with CONNECTIONS (10).
import { demonstrate, embeddedHome, openInside, startPlatform } from './ground/platform.ts';
import { firstLink, firstOf, pagesOf } from './ground/pages.ts';
import { rate } from './ground/rate.ts';
import { type Figure, report, wanted } from './ground/results.ts';
import { startEmptyPage } from './ground/empty-page.ts';

const load = { seconds: wanted('SECONDS', 4), connections: wanted('CONNECTIONS', 10) };
const home = await embeddedHome();
const inside = await openInside(home);
await demonstrate(inside);
await inside.platform.close();
const [platform, empty] = await Promise.all([startPlatform(home), startEmptyPage()]);
const known = await pagesOf(platform.origin);
const pages = {
	home: '',
	Party: '/parties/GHA',
	area: firstOf(known, /^\/areas\/./),
	document: await firstLink(platform.origin, '/documents', /^\/documents\/UNEP/),
	page: '/pages/about',
	news: '/news',
	register: '/registers/exemptions-annex-a',
	dashboard: '/dashboards/gef'
};
/** Where the page is, once nothing is published any more: the worker reads the files of the demonstration when it begins. */
async function unchanging(address: string): Promise<string> {
	let url = address;
	for (let [last, since] = ['', performance.now()]; performance.now() - since < 5000;) {
		const reply = await fetch(address);
		await reply.arrayBuffer();
		url = reply.url;
		const tag = reply.headers.get('etag') ?? '';
		if (tag !== last) [last, since] = [tag, performance.now()];
		await new Promise((resolve) => setTimeout(resolve, 200));
	}
	return url;
}

const figures: Figure[] = [];
await rate(`${empty.origin}/`, load);
const nothing = await rate(`${empty.origin}/`, load);
for (const [name, path] of Object.entries(pages)) {
	// The first reader waits until the page is made; a document has its page at the address of its record.
	const url = await unchanging(`${platform.origin}/en${path}`);
	const whole = await rate(url, load);
	const etag = (await fetch(url)).headers.get('etag') ?? '';
	const matched = await rate(url, { ...load, headers: { 'if-none-match': etag }, status: 304 });
	for (const [what, { perSecond, p99 }] of Object.entries({ whole, 'ETag matches': matched }))
		figures.push({
			what: `${name}, ${what}`,
			value: perSecond,
			unit: 'requests/s',
			baseline: { what: 'empty SvelteKit page', value: nothing.perSecond },
			target: { on: 'value', least: 2000 },
			more: { 'p99 ms': p99 }
		});
}
await Promise.all([platform.stop(), empty.stop()]);
await home.close();
report(
	{ name: 'reading', question: 'How many times a second are reading pages answered while nothing changes?', settings: load, notes: [] },
	figures
);
