// SPDX-License-Identifier: Apache-2.0
// Every page in every language as browsers show it: language and direction, one heading, no fault, nothing sideways, axe without a violation,
// light, and without JavaScript where one only reads.
import { request } from 'node:http';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSeededDefinitions } from '#records/server/definitions.ts';
import { isReportType } from '#reporting/cycle.ts';
import { type Language, languages } from '#text/languages.ts';
import { type Address, isReading, oneOfEachPage, readingAddresses, unvisited } from './addresses.ts';
import { factDrafts } from './drafting.ts';
import { begin } from './filling.ts';
import { Served } from './nu.ts';
import { practised } from './practising.ts';
import { inRows, look, overflow, violations } from './looking.ts';
import { olderReports } from './older.ts';
import { tableBrought, taxonomyDesk } from './tables.ts';
import { openBrowser, person, type Site, startSite } from './site.ts';

const mostBytes = 60_000;
const wide = { width: 1280, height: 900 };
const narrow = { width: 320, height: 800 };

let site: Site;
let browser: Browser;
let addresses: Address[];
const served = new Served();
const keep = (address: string, html: string) => served.keep(address, html);
/** Where the tests went, without the language. */
const visited = new Set<string>();
beforeAll(async () => {
	[site, browser] = await Promise.all([startSite(), openBrowser()]);
	addresses = await readingAddresses(site.origin);
});
afterAll(async () => {
	await browser?.close();
	await site?.stop();
	served.close();
});

/** A second page of the same person, whose faults come to the same list. */
async function another(context: BrowserContext, faults: string[]): Promise<Page> {
	const page = await context.newPage();
	page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
	page.on('console', (message) => {
		if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) faults.push(`${page.url()}: ${message.text()}`);
	});
	return page;
}

const reader = async (
	options: Parameters<typeof person>[3],
	act: (page: Page, address: Address) => Promise<string[]>,
	which = addresses
): Promise<void> => {
	const { page, context, faults } = await person(browser, site, null, options);
	const wrong = await inRows([page, await another(context, faults)], which, act);
	await context.close();
	expect([...wrong, ...faults]).toEqual([]);
};

describe.each(languages)('reading in %s', (language) => {
	test('narrow and light, then wide: language, heading, width, axe', async () => {
		// Records and registers of every type are made of the same parts: in four of the languages axe looks at one of each page.
		const few = oneOfEachPage(addresses);
		const axeOn = (address: Address) => language === 'en' || language === 'ar' || few.has(address);
		await reader({ viewport: narrow, colorScheme: 'light' }, async (page, address) => {
			const { path, status } = address;
			visited.add(path);
			return look(page, `/${language}${path}`, {
				status,
				language,
				widths: [320, 1280, 320],
				axe: axeOn(address),
				...(few.has(address) ? { keep } : {})
			});
		});
	});
});

describe.each(['en', 'ar'] as const)('reading in %s', (language) => {
	test('wide and dark: axe', async () => {
		await reader({ viewport: wide, colorScheme: 'dark' }, async (page, { path, status }) =>
			look(page, `/${language}${path}`, { status, language, widths: [1280], axe: true })
		);
	});
});

describe.each(['en', 'ar', 'zh'] as const)('on a slow line in %s', (language) => {
	test(`a first view weighs at most ${mostBytes / 1000} kB, runs no script and asks nobody else`, async () => {
		await reader(
			{ viewport: wide },
			async (page, { path }) => {
				const session = await page.context().newCDPSession(page);
				await session.send('Network.enable');
				await session.send('Network.setCacheDisabled', { cacheDisabled: true });
				let bytes = 0;
				const asked: { type: string; url: string }[] = [];
				session.on('Network.requestWillBeSent', ({ type, request }) => asked.push({ type: type ?? '', url: request.url }));
				session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
				await page.goto(`/${language}${path}`, { waitUntil: 'networkidle' });
				await session.detach();
				return [
					...(bytes > mostBytes ? [`${bytes} bytes`] : []),
					...(bytes === 0 ? ['nothing was weighed'] : []),
					...asked.filter(({ type, url }) => type === 'Script' || /\.m?js(\?|$)/.test(url)).map(({ url }) => `a script: ${url}`),
					...asked.filter(({ url }) => !url.startsWith(`${site.origin}/`) && !url.startsWith('data:')).map(({ url }) => `elsewhere: ${url}`)
				].map((what) => `/${language}${path}: ${what}`);
			},
			addresses.filter(isReading)
		);
	});
});

