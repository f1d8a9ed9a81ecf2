// SPDX-License-Identifier: Apache-2.0
// What other conventions publish is harvested by OData from a real server, in every dialect and with its bad days, and found by the search beside what is ours.
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { searchLinked } from '#catalogue/server/linked.ts';
import { runHarvest } from '#interop/harvest/server/run-harvest.ts';
import { seedSources } from '#interop/harvest/server/seeded-sources.ts';
import { isRefusal } from '#people/refusal.ts';
import type { Files } from '#platform/server/files.ts';
import { addSource, changeSettings } from '#projects/server/other-sources.ts';
import { askHarvest, linesOf } from '#projects/server/harvests.ts';
import { setSource } from '#projects/server/sources.ts';
import { type Decision, openService, type Service, type Speaks } from '../ground/odata-server.ts';
import { adam, ama, paul } from '../people.ts';
import { openWorld, type World } from '../world.ts';

let world: World;
let service: Service;
/** Nothing is kept as a file. */
const files = { has: async () => false } as unknown as Files;
let waited: number[] = [];
const clock = { now: () => new Date('2026-11-27T12:00:00Z'), wait: async (milliseconds: number) => void waited.push(milliseconds) };

beforeAll(async () => {
	world = await openWorld();
	await seedSources(world.database, new Date('2026-11-24'), async () => {}, { ask: false });
	service = await openService();
});
afterAll(async () => {
	await service?.close();
	await world?.database.close();
});

const rows = (count: number, of: Partial<Decision> = {}): Decision[] =>
	Array.from({ length: count }, (_, at) => ({
		id: `d${String(at).padStart(4, '0')}`,
		number: `BC-17/${at + 1}`,
		treaty: 'basel',
		published: '2025-05-09',
		link: `http://www.basel.invalid/decisions/${at + 1}`,
		title: { en: `Decision ${at + 1} on mercury wastes`, fr: `Décision ${at + 1} sur les déchets de mercure` },
		updated: '2025-06-01T00:00:00',
		...of
	}));

let made = 0;
/** A source of its own for each story. */
async function source(kind: 'odata' | 'oai' = 'odata', settings: Record<string, unknown> = {}): Promise<string> {
	made += 1;
	const doing = world.doing(paul);
	const added = await world.database.write((db) => addSource(db, doing, { kind, name: `Sister ${made}`, treaty: 'basel' }));
	if (isRefusal(added)) throw new Error(added.refusal);
	await world.database.write((db) => setSource(db, doing, { source: added.id, address: service.address, schedule: 'daily', enabled: true }));
	if (kind === 'odata')
		await world.database.write((db) =>
			changeSettings(db, doing, { source: added.id, settings: { treaty: 'basel', dialect: 'auto', sets: ['Decisions'], set: null, ...settings } })
		);
	return added.id;
}

let day = 0;
async function harvest(id: string, { dry = false, retries = 0 } = {}) {
	const run = await world.database.write((db) =>
		askHarvest(db, { source: id, origin: 'address', dry, by: adam.id, at: new Date(Date.UTC(2026, 9, 1)) })
	);
	if (!run) throw new Error('it is being read already');
	const at = new Date(Date.UTC(2026, 9, (day += 1), 10));
	const ended = await runHarvest({ database: world.database, files }, run, { world, at, fetching: { allowedHosts: [service.host], retries, clock } });
	return { ...ended!, lines: await linesOf(world.database.fresh, run, { limit: 10_000 }) };
}

const standing = async (id: string) =>
	(await world.database.fresh.selectFrom('linked.resources').select(['id', 'gone_since']).where('source', '=', id).orderBy('id').execute()).flatMap(
		(row) => (row.gone_since ? [] : [row.id])
	);

beforeEach(() => {
	waited = [];
	service.asked = [];
	service.sets = { Decisions: rows(3) };
	service.speaks = 'v2-json';
	service.pageSize = null;
	service.instead = () => false;
});

