// SPDX-License-Identifier: Apache-2.0
// What the head of each kind of page tells search engines and feed readers: a title and a description of its own in every language, one address that counts,
// and languages that name one another. Read as a robot reads them, without a browser.
import { extract } from '@extractus/oembed-extractor';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { languages } from '#text/languages.ts';
import { misunderstood } from '../formats/schema-org.ts';
import { oneOfEachPage, readingAddresses } from './addresses.ts';
import { type Site, startSite } from './site.ts';

interface Head {
	title: string;
	description: string | undefined;
	canonical: string | undefined;
	robots: string | undefined;
	/** By language. */
	alternates: Map<string, string>;
	feeds: string[];
	things: { '@type'?: string; '@context'?: string }[];
}

let site: Site;
let pages: string[];
/** By path with its language. */
const heads = new Map<string, Head>();

const plain = (text: string): string =>
	text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>');
const attribute = (tag: string, name: string): string | undefined => {
	const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
	return found === undefined ? undefined : plain(found);
};

function headOf(html: string): Head {
	const head = html.slice(0, html.indexOf('</head>'));
	const tags = head.match(/<(?:link|meta)\s[^>]*>/g) ?? [];
	const link = (rel: string) => tags.filter((tag) => attribute(tag, 'rel') === rel);
	const meta = (name: string) => tags.filter((tag) => attribute(tag, 'name') === name).map((tag) => attribute(tag, 'content'));
	expect(meta('description').length, 'one description').toBeLessThanOrEqual(1);
	expect(link('canonical').length, 'one canonical address').toBeLessThanOrEqual(1);
	return {
		title: plain(/<title>([^<]*)<\/title>/.exec(head)?.[1] ?? ''),
		description: meta('description')[0],
		canonical: link('canonical').map((tag) => attribute(tag, 'href'))[0],
		robots: meta('robots')[0],
		alternates: new Map(
			link('alternate').flatMap((tag): [string, string][] => {
				const [language, href] = [attribute(tag, 'hreflang'), attribute(tag, 'href')];
				return language && href ? [[language, href]] : [];
			})
		),
		feeds: link('alternate').flatMap((tag) => (/atom|rss|feed\+json/.test(attribute(tag, 'type') ?? '') ? (attribute(tag, 'href') ?? []) : [])),
		things: [...head.matchAll(/<script type="application\/ld\+json">([^<]*)<\/script>/g)].map(([, json]) => JSON.parse(json ?? '') as object)
	};
}

beforeAll(async () => {
	site = await startSite();
	const all = await readingAddresses(site.origin);
	const few = oneOfEachPage(all);
	pages = [...few].filter(({ status }) => status === 200).map(({ path }) => path);
	for (const path of pages)
		await Promise.all(
			languages.map(async (language) => {
				const response = await fetch(`${site.origin}/${language}${path}`, { redirect: 'manual' });
				if (response.status === 200) heads.set(`/${language}${path}`, headOf(await response.text()));
			})
		);
}, 280_000);
afterAll(async () => site?.stop());

const shared = () => [...heads].filter(([, { robots }]) => !robots?.includes('noindex'));

test('pages of many kinds are there to be found', () => {
	expect(shared().length).toBeGreaterThan(20 * languages.length);
});

test('each has one address that counts, and is named by it where it is given', () => {
	const wrong = shared().flatMap(([path, { canonical, alternates }]) => {
		const language = path.slice(1, 3);
		return canonical?.startsWith(`${site.origin}/${language}`) && alternates.get(language) === canonical ? [] : [`${path}: ${canonical}`];
	});
	expect(wrong).toEqual([]);
});

test('its languages name one another, all six and the one for everybody else', () => {
	const wrong = shared().flatMap(([path, { alternates }]) => {
		const missing = [...languages, 'x-default'].filter((each) => !alternates.has(each));
		const others = languages.filter((each) => {
			const other = heads.get(`/${each}${path.slice(3)}`);
			return !other || JSON.stringify([...other.alternates]) !== JSON.stringify([...alternates]);
		});
		return missing.length || others.length ? [`${path}: ${[...missing, ...others].join(' ')}`] : [];
	});
	expect(wrong).toEqual([]);
});

test('each has a title and a description, which no page of another kind in its language has', () => {
	const wrong: string[] = [];
	for (const language of languages) {
		const seen = new Map<string, string>();
		for (const [path, { title, description, canonical }] of shared().filter(([each]) => each.startsWith(`/${language}`))) {
			if (!title.trim()) wrong.push(`${path}: no title`);
			if (!description?.trim()) wrong.push(`${path}: no description`);
			for (const said of [`title ${title}`, `description ${description}`]) {
				const other = seen.get(said);
				if (other && other !== canonical) wrong.push(`${path}: ${said} as ${other}`);
				seen.set(said, canonical ?? path);
			}
		}
	}
	expect(wrong).toEqual([]);
});

test('the feeds that a page names are there', async () => {
	const named = new Set(shared().flatMap(([path, { feeds }]) => (path.startsWith('/en') ? feeds : [])));
	expect(named.size).toBeGreaterThan(5);
	const wrong: string[] = [];
	for (const feed of named) {
		const response = await fetch(new URL(feed, site.origin));
		if (response.status !== 200 || !/xml|json/.test(response.headers.get('content-type') ?? '')) wrong.push(`${feed}: ${response.status}`);
		await response.body?.cancel();
	}
	expect(wrong).toEqual([]);
});