test('an address with signs that no database takes in leads nowhere, and is no fault of the platform', async () => {
	for (const path of [
		'/en/records/%00',
		'/ar/records/a%00b/1',
		'/en/registers/exemptions-annex-a?party=%00',
		'/files/%00/aa/x',
		'/api/v1/records/%00',
		"/informea.svc/Decisions?$filter=updated%20gt%20datetime'0000-01-01T00:00:00'",
		'/oai?verb=ListRecords&metadataPrefix=oai_dc&from=0000-01-01'
	]) {
		const { status } = await fetch(site.origin + path, { redirect: 'manual' });
		expect(status, path).toBeLessThan(500);
	}
});

test('a revision that is no number is not there', async () => {
	const [record] = addresses.flatMap(({ path }) => /^\/records\/(MC-[^/]+)$/.exec(path)?.[1] ?? []);
	for (const number of ['abc', '0', '1.5', '-1', '99999999999', '%20'])
		expect((await fetch(`${site.origin}/en/records/${record}/${number}`)).status, number).toBe(404);
	expect((await fetch(`${site.origin}/en/records/${record}/1`)).status).toBe(200);
});

test('an address that begins with no language and leads nowhere is told so by a page of the own language', async () => {
	for (const path of ['/nothing-here', '/feeds/en/news', '/calendar/en/nothing.ics', '/concepts.ttl']) {
		const reply = await fetch(site.origin + path, { redirect: 'manual', headers: { accept: 'text/html', 'accept-language': 'ar' } });
		const html = await reply.text();
		expect([path, reply.status, /<html lang="ar" dir="rtl">/.test(html), /<title>[^<]+<\/title>/.test(html), html.includes('%lang%')]).toEqual([
			...[path, 404],
			...[true, true, false]
		]);
		expect(html).toContain('href="/ar"');
	}
});

test('what everybody may take away is open to programs in pages of other sites; pages are not', async () => {
	const [record] = addresses.flatMap(({ path }) => /^\/records\/(MC-[^/]+)$/.exec(path)?.[1] ?? []);
	const openTo = async (path: string) => (await fetch(site.origin + path, { headers: { origin: 'https://elsewhere.example' } })).headers;
	for (const path of [`/en/records/${record}/1/record.ttl`, `/en/records/${record}/1/record.jsonld`, '/en/deadlines.csv', '/fr/search.json?q=gold']) {
		const headers = await openTo(path);
		expect([path, headers.get('access-control-allow-origin'), headers.get('cross-origin-resource-policy')]).toEqual([path, '*', 'cross-origin']);
		// Kept for the next.
		expect((await openTo(path)).get('access-control-allow-origin'), path).toBe('*');
	}
	for (const path of ['/en', `/en/records/${record}`, '/en/sign-in'])
		expect((await openTo(path)).get('access-control-allow-origin'), path).toBe(null);
});

test('what stands under another name in the world of a thesaurus answers with a stroke at its end as well', async () => {
	for (const path of ['/rest/v1/mercury/', '/rest/v1/mercury/index/', '/oai/?verb=Identify']) {
		const reply = await fetch(site.origin + path, { redirect: 'manual', headers: { origin: 'https://elsewhere.example' } });
		expect([reply.status, reply.headers.get('access-control-allow-origin')], path).toEqual([200, '*']);
	}
	const posted = await fetch(`${site.origin}/oai/`, { method: 'POST', body: new URLSearchParams({ verb: 'Identify' }) });
	expect(posted.status).toBe(200);
});