describe('Every dialect', () => {
	test.each<Speaks>(['v2-atom', 'v2-json', 'v3-json', 'v4-json'])(
		'%s is read page by page, by counting and by links of the service',
		async (speaks) => {
			service.speaks = speaks;
			service.sets = { Decisions: rows(230) };
			const counted = await source();
			expect(await harvest(counted)).toMatchObject({ state: 'done', rows: 230, counts: { new: 230 } });
			expect(await standing(counted)).toHaveLength(230);
			service.pageSize = 70;
			const led = await source();
			expect(await harvest(led)).toMatchObject({ state: 'done', rows: 230, counts: { new: 230 } });
			const kept = await world.database.fresh
				.selectFrom('linked.resources')
				.selectAll()
				.where('source', '=', led)
				.where('id', '=', 'd0004')
				.executeTakeFirstOrThrow();
			expect(kept).toMatchObject({
				kind: 'decision',
				treaty: 'basel',
				number: 'BC-17/5',
				title: { en: 'Decision 5 on mercury wastes', fr: 'Décision 5 sur les déchets de mercure' }
			});
			expect(kept.value).toMatchObject({ day: '2025-05-09', link: 'http://www.basel.invalid/decisions/5' });
		}
	);

	test.each<Speaks>(['v2-atom', 'v2-json', 'v3-json', 'v4-json'])(
		'%s: only what changed is fetched again, and what was deleted is noticed',
		async (speaks) => {
			service.speaks = speaks;
			const id = await source();
			await harvest(id);
			service.sets = {
				Decisions: [
					...rows(2).slice(1),
					{ ...rows(3)[2]!, title: { en: 'Renamed' }, updated: '2025-07-01T10:00:00' },
					{ ...rows(4)[3]!, updated: '2025-07-02T10:00:00' }
				]
			};
			service.asked = [];
			const again = await harvest(id);
			expect(again).toMatchObject({ state: 'done', counts: { new: 1, changed: 1, gone: 1 } });
			expect(again.lines.find(({ outcome }) => outcome === 'changed')).toMatchObject({ identifier: 'Decisions d0002', fields: ['title'] });
			expect(service.asked[0]).toContain('updated ge');
			expect(service.asked.some((asked) => asked.includes('$select=id'))).toBe(true);
			expect(await standing(id)).toEqual(['d0001', 'd0002', 'd0003']);
			// What comes back is found again.
			service.sets.Decisions = rows(4);
			expect(await harvest(id)).toMatchObject({ counts: { back: 1 } });
		}
	);

	test('a time to come hides nothing that changes until then', async () => {
		service.speaks = 'v2-json';
		service.sets = { Decisions: [...rows(2), { ...rows(3)[2]!, updated: '2099-01-01T00:00:00' }] };
		const id = await source();
		await harvest(id);
		const soon = new Date(Date.now() + 1000).toISOString().slice(0, 19);
		service.sets = { Decisions: [{ ...rows(1)[0]!, title: { en: 'Renamed' }, updated: soon }, ...service.sets.Decisions!.slice(1)] };
		service.asked = [];
		expect(await harvest(id)).toMatchObject({ state: 'done', counts: { changed: 1 } });
		expect(service.asked[0]).toContain('updated ge');
	});

	test('a row that says no time is read again each time', async () => {
		service.speaks = 'v3-json';
		const undated = { ...rows(2)[1]!, updated: null as never };
		service.sets = { Decisions: [rows(1)[0]!, undated] };
		const id = await source();
		await harvest(id);
		service.sets = { Decisions: [rows(1)[0]!, { ...undated, title: { en: 'Renamed' } }] };
		expect(await harvest(id)).toMatchObject({ state: 'done', counts: { changed: 1 } });
	});
});

