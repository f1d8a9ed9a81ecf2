// SPDX-License-Identifier: Apache-2.0
// Partner repositories are harvested by OAI-PMH: our own, served over HTTP as one of the peers, and a crooked one.
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runHarvest } from '#interop/harvest/server/run-harvest.ts';
import { harvest as answer } from '#interop/oai/server/harvest.ts';
import type { Writing } from '#platform/server/database.ts';
import { isRefusal } from '#people/refusal.ts';
import type { Files } from '#platform/server/files.ts';
import { askHarvest, linesOf } from '#projects/server/harvests.ts';
import { harvesting } from '#projects/server/harvester.ts';
import { addSource } from '#projects/server/other-sources.ts';
import { setSource } from '#projects/server/sources.ts';
import { projectMany } from '#catalogue/server/project-many.ts';
import { project } from '#catalogue/server/project.ts';
import { takeOver } from '#records/server/take-over.ts';
import { readerIn } from '#text/message.ts';
import { adam, paul } from '../people.ts';
import { openWorld, type World } from '../world.ts';

let world: World;
let server: Server;
let host: string;
let asked: string[] = [];
let now = new Date('2026-10-01T00:00:00Z');
/** What the server does; the usual is our own repository. */
let reply: (query: URLSearchParams, response: ServerResponse) => Promise<void> | void;
const files = { has: async () => false } as unknown as Files;
let waited: number[] = [];
const clock = { now: () => now, wait: async (milliseconds: number) => void waited.push(milliseconds) };

const ownRepository = async (query: URLSearchParams, response: ServerResponse) => {
	const { definitions, convention, database } = world;
	const reader = await readerIn('en');
	response.writeHead(200, { 'content-type': 'text/xml' });
	response.end(
		await answer(query, { db: database.fresh, definitions, convention, origin: 'https://peer.example.org', email: 'a@example.org', reader, at: now })
	);
};

beforeAll(async () => {
	world = await openWorld();
	server = createServer((request, response) => {
		const { searchParams } = new URL(request.url ?? '', 'http://x');
		asked.push(String(searchParams));
		void reply(searchParams, response);
	});
	await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
	host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
	server?.closeAllConnections();
	await new Promise((done) => void server?.close(done));
	await world?.database.close();
});
beforeEach(() => {
	[asked, waited] = [[], []];
	reply = ownRepository;
});

let made = 0;
async function source(): Promise<string> {
	const doing = world.doing(paul);
	const added = await world.database.write((db) => addSource(db, doing, { kind: 'oai', name: `Peer ${(made += 1)}`, treaty: 'gmp' }));
	if (isRefusal(added)) throw new Error(added.refusal);
	await world.database.write((db) => setSource(db, doing, { source: added.id, address: `http://${host}/oai`, schedule: null, enabled: true }));
	return added.id;
}
async function harvest(id: string) {
	const run = (await world.database.write((db) => askHarvest(db, { source: id, origin: 'address', by: adam.id, at: now })))!;
	const ended = await runHarvest({ database: world.database, files }, run, { world, at: now, fetching: { allowedHosts: [host], retries: 2, clock } });
	return { ...ended!, lines: await linesOf(world.database.fresh, run, { limit: 1000 }) };
}
const standing = async (id: string) =>
	world.database.fresh
		.selectFrom('linked.resources')
		.select(['id', 'title', 'value'])
		.where('source', '=', id)
		.where('gone_since', 'is', null)
		.execute();

/** By the clock of this journey, not by that of the database. */
const changedNow = (db: Writing, ids: string[]) =>
	db.updateTable('catalogue.entries').set({ changed_at: now }).where('record_id', 'in', ids).execute();

const publishMany = (count: number) =>
	world.database.write(async (db) => {
		const ids: string[] = [];
		for (let at = 0; at < count; at += 1) {
			const taken = await takeOver(db, harvesting(world, now), {
				record: null,
				type: 'project',
				answers: { title: { en: `Project ${at}` } },
				details: {}
			});
			if (isRefusal(taken)) throw new Error(taken.refusal);
			ids.push(taken.id);
		}
		await projectMany(db, world.catalogue, ids);
		await changedNow(db, ids);
		return ids;
	});

const publish = (title: string, record: string | null = null) =>
	world.database.write(async (db) => {
		const taken = await takeOver(db, harvesting(world, now), { record, type: 'project', answers: { title: { en: title } }, details: {} });
		if (isRefusal(taken)) throw new Error(taken.refusal);
		await project(db, world.catalogue, taken.id);
		await changedNow(db, [taken.id]);
		return taken.id;
	});