test('a second visit is answered with 304 and is styled as the first', async () => {
	const { page, context, faults } = await person(browser, site, null, { viewport: wide });
	const session = await context.newCDPSession(page);
	await session.send('Network.enable');
	const statuses: number[] = [];
	session.on('Network.responseReceivedExtraInfo', ({ statusCode }) => statuses.push(statusCode));
	const style = () =>
		page.evaluate(() => [
			getComputedStyle(document.body).fontFamily,
			getComputedStyle(document.body).backgroundColor,
			getComputedStyle(document.querySelector('.skip') as Element).position,
			getComputedStyle(document.querySelector('h1') as Element).fontSize
		]);
	// A page for the frames of other sites has no frame of this one, and no way past it.
	for (const { path } of addresses.filter((each) => isReading(each) && !each.path.startsWith('/embed/'))) {
		await page.goto(`/en${path}`);
		const first = await style();
		expect(first[2], path).toBe('absolute');
		await page.goto('about:blank');
		statuses.length = 0;
		await page.goto(`/en${path}`);
		expect(statuses, path).toContain(304);
		expect(await style(), path).toEqual(first);
	}
	expect(faults).toEqual([]);
	await context.close();
});

test('Chromium finds nothing wrong with the manifest by which the pages at work are installed', async () => {
	const { page, context } = await person(browser, site, site.account('focal-point', 'GHA'), { viewport: wide });
	const session = await context.newCDPSession(page);
	const found = async () => {
		const { url, errors } = await session.send('Page.getAppManifest');
		return { url, errors: errors.map(({ message }) => message) };
	};
	for (const language of languages) {
		await page.goto(`/${language}/work`);
		expect(await found()).toEqual({ url: `${site.origin}/${language}/manifest.webmanifest`, errors: [] });
	}
	const broken = { contentType: 'application/manifest+json', body: '{"name":7,"display":[]}' };
	await page.route('**/manifest.webmanifest', (route) => route.fulfill(broken));
	await page.goto('/en/work');
	expect((await found()).errors).toHaveLength(2);
	await context.close();
});