describe('Bad days', () => {
	const answering = (act: (response: ServerResponse, url: URL) => void) => {
		service.instead = (_, response, url) => {
			act(response, url);
			return true;
		};
	};

	test('a page of a website, a broken answer, an error told as JSON: nothing of what stood is touched', async () => {
		const id = await source();
		await harvest(id);
		for (const [body, code] of [
			['<!DOCTYPE html><title>Maintenance</title>', 'html-instead'],
			['{"d":{"results":[{"id":"d0', 'not-json'],
			['{"error":{"code":null,"message":{"lang":"en","value":"Out of order"}}}', 'error-told'],
			['<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><feed/>', 'xml-doctype']
		]) {
			answering((response) => void response.end(body));
			expect(await harvest(id)).toMatchObject({ state: 'failed', fault: { code } });
			expect(await standing(id)).toHaveLength(3);
		}
		answering((response) => void response.end('{"d":{"results":[]}}'));
		expect(await harvest(id)).toMatchObject({ state: 'failed', fault: { code: 'suddenly-empty' } });
		expect(await standing(id)).toHaveLength(3);
	});

	test('a server that is busy is waited for as long as it asks', async () => {
		const id = await source();
		let busy = 2;
		service.instead = (_, response) => {
			if (!busy) return false;
			busy -= 1;
			response.writeHead(429, { 'retry-after': '7' }).end();
			return true;
		};
		expect(await harvest(id, { retries: 3 })).toMatchObject({ state: 'done', counts: { new: 3 } });
		expect(waited).toEqual([7000, 7000]);
	});

	test('a fault in the middle: what came before it is kept, and nothing is gone', async () => {
		service.sets = { Decisions: rows(150) };
		const id = await source();
		await harvest(id);
		service.sets = { Decisions: rows(150, { title: { en: 'Anew' } }) };
		service.instead = (_, response, url) => {
			if (!url.searchParams.has('$filter') && url.searchParams.get('$skip') !== '100') return false;
			response.writeHead(url.searchParams.has('$filter') ? 400 : 503).end();
			return true;
		};
		const cut = await harvest(id);
		expect(cut).toMatchObject({ state: 'failed', counts: { changed: 100 } });
		expect(cut.counts.gone).toBeUndefined();
		expect(await standing(id)).toHaveLength(150);
	});

	test('a server that bears no order and no expansion of some is asked more simply; one that ignores paging ends', async () => {
		service.instead = (_, response, url) => {
			const expand = url.searchParams.get('$expand') ?? '';
			if (!url.searchParams.has('$orderby') && !expand.includes('summary')) {
				url.searchParams.delete('$skip');
				return false;
			}
			response.writeHead(400).end();
			return true;
		};
		const id = await source();
		expect(await harvest(id)).toMatchObject({ state: 'done', counts: { new: 3 } });
	});

	test('rows that cannot stand are refused by name, and the next goes on; no person is kept', async () => {
		service.speaks = 'v2-atom';
		service.sets = {
			Decisions: [
				{ id: 'a', title: {}, updated: '2025-01-01T00:00:00' },
				{
					id: 'b',
					title: { en: 'With a &#30;strange &#x1; sign <b>and markup</b>', xx: 'other' },
					updated: '2025-01-01T00:00:00',
					link: 'javascript:alert(1)'
				},
				{ id: 'c', title: { en: '=HYPERLINK("x")' }, updated: '2025-01-01T00:00:00', published: '31/12/2021', country: 'Atlantis' },
				{ id: 'd', title: { en: 'Ours' }, treaty: 'minamata', updated: '2025-01-01T00:00:00' }
			],
			Contacts: [
				{
					id: 'p',
					institution: 'Ministry of Environment',
					department: 'Chemicals',
					firstName: 'Secretperson',
					lastName: 'Hidden',
					email: 's@example.org',
					country: 'GHA',
					title: {},
					updated: '2025-01-01T00:00:00'
				}
			]
		};
		const id = await source('odata', { sets: ['Decisions', 'Contacts', 'Meetings'] });
		const { lines, counts } = await harvest(id);
		expect(counts).toMatchObject({ new: 3, refused: 2, other: 1 });
		const codes = lines.flatMap(({ problems }) => problems.map(({ code }) => code));
		expect(codes).toEqual(expect.arrayContaining(['title-missing', 'link-wrong', 'day-wrong', 'place-unknown', 'set-missing']));
		const kept = JSON.stringify(
			await world.database.fresh.selectFrom('linked.resources').select(['value', 'search']).where('source', '=', id).execute()
		);
		expect(kept).toContain('With a strange sign and markup');
		expect(kept).toContain('Ministry of Environment, Chemicals');
		expect(kept).not.toMatch(/secretperson|hidden|s@example/i);
		expect(kept).not.toContain('javascript:');
	});

	test('an address inside the network is not asked, and a trial changes nothing', async () => {
		const id = await source();
		expect(await harvest(id, { dry: true })).toMatchObject({ state: 'done', counts: { new: 3 } });
		expect(await standing(id)).toEqual([]);
		const run = await world.database.write((db) => askHarvest(db, { source: id, origin: 'address', by: adam.id, at: new Date('2026-11-24') }));
		expect(
			await runHarvest({ database: world.database, files }, run!, { world, at: new Date('2026-11-24'), fetching: { retries: 0 } })
		).toMatchObject({
			state: 'failed',
			fault: { code: 'private-address' }
		});
	});
});

describe('Found', () => {
	test('by words in any language, by convention and kind; what is gone is not; who is no publisher sets nothing up', async () => {
		service.sets = {
			Decisions: [
				{
					id: 'x1',
					treaty: 'stockholm',
					title: { en: 'Phasing out chlordecone', ar: 'التخلص التدريجي من الكلورديكون' },
					updated: '2025-01-01T00:00:00',
					link: 'https://pops.invalid/1'
				},
				{ id: 'x2', treaty: 'rotterdam', title: { en: 'Chlordecone in trade' }, updated: '2025-01-01T00:00:00' }
			]
		};
		const id = await source();
		await harvest(id);
		const find = (words: string, more: Partial<Parameters<typeof searchLinked>[1]> = {}) =>
			searchLinked(world.database.fresh, { words, treaty: null, kind: null, page: 1, language: 'en', convention: world.convention, ...more });
		const both = await find('chlordecone');
		expect(both).toMatchObject({ total: 2, treaties: expect.arrayContaining([{ value: 'stockholm', count: 1 }]) });
		expect(both.resources[0]).toMatchObject({ sourceName: { en: expect.stringMatching(/^Sister/) } });
		expect((await find('الكلورديكون', { language: 'ar' })).total).toBe(1);
		expect((await find('chlordecone', { treaty: 'rotterdam' })).resources.map((each) => each.id)).toEqual(['x2']);
		expect((await find('chlordecone', { kind: 'meeting' })).total).toBe(0);
		service.sets.Decisions = service.sets.Decisions!.slice(1);
		await harvest(id);
		expect((await find('chlordecone')).total).toBe(1);
		// The catalogue knows nothing of it.
		expect(await world.database.fresh.selectFrom('catalogue.entries').select('record_id').execute()).toEqual([]);
		expect(await world.database.write((db) => addSource(db, world.doing(ama), { kind: 'odata', name: 'Mine', treaty: 'mine' }))).toEqual({
			refusal: 'not-allowed'
		});
	});
});