describe('Our own repository as a peer', () => {
	test('is read in parts, again only from where it was, and what was withdrawn there is gone here', async () => {
		now = new Date('2026-10-01T10:00:00Z');
		const ids = await publishMany(105);
		const id = await source();
		expect(await harvest(id)).toMatchObject({ state: 'done', rows: 105, counts: { new: 105 } });
		expect(asked.some((query) => query.includes('resumptionToken'))).toBe(true);
		const [first] = await standing(id);
		expect(first?.value).toMatchObject({
			kind: 'resource',
			treaty: 'gmp',
			link: expect.stringMatching(/^https:\/\/peer\.example\.org\/records\/MC-PROJECT/)
		});
		now = new Date('2026-10-02T10:00:00Z');
		await publish('Project renamed', ids[3]);
		await world.database.write((db) =>
			db.updateTable('catalogue.entries').set({ state: 'withdrawn', published_at: now, changed_at: now }).where('record_id', '=', ids[4]!).execute()
		);
		now = new Date('2026-10-03T10:00:00Z');
		asked = [];
		expect(await harvest(id)).toMatchObject({ state: 'done', counts: { changed: 1, gone: 1 } });
		expect(asked.find((query) => query.includes('ListRecords'))).toContain('from=2026-10-01');
		expect(await standing(id)).toHaveLength(104);
		now = new Date('2026-10-05T10:00:00Z');
		expect(await harvest(id)).toMatchObject({ state: 'done', rows: 0 });
		expect(await standing(id)).toHaveLength(104);
	});
});

describe('A crooked repository', () => {
	const around = (content: string) =>
		`<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-10-01T00:00:00Z</responseDate>${content}</OAI-PMH>`;
	const identify = (deleted = 'no') => around(`<Identify><deletedRecord>${deleted}</deletedRecord><granularity>YYYY-MM-DD</granularity></Identify>`);
	const record = (id: string, title: string, more = '') =>
		`<record><header><identifier>${id}</identifier><datestamp>2026-09-01</datestamp></header><metadata><oai_dc:dc xmlns:oai_dc="o" xmlns:dc="d">${title ? `<dc:title>${title}</dc:title>` : ''}${more}</oai_dc:dc></metadata></record>`;
	const listing = (records: string, token = '') =>
		around(`<ListRecords>${records}${token ? `<resumptionToken>${token}</resumptionToken>` : ''}</ListRecords>`);

	test('a token that has expired begins the list anew; without told deletions all is read, and what is missing is gone', async () => {
		let expired = true;
		let records = ['a', 'b', 'c'];
		reply = (query, response) => {
			if (query.get('verb') === 'Identify') return void response.end(identify());
			const token = query.get('resumptionToken');
			if (token && expired) {
				expired = false;
				return void response.end(around('<error code="badResumptionToken">too old</error>'));
			}
			response.end(
				token
					? listing(
							records
								.slice(1)
								.map((id) => record(id, `Title ${id}`))
								.join('')
						)
					: listing(
							record(
								'a',
								'Title a',
								'<dc:creator>Personname</dc:creator><dc:identifier>https://hub.invalid/a</dc:identifier><dc:language>fre</dc:language>'
							),
							'next'
						)
			);
		};
		const id = await source();
		expect(await harvest(id)).toMatchObject({ state: 'done', counts: { new: 3 } });
		const kept = await standing(id);
		expect(kept.map((each) => each.id).sort()).toEqual(['a', 'b', 'c']);
		expect(kept.find((each) => each.id === 'a')?.title).toEqual({ fr: 'Title a' });
		expect(JSON.stringify(kept)).not.toContain('Personname');
		records = ['a', 'c'];
		expect(await harvest(id)).toMatchObject({ state: 'done', counts: { gone: 1, same: 2 } });
	});

	test('busy, endless, refused and broken answers end with their fault, and what stood stands', async () => {
		let busy = true;
		let list: (query: URLSearchParams, response: ServerResponse) => void = (_, response) =>
			void response.end(listing(record('a', 'One') + record('', 'No key') + record('x', '')));
		reply = (query, response) => {
			if (query.get('verb') === 'Identify') return void response.end(identify());
			if (busy) {
				busy = false;
				return void response.writeHead(503, { 'retry-after': '9' }).end();
			}
			list(query, response);
		};
		const id = await source();
		expect(await harvest(id)).toMatchObject({ state: 'done', counts: { new: 1, refused: 2 } });
		expect(waited).toEqual([9000]);
		for (const [act, code] of [
			[(_: URLSearchParams, response: ServerResponse) => response.end(listing(record('a', 'One'), 'same')), 'paging-circle'],
			[(_: URLSearchParams, response: ServerResponse) => response.end(around('<error code="cannotDisseminateFormat">no</error>')), 'oai-error'],
			[(_: URLSearchParams, response: ServerResponse) => response.end(around('<error code="noRecordsMatch"/>')), 'suddenly-empty'],
			[(_: URLSearchParams, response: ServerResponse) => response.end('<OAI-PMH><ListRecords>'), 'xml-broken'],
			[(_: URLSearchParams, response: ServerResponse) => response.end('<rss/>'), 'not-oai']
		] as const) {
			list = act;
			expect(await harvest(id)).toMatchObject({ state: 'failed', fault: { code } });
			expect(await standing(id)).toHaveLength(1);
		}
	});
});
