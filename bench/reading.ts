// SPDX-License-Identifier: Apache-2.0
// How many times a second reading pages of every kind are answered by one process while nothing changes, whole and with a matching ETag, beside nginx
// that serves the same bytes (where it is installed) and an empty SvelteKit page. The median of TIMES (5) runs of SECONDS (2) each, with CONNECTIONS (10).
import { demonstrate, embeddedHome, openInside, startPlatform } from './ground/platform.ts';
import { firstLink, firstOf, pagesOf } from './ground/pages.ts';
import type { Rate } from './ground/rate.ts';
import { type Figure, report, wanted } from './ground/results.ts';
import { startEmptyPage } from './ground/empty-page.ts';
import { startNginx } from './ground/nginx.ts';
import { client, quickRate } from './ground/wrk.ts';

const load = { seconds: wanted('SECONDS', 2), connections: wanted('CONNECTIONS', 10) };
const times = wanted('TIMES', 5);
const home = await embeddedHome();
const inside = await openInside(home);
await demonstrate(inside);
await inside.platform.close();
const [platform, empty] = await Promise.all([startPlatform(home), startEmptyPage()]);
await platform.idle();

/** What is at an address in English, where it leads in the end, and which state it is. */
async function read(path: string): Promise<{ url: string; etag: string; bytes: Buffer }> {
	const reply = await fetch(`${platform.origin}/en${path}`, { headers: { 'accept-encoding': 'identity' } });
	if (!reply.ok) throw new Error(`${reply.url}: ${reply.status}`);
	return { url: reply.url, etag: reply.headers.get('etag') ?? '', bytes: Buffer.from(await reply.arrayBuffer()) };
}

/** Until a page has stayed the same for half a minute: the worker reads the files of the demonstration when it begins, and each is found in searches then. */
async function settled(path: string): Promise<void> {
	const begun = performance.now();
	for (let [last, since] = ['', begun]; performance.now() - since < 30_000;) {
		const { etag } = await read(path);
		if (etag !== last) [last, since] = [etag, performance.now()];
		if (performance.now() - begun > 600_000) throw new Error('something was published for ten minutes: there is nothing to measure');
		await new Promise((resolve) => setTimeout(resolve, 1000));
	}
}

const asking = (etag: string | null) => (etag === null ? load : { ...load, headers: { 'if-none-match': etag }, status: 304 });

/** The middle one of several runs. */
async function middle(run: () => Promise<Rate>): Promise<Rate> {
	const runs: Rate[] = [];
	for (let each = 0; each < times; each += 1) runs.push(await run());
	return runs.sort((a, b) => a.perSecond - b.perSecond)[Math.floor(times / 2)] as Rate;
}

/** Measured again when something was published meanwhile. */
async function once(path: string, matching: boolean): Promise<Rate> {
	const { url, etag } = await read(path);
	const measured = await quickRate(url, asking(matching ? etag : null));
	return (await read(path)).etag === etag ? measured : once(path, matching);
}

await settled('/parties/GHA');
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
const named = Object.entries(pages);
const nginx = await startNginx(await Promise.all(named.map(async ([, path]) => (await read(path)).bytes)));

/** ≥ 2,000 a second, or at least 40 % of what nginx does with the same bytes. */
const target = (ours: number): Figure['target'] => (ours >= 2000 || !nginx ? { on: 'value', least: 2000 } : { on: 'ratio', least: 0.4 });

const figures: Figure[] = [];
await quickRate(`${empty.origin}/`, load);
const nothing = await middle(() => quickRate(`${empty.origin}/`, load));
for (const [index, [name, path]] of named.entries()) {
	// The first reader waits until the page is made.
	await quickRate((await read(path)).url, load);
	const same = nginx && `${nginx.origin}/${index}`;
	const etag = same && ((await fetch(same)).headers.get('etag') ?? '');
	for (const matching of [false, true]) {
		const ours = await middle(() => once(path, matching));
		const theirs = same && (await middle(() => quickRate(same, asking(matching ? (etag as string) : null))));
		figures.push({
			what: `${name}, ${matching ? 'ETag matches' : 'whole'}`,
			value: ours.perSecond,
			unit: 'requests/s',
			baseline: theirs ? { what: 'nginx, the same bytes', value: theirs.perSecond } : { what: 'empty SvelteKit page', value: nothing.perSecond },
			target: target(ours.perSecond),
			more: { 'p99 ms': ours.p99, 'of an empty SvelteKit page': ours.perSecond / nothing.perSecond }
		});
	}
}
await Promise.all([platform.stop(), empty.stop(), nginx?.stop()]);
await home.close();
report(
	{
		name: 'reading',
		question: 'How many times a second are reading pages answered while nothing changes?',
		settings: { ...load, times },
		notes: [
			`Asked by ${client}. Pages are asked unpacked, which is more than browsers ask.`,
			nginx ? 'nginx with one worker process, files kept open.' : 'nginx is not installed here: the empty page is the baseline.'
		]
	},
	figures
);
