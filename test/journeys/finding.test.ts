// SPDX-License-Identifier: Apache-2.0
// What others fetch of what is published: feeds of a search, a Party and an area in three shapes, cards, and the data in pages. Through the routes, on an
// exchange with a canary wherever nothing may come out.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pageExists } from '#api/pages.ts';
import { readerIn } from '#text/message.ts';
import { languages } from '#text/languages.ts';
import { GET as card } from '../../src/routes/cards/[lang]/[kind]/[id].png/+server.ts';
import { GET as areaFeed } from '../../src/routes/feeds/[lang]/areas/[area].[format]/+server.ts';
import { GET as partyFeed } from '../../src/routes/feeds/[lang]/parties/[iso3].[format]/+server.ts';
import { GET as publications } from '../../src/routes/feeds/[lang]/publications.[format]/+server.ts';
import { GET as registerFeed } from '../../src/routes/feeds/[lang]/registers/[register].[format]/+server.ts';
import { GET as searchFeed } from '../../src/routes/feeds/[lang]/search.[format]/+server.ts';
import { canary, type Exchange, openExchange, origin, today } from '../exchange.ts';

let exchange: Exchange;
beforeAll(async () => void (exchange = await openExchange()), 120_000);
afterAll(() => exchange.close());

type Handler = (event: never) => Response | Promise<Response>;
async function get(handler: Handler, path: string, params: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
	const { database, definitions, convention } = exchange.world;
	const locals = { platform: { database, configuration: { origin, demo: true } }, definitions, convention, today, reader: await readerIn('en') };
	const url = new URL(path, origin);
	return handler({ locals, params, url, request: new Request(url, { headers }) } as never);
}

describe('feeds', () => {
	test('of a search, a Party and an area are there in three shapes and six languages, with nothing private and nothing withdrawn', async () => {
		const { withdrawn, draft, submitted, restricted } = exchange.ids;
		for (const lang of languages)
			for (const [format, type] of [
				['atom', 'application/atom+xml'],
				['rss', 'application/rss+xml'],
				['json', 'application/feed+json']
			] as const) {
				const replies = [
					await get(searchFeed, `/feeds/${lang}/search.${format}?q=thermometers`, { lang, format }),
					await get(partyFeed, `/feeds/${lang}/parties/GHA.${format}`, { lang, format, iso3: 'GHA' }),
					await get(areaFeed, `/feeds/${lang}/areas/products-processes.${format}`, { lang, format, area: 'products-processes' }),
					await get(publications, `/feeds/${lang}/publications.${format}`, { lang, format }),
					await get(registerFeed, `/feeds/${lang}/registers/exemptions-annex-a.${format}`, { lang, format, register: 'exemptions-annex-a' })
				];
				for (const [at, reply] of replies.entries()) {
					expect(reply.headers.get('content-type'), `${lang} ${format} ${at}`).toBe(`${type}; charset=utf-8`);
					const text = await reply.text();
					expect(text).not.toContain(canary);
					for (const id of [withdrawn, draft, submitted, restricted]) expect(text).not.toContain(id);
					if (at < 2) expect(text, `${lang} ${format} ${at}`).toContain(exchange.ids.revised);
				}
			}
	});

	test('are told to be the same by their tag, and are none where there is nothing', async () => {
		const first = await get(searchFeed, '/feeds/en/search.rss?q=thermometers', { lang: 'en', format: 'rss' });
		const etag = first.headers.get('etag') ?? '';
		const again = await get(searchFeed, '/feeds/en/search.rss?q=thermometers', { lang: 'en', format: 'rss' }, { 'if-none-match': etag });
		expect([again.status, await again.text()]).toEqual([304, '']);
		for (const params of [
			{ lang: 'en', format: 'exe', iso3: 'GHA' },
			{ lang: 'xx', format: 'rss', iso3: 'GHA' },
			{ lang: 'en', format: 'rss', iso3: 'XXX' }
		])
			await expect(get(partyFeed, '/feeds/en/parties/x', params)).rejects.toMatchObject({ status: 404 });
		const nothing = await get(searchFeed, '/feeds/en/search.json?q=xyzzyquux', { lang: 'en', format: 'json' });
		expect(((await nothing.json()) as { items: unknown[] }).items).toEqual([]);
	});
});

describe('cards', () => {
	test('of what is public are pictures with a tag; of anything else there are none', async () => {
		const { revised, withdrawn, draft, restricted, bilateral } = exchange.ids;
		const reply = await get(card, '/x', { lang: 'ar', kind: 'records', id: revised });
		const bytes = new Uint8Array(await reply.arrayBuffer());
		expect(reply.headers.get('content-type')).toBe('image/png');
		// Width and height stand in the first chunk of a PNG.
		const view = new DataView(bytes.buffer);
		expect([view.getUint32(16), view.getUint32(20)]).toEqual([1200, 630]);
		const same = await get(card, '/x', { lang: 'ar', kind: 'records', id: revised }, { 'if-none-match': reply.headers.get('etag') ?? '' });
		expect(same.status).toBe(304);
		const other = await get(card, '/x', { lang: 'zh', kind: 'records', id: revised });
		expect(other.headers.get('etag')).not.toBe(reply.headers.get('etag'));
		for (const [kind, id] of [
			['parties', 'GHA'],
			['areas', 'asgm'],
			['articles', '7'],
			['registers', 'exemptions-annex-a'],
			['site', 'home'],
			['records', withdrawn]
		] as const)
			expect((await get(card, '/x', { lang: 'fr', kind, id })).status, `${kind} ${id}`).toBe(200);
		for (const [kind, id] of [
			['records', draft],
			['records', restricted],
			['records', bilateral],
			['parties', 'XXX'],
			['nothing', 'x'],
			['site', 'x']
		] as const)
			await expect(get(card, '/x', { lang: 'en', kind, id }), `${kind} ${id}`).rejects.toMatchObject({ status: 404 });
	});
});

test('a page is known by its route and by what it names, with its language or without', async () => {
	const { database, definitions, convention } = exchange.world;
	const known = (path: string) => pageExists(database.read, { definitions, convention }, path);
	for (const path of [
		'/',
		'/en',
		'/fr/search',
		'/parties/GHA',
		`/records/${exchange.ids.revised}`,
		'/registers/exemptions-annex-a',
		'/en/areas/asgm',
		'/articles/7'
	])
		expect(await known(path), path).toBe(true);
	for (const path of [
		'/parties/XXX',
		'/records/MC-X-GH-0001',
		`/records/${exchange.ids.draft}`,
		'/registers/x',
		'/areas/x',
		'/work/account',
		'/nowhere',
		'/watching/x'
	])
		expect(await known(path), path).toBe(false);
});