test('what pages tell programs is JSON of schema.org', () => {
	const things = shared().flatMap(([, head]) => head.things);
	for (const thing of things) expect(thing['@context']).toBe('https://schema.org');
	const types = new Set(things.map((thing) => thing['@type']));
	for (const type of ['Event', 'Dataset', 'ProfilePage', 'CollectionPage']) expect([...types], type).toContain(type);
});

test('which a validator for search engines understands: types that there are, properties that they have', async () => {
	const wrong: string[] = [];
	// Another language has the same things with other words.
	for (const [path, { things }] of shared().filter(([each]) => each.startsWith('/ar')))
		wrong.push(...(await misunderstood(...things)).map((fault) => `${path}: ${fault}`));
	expect(wrong).toEqual([]);
});

test('a page of a figure leads a consumer of oEmbed to its frame', async () => {
	const path = [...heads.keys()].find((each) => /^\/fr\/dashboards\/[^/]+\/[^/]+$/.test(each));
	// Known to no list of providers: it reads the head of the page.
	const told = await extract(`${site.origin}${path}`, { maxwidth: 300 });
	expect(told).toMatchObject({ version: '1.0', type: 'rich', width: 300, provider_url: site.origin });
	expect(String(told.html)).toContain(`src="${site.origin}/fr/embed/dashboards/`);
	await expect(extract(`${site.origin}/fr/areas`)).rejects.toThrow();
});

test('the sitemap leads to pages that are there', { timeout: 300_000 }, async () => {
	const sitemap = await (await fetch(`${site.origin}/sitemap.xml`)).text();
	const all = [...sitemap.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, address]) => new URL(plain(address ?? '')).pathname);
	const wanted = all.filter((path) => path.startsWith('/fr') && !path.startsWith('/fr/records/'));
	for (const part of ['/meetings/', '/dashboards/', '/concepts/mercury/', '/parties/', '/areas/'])
		expect(
			wanted.some((path) => path.includes(part)),
			part
		).toBe(true);
	for (const path of wanted) expect((await fetch(site.origin + path)).status, path).toBe(200);
});

test('an address without a language leads to the reader’s, whatever it names', async () => {
	const led = async (path: string) => {
		const reply = await fetch(site.origin + path, { redirect: 'manual', headers: { 'accept-language': 'fr' } });
		return [reply.status, reply.headers.get('location')];
	};
	for (const path of ['/documents/MC-5/13', '/meetings/COP6', '/news', '/events', '/letters', '/pages/about', '/parties/GHA', '/work/redirects'])
		expect(await led(path), path).toEqual([302, `/fr${path}`]);
});

test('what is nowhere, or gone, is told in the reader’s language and in the frame of the site, with the way in', async () => {
	const { email, password } = site.account('publisher');
	const posted = (path: string, body: FormData, cookie = '') =>
		fetch(site.origin + path, { method: 'POST', body, redirect: 'manual', headers: { origin: site.origin, cookie } });
	const form = (fields: Record<string, string | File>) => {
		const data = new FormData();
		for (const [name, value] of Object.entries(fields)) data.set(name, value);
		return data;
	};
	const signedIn = await posted('/en/sign-in', form({ email, password }));
	const cookie = signedIn.headers
		.getSetCookie()
		.map((each) => each.split(';')[0])
		.join('; ');
	const list = 'from,to,status\n/news/closed,,410\n/old/closed.aspx,,410\n/news/old.aspx,/news,301\n';
	expect((await posted('/en/work/redirects?/load', form({ file: new File([list], 'list.csv', { type: 'text/csv' }) }), cookie)).status).toBe(200);

	const asked = (path: string) => fetch(site.origin + path, { headers: { accept: 'text/html', 'accept-language': 'ar' } });
	for (const [path, status] of [
		['/nowhere', 404],
		['/no/where', 404],
		['/ar/nowhere', 404],
		['/old/closed.aspx', 410],
		['/news/closed', 410]
	] as const) {
		const reply = await asked(path);
		const html = await reply.text();
		expect(reply.status, path).toBe(status);
		expect(html, path).toContain('<html lang="ar" dir="rtl">');
		expect(html, path).toContain('href="/ar/search"');
	}
	// Which page answers is looked at with a language first; what an older site had there still leads on.
	expect((await asked('/news/old.aspx')).url).toBe(`${site.origin}/ar/news`);
	// A program has the answer, not the page.
	expect(await (await fetch(`${site.origin}/nowhere`, { headers: { accept: 'image/png' } })).text()).not.toContain('%lang%');
});

test('readers that leave in the middle take nobody with them', { timeout: 300_000 }, async () => {
	const long = ['/sitemap.xml', '/iati/activities.xml', '/api/v1/registers/national-reports?format=csv', '/en/search.csv', '/en/developers'];
	for (const path of long)
		for (const accept of ['identity', 'gzip', 'br'])
			for (let parts = 0; parts < 8; parts++) {
				const leaving = new AbortController();
				const reply = await fetch(site.origin + path, { headers: { 'accept-encoding': accept }, signal: leaving.signal });
				const reader = reply.body?.getReader();
				for (let read = 0; read < parts; read++) await reader?.read();
				leaving.abort();
			}
	expect((await fetch(`${site.origin}/readyz`)).status).toBe(200);
	for (const path of long) {
		const reply = await fetch(site.origin + path);
		expect((await reply.text()).length, path).toBeGreaterThan(200);
	}
});