describe('at work', () => {
	const roles: { role: string; party?: string; paths: (page: Page) => Promise<string[]> }[] = [
		{
			role: 'focal-point',
			party: 'GHA',
			paths: async (page) => {
				const drafts: string[] = [];
				await page.goto('/en/work/new');
				const offered = await page.locator('input[name=type]').evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
				// Every form that Parties answer but the reports, which are begun for a cycle.
				const answered = (await readSeededDefinitions()).filter(
					({ definition, earlier }) => !earlier && definition.type.submitters.includes('party')
				);
				expect(offered.toSorted()).toEqual(
					answered
						.map(({ definition }) => definition.type.id)
						.filter((id) => !isReportType(id))
						.toSorted()
				);
				for (const type of new Set(offered)) drafts.push(await begin(page, type));
				const [first] = drafts;
				// A report is begun for a cycle, and filled in section by section.
				await page.goto('/en/work');
				await page.locator('form:has(input[name=cycle][value="2021-2024"]) button').click();
				await page.waitForURL(/\/edit$/);
				const report = new URL(page.url()).pathname.slice(3);
				const receipts: string[] = [];
				for (const own of await links(page, '/work', /\/work\/records\/[^/]+$/))
					if (receipts.length === 0) receipts.push(...(await links(page, own, /\/receipt\/\d+$/)));
				expect(receipts.length).toBeGreaterThan(0);
				// A colleague is asked for one answer, so that there is something to answer.
				await page.goto(`/en${report}/asks/new?question=q3-1`);
				await page.locator('select[name=account] option').nth(1).waitFor({ state: 'attached' });
				await page.locator('select[name=account]').selectOption({ index: 1 });
				await page.locator('input[name=due]').fill(new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10));
				await page.locator('form:has(input[name=due]) button').click();
				await page.waitForURL(/\/asks\?done=asked$/);
				const [thread = ''] = await links(page, '/work/clarifications', /\/work\/clarifications\/[^/]+\/\d+$/);
				const asked = thread.replace(/\/\d+$/, '');
				return [
					'/work/approval/GHA',
					...(await links(page, '/calls', /^\/calls\/MC-[^/]+$/)).slice(0, 1).map((each) => `/work${each}/answer`),
					...['/asks', '/asks/new', '/together/q3-1', '/approval'].map((each) => `${report}${each}`),
					'/work',
					'/work/new',
					'/work/people',
					'/work/people/invite',
					`/work/records/${first}`,
					`/work/records/${first}/submit`,
					...receipts,
					...['', '/party', '/article-3', '/article-8', '/preview', '/exchange', '/history/a-1'].map((each) => `${report}${each}`),
					'/work/clarifications',
					thread,
					...['', '/record', '/looks'].map((each) => `${asked}${each}`),
					...drafts.map((id) => `/work/records/${id}/edit`),
					...(await practised(page)),
					...account
				];
			}
		},
		{
			role: 'party-contributor',
			party: 'GHA',
			paths: async (page) => {
				const asked = await links(page, '/work', /\/work\/asked\/[\w-]+$/);
				expect(asked).toHaveLength(1);
				return ['/work', ...asked, ...(await links(page, '/work', /\/work\/records\/[^/]+$/)).slice(0, 3)];
			}
		},
		{
			role: 'publisher',
			paths: async (page) => {
				const facts = await links(page, '/work/facts', /\/work\/facts\/[\w-]+$/);
				const items: string[] = [];
				for (const kind of facts.slice(0, 5)) items.push(...(await links(page, kind, new RegExp(`${kind}/[^/?#]+$`))).slice(0, 1));
				return [
					'/work',
					'/work/queue',
					...(await links(page, '/work/queue', /\/work\/queue\/[^/?#]+$/)).slice(0, 3),
					'/work/editorial',
					...(await links(page, '/work/editorial', /\/work\/editorial\/plan\/[^/?#]+$/)).slice(0, 1),
					'/work/reporting',
					'/work/reporting/elsewhere',
					...(await links(page, '/work/reporting', /\/work\/reporting\/[^/]+\/open$/)).slice(0, 1),
					...(await links(page, '/work/clarifications?state=any', /\/work\/clarifications\/[^/]+\/\d+$/)).flatMap((thread) => [
						thread,
						thread.replace(/\d+$/, 'ask')
					]),
					'/work/reporting/2021-2024?progress=begun',
					'/work/reporting/2021-2024/GHA',
					...(await olderReports(page)),
					'/work/usage',
					'/work/strategy',
					...(await links(page, '/work/strategy', /\/work\/strategy\/[^/?#]+$/)).slice(0, 1),
					'/work/projects',
					'/work/projects/table',
					await tableBrought(page),
					...(await links(page, '/work/projects', /\/work\/projects\/[0-9a-f]{16}$/)).slice(0, 1),
					'/work/documents',
					'/work/calls',
					...(await links(page, '/work/calls', /\/work\/calls\/MC-[^/]+$/)),
					'/work/translation',
					'/work/translation/upload',
					...(await links(page, '/work/translation?into=ar', /\/work\/translation\/[^/]+\/ar$/)).slice(0, 1),
					'/work/facts',
					...facts.slice(0, 2),
					...items,
					...(await factDrafts(page))
				];
			}
		},
		{
			role: 'committee-reader',
			paths: async (page) => [
				'/work',
				'/work/account',
				'/work/clarifications',
				...(await links(page, '/work/clarifications', /\/work\/clarifications\/[^/]+(\/\d+)?$/)).slice(0, 2)
			]
		},
		{
			role: 'editor',
			paths: async (page) => [
				'/work',
				'/work/new',
				'/work/organisations',
				...(await links(page, '/work/organisations', /\/work\/organisations\/[^/?#]+$/)).slice(0, 2),
				'/work/people',
				'/work/people/invite',
				'/work/watching',
				'/work/redirects',
				'/work/sources',
				'/work/sources/status',
				...(await taxonomyDesk(page))
			]
		},
		{
			role: 'administrator',
			paths: async (page) => {
				const people = (await links(page, '/work/people', /\/work\/people\/(?!invite)[^/?#]+$/)).slice(0, 1);
				const within = await links(page, people[0] ?? '', /\/work\/people\/[^/]+\/(erase|roles\/.+)$/);
				// A design to look at: with a question that has a condition, so that every page of the designer has something to show.
				const form = '/work/forms/amalgam-nap-or-report';
				await page.goto(`/en${form}`);
				await page.locator('form[action="?/begin"] button').click();
				await page.waitForURL(/\/design$/);
				const design = [
					'',
					'/questions/kind',
					'/sections/measures',
					'/words',
					'/words/upload',
					'/rules',
					'/rules/new?rule=at-least-one',
					'/preview',
					'/findings',
					'/publish'
				].map((each) => `${form}/design${each}`);
				// A receiver to look at.
				await page.goto('/en/work/webhooks');
				await page.fill('#name', 'Catalogue of a library');
				await page.fill('#address', 'https://library.example.org/hook');
				await page.locator('form[action="?/make"] button').click();
				await page.locator('a[href*="/work/webhooks/"]').first().waitFor();
				const administration = ['', '/jobs', '/mail', '/storage', '/content', '/sign-ins', '/log'].map((each) => `/work/administration${each}`);
				return [
					'/work',
					'/work/people',
					...people,
					...within,
					...administration,
					'/work/webhooks',
					...(await links(page, '/work/webhooks', /\/work\/webhooks\/[^/?#]+$/)).slice(0, 1),
					'/work/facts',
					'/work/forms',
					form,
					`${form}/compare`,
					...design,
					'/work/account'
				];
			}
		}
	];
	const account = ['', '/email', '/email/unknown', '/password', '/second-factor', '/passkeys', '/sign-on', '/sessions', '/tokens', '/erase'].map(
		(path) => `/work/account${path}`
	);

	/** Addresses that a page links to, without language and question. */
	async function links(page: Page, path: string, which: RegExp): Promise<string[]> {
		await page.goto(`/en${path}`);
		const all = await page
			.locator('main a[href]')
			.evaluateAll((found) => found.map((link) => new URL((link as HTMLAnchorElement).href).pathname.slice(3)));
		return [...new Set(all)].filter((each) => which.test(each));
	}

	const found = new Map<string, string[]>();

	/** Forms are many and made of the same parts: each is looked at in one of the languages, all other pages in each. */
	async function lookedAt(role: string, page: Page, context: BrowserContext, faults: string[], three: readonly Language[], widths: number[]) {
		const theirs = found.get(role) ?? [];
		expect(theirs.length).toBeGreaterThan(4);
		const wanted = theirs.flatMap((path, at) =>
			(/\/edit$/.test(path) ? [three[at % three.length] as Language] : three).map((language) => ({ language, path }))
		);
		return inRows([page, await another(context, faults)], wanted, (each, { language, path }) =>
			look(each, `/${language}${path}`, { language, widths, axe: true, keep })
		);
	}

	test.each(roles)('$role: en, fr and ar, narrow and wide', async ({ role, party, paths }) => {
		const { page, context, faults } = await person(browser, site, site.account(role, party), { viewport: wide });
		found.set(role, await paths(page));
		for (const path of found.get(role) ?? []) visited.add(path);
		const wrong = await lookedAt(role, page, context, faults, ['en', 'fr', 'ar'], [1280, 320]);
		await context.close();
		expect([...wrong, ...faults]).toEqual([]);
	});

	test.each(roles)('$role: es, ru and zh, narrow and dark', async ({ role, party }) => {
		const { page, context, faults } = await person(browser, site, site.account(role, party), { viewport: narrow, colorScheme: 'dark' });
		const wrong = await lookedAt(role, page, context, faults, ['es', 'ru', 'zh'], [320]);
		await context.close();
		expect([...wrong, ...faults]).toEqual([]);
	});
});

test('what was served is HTML without a fault: every page in six languages', async () => {
	expect(served.count).toBeGreaterThan(300);
	expect(await served.faults()).toEqual([]);
});

test('no page was left out', () => {
	// A page that asks for the code of somebody who has just given a password, one of an archive that was brought and a report on the strategy, which the journeys open, and three
	// that only lead away.
	expect(unvisited([...visited])).toEqual([
		'/[lang]/work/reporting/begin',
		'/[lang]/work/documents/[bundle]',
		'/[lang]/work/strategy/[id]',
		'/[lang]/sign-in/code',
		'/[lang]/sign-in/with/[provider]',
		'/[lang]/sign-out'
	]);
});

test('a harvester posts its question without an origin, which forms of other sites may not', async () => {
	const post = (path: string) => fetch(site.origin + path, { method: 'POST', body: new URLSearchParams({ verb: 'Identify' }) });
	const reply = await post('/oai');
	expect([reply.status, await reply.text()]).toEqual([200, expect.stringContaining('<protocolVersion>2.0</protocolVersion>')]);
	expect((await post('/en/verify')).status).toBe(403);
});

test('the API says itself what is wrong with a call, where pages refuse what another site could have sent', async () => {
	const sent = async (method: string, path: string, body?: string) => {
		const headers = { 'accept-language': 'fr', ...(body ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) };
		const reply = await fetch(site.origin + path, { method, headers, ...(body ? { body } : {}) });
		const { code } = (await reply.json()) as { code: string };
		return [reply.status, reply.headers.get('content-type'), reply.headers.get('content-language'), code];
	};
	// As curl sends it where nobody says what it is, and without a body.
	for (const body of ['{}', undefined])
		expect(await sent('POST', '/api/v1/records', body)).toEqual([401, 'application/problem+json', 'fr', 'token-missing']);
	expect(await sent('DELETE', '/api/v1/records')).toEqual([405, 'application/problem+json', 'fr', 'method-not-allowed']);
	// An address that only begins like one of the API is a page. fetch would tidy it up before.
	const { port } = new URL(site.origin);
	const climbing = await new Promise<number | undefined>((resolve, reject) => {
		const asking = request({ port, method: 'POST', path: '/api/v1/../../en/verify', headers: { 'content-type': 'text/plain' } }, (reply) => {
			reply.resume();
			resolve(reply.statusCode);
		});
		asking.on('error', reject).end('x');
	});
	expect(climbing).toBe(403);
});

test('a planted fault is found by the Nu checker', async () => {
	const one = new Served();
	one.keep('/en/planted', '<!doctype html><html lang="en"><title>x</title><p><ul><li>y</ul></p>');
	expect((await one.faults()).join()).toMatch(/\/en\/planted.*No “p” element in scope/);
	one.close();
});

test('a planted fault is found: axe reports an image without words, and the width of something too wide', async () => {
	const { page, context } = await person(browser, site, null, { viewport: narrow });
	await page.goto('/en/areas');
	expect(await violations(page)).toEqual([]);
	await page.evaluate(() => {
		const image = document.createElement('img');
		image.src = '/favicon.svg';
		image.style.minInlineSize = '400px';
		document.querySelector('main')?.append(image);
	});
	expect((await violations(page)).join()).toContain('image-alt ×1');
	expect((await overflow(page)).join()).toContain('too wide at 320 px: <img');
	await context.close();
});
