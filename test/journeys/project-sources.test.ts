// SPDX-License-Identifier: Apache-2.0
// Sources of projects are read from their own files: what the release brings, what is fetched from a server (a real one, which misbehaves), what is brought and
// only tried out.
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { latestEntries } from '#catalogue/server/entries.ts';
import { countedFrom } from '#catalogue/projects.ts';
import { runHarvest } from '#interop/harvest/server/run-harvest.ts';
import { seedSources } from '#interop/harvest/server/seeded-sources.ts';
import { openFiles, type Files } from '#platform/server/files.ts';
import type { HarvestOrigin } from '#projects/harvest.ts';
import { askHarvest, findHarvest, linesOf } from '#projects/server/harvests.ts';
import { addedUp, sumOf } from '#projects/sums.ts';
import { adam } from '../people.ts';
import { openWorld, type World } from '../world.ts';

let world: World;
let files: Files;
let folder: string;
let server: Server;
let answer: (response: ServerResponse) => void = (response) => void response.writeHead(500).end();
let host: string;

beforeAll(async () => {
	world = await openWorld();
	folder = await mkdtemp(join(tmpdir(), 'projects-'));
	files = await openFiles({ dataDir: folder, bucket: null });
	server = createServer((_, response) => answer(response));
	await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
	host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
	await new Promise((done) => void server?.close(done));
	files?.close();
	await world?.database.close();
	if (folder) await rm(folder, { recursive: true });
});

let day = 0;
const run = (id: string) =>
	runHarvest({ database: world.database, files }, id, {
		world,
		at: new Date(Date.UTC(2026, 10, (day += 1), 10)),
		fetching: { allowedHosts: [host], retries: 0 }
	});
async function harvest(source: string, origin: HarvestOrigin, more: { dry?: boolean; file?: { name: string; sha256: string } } = {}) {
	const id = await world.database.write((db) => askHarvest(db, { source, origin, ...more, by: adam.id, at: new Date(Date.UTC(2026, 10, day + 1)) }));
	if (!id) throw new Error('it is being read already');
	const ended = (await run(id))!;
	return { ...ended, lines: await linesOf(world.database.fresh, id, { limit: 10_000 }) };
}
const brought = async (text: string, name = 'projects.csv') => {
	const kept = await files.put(Buffer.from(text), { limitBytes: 5_000_000, accept: ['text/csv', 'text/plain'] });
	if ('refusal' in kept) throw new Error(kept.refusal);
	return { name, sha256: kept.sha256 };
};
const projects = async () => (await latestEntries(world.database.fresh, { type: 'project', limit: 10_000 })).map(countedFrom);
const revisions = async () =>
	Number(
		(
			await world.database.fresh
				.selectFrom('records.revisions')
				.select((one) => one.fn.countAll().as('n'))
				.executeTakeFirstOrThrow()
		).n
	);

describe('what the release brings', () => {
	test('is asked for once, and read by the queue', async () => {
		const queued: string[] = [];
		const seed = () => seedSources(world.database, new Date('2026-11-01T00:00:00Z'), async (_, id) => void queued.push(id));
		const asked = await seed();
		expect(asked).toEqual(queued);
		for (const id of asked) expect(await run(id)).toMatchObject({ state: 'done', origin: 'seed', askedBy: 'platform' });
		expect(await seed()).toEqual([]);
	});
	test('the 132 projects of the GEF add up, and the programme is never added to its eight children', async () => {
		const all = (await projects()).filter(({ id: _, ...rest }) => rest.scheme === 'gef');
		expect(all).toHaveLength(132);
		expect(addedUp(all.map(({ funding }) => funding))).toEqual({ USD: '273387479' });
		expect(addedUp(all.map(({ cofinancing }) => cofinancing))).toEqual({ USD: '1756070366' });
		const sum = sumOf(all);
		expect(sum).toMatchObject({ grants: { USD: '240767479' }, cofinancing: { USD: '1620895410' } });
		expect(sum.leftOut).toHaveLength(1);
		expect(all.filter(({ parent }) => parent === sum.leftOut[0])).toHaveLength(8);
	});
	test('the same file again changes nothing, and is not read', async () => {
		const before = await revisions();
		const again = await harvest('gef', 'seed');
		expect(again).toMatchObject({ state: 'unchanged', rows: 0, lines: [] });
		expect(await revisions()).toBe(before);
	});
});

describe('a source on a server', () => {
	test('that gives what it should is taken in, and its copy is kept', async () => {
		await world.database.write((db) =>
			db
				.updateTable('projects.sources')
				.set({ address: `http://${host}/export.csv` })
				.where('id', '=', 'gef')
				.execute()
		);
		const csv = await readFile('seeds/projects/gef-2020-03-08.csv', 'utf8');
		const more =
			'99901,"Mercury-free clinics in Ghana","Chemicals and Waste","$1,000  $2,000",UNIDO,Ghana,"GEF Trust Fund","GEF - 7","Concept Approved"\n';
		answer = (response) => void response.writeHead(200, { 'content-type': 'text/csv', etag: '"1"' }).end(csv + more);
		const first = await harvest('gef', 'address');
		expect(first).toMatchObject({ state: 'done', counts: { same: 132, new: 1 }, lines: [{ outcome: 'new', identifier: '99901' }] });
		answer = (response) => void response.writeHead(304).end();
		expect(await harvest('gef', 'address')).toMatchObject({ state: 'unchanged' });
	});
	test.each([
		['breaks', (response: ServerResponse) => void response.destroy(), 'unreachable'],
		['asks for patience', (response: ServerResponse) => void response.writeHead(429).end(), 'too-many-requests'],
		['gives a page', (response: ServerResponse) => void response.writeHead(200).end('<!doctype html><title>Just a moment</title>'), 'html-instead']
	])('that %s changes nothing: the last good copy stands, and the log says why', async (_, misbehave, code) => {
		const before = await revisions();
		answer = misbehave;
		const failed = await harvest('gef', 'address');
		expect(failed.state).toBe('failed');
		expect(failed.fault?.code).toMatch(code === 'unreachable' ? /./ : new RegExp(`^${code}$`));
		expect(failed.endedAt).not.toBeNull();
		expect(await revisions()).toBe(before);
		expect(await world.database.fresh.selectFrom('projects.found').select('id').where('gone_since', 'is not', null).execute()).toEqual([]);
		expect(await harvest('gef', 'copy')).toMatchObject({ state: 'unchanged' });
	});
	test('that has no address says so', async () =>
		expect(await harvest('iati', 'address')).toMatchObject({ state: 'failed', fault: { code: 'no-address' } }));
});

describe('a trial', () => {
	const head = 'ID,Title,Focal Areas,Grant and Cofinancing,Implementing Agencies,Countries,Fund Source,Period,Status\n';
	test('says what a file would do, row by row, and does nothing', async () => {
		const before = await revisions();
		const found = await world.database.fresh.selectFrom('projects.found').selectAll().orderBy('id').execute();
		const file =
			await brought(`${head}99901,Mercury-free clinics in Ghana,Chemicals and Waste,"$1,500  $2,000",UNIDO,Ghana,GEF Trust Fund,GEF - 7,Completed
99902,Mercury in Togo,Chemicals and Waste,"$500  $0",UNIDO,Togoland,GEF Trust Fund,GEF - 7,Concept Approved
,No number,,,,,,,
`);
		const tried = await harvest('gef', 'file', { dry: true, file });
		expect(tried).toMatchObject({ state: 'done', dry: true, rows: 3, counts: { new: 1, changed: 1, refused: 1 } });
		const line = (identifier: string) => tried.lines.find((each) => each.identifier === identifier);
		expect(line('99901')).toMatchObject({ outcome: 'changed', fields: ['status', 'funding'] });
		expect(line('99902')).toMatchObject({ outcome: 'new', record: null, problems: [{ code: 'place-unknown', seen: 'Togoland' }] });
		expect(tried.lines.filter(({ outcome }) => outcome === 'gone')).toHaveLength(132);
		expect(await revisions()).toBe(before);
		expect(await world.database.fresh.selectFrom('projects.found').selectAll().orderBy('id').execute()).toEqual(found);
	});
	test('of a file whose columns nobody knows names the fault', async () => {
		const file = await brought('Name,Money\nMercury,5\n');
		expect(await harvest('gef', 'file', { dry: true, file })).toMatchObject({ state: 'failed', fault: { code: expect.any(String) } });
	});
	test('of an older shape of the list makes one project of both', async () => {
		const file = await brought(
			'ID,Title,Focal Areas,Grant,Cofinancing,Implementing Agencies,Countries,Fund Source,Period,Status\n99901,Mercury-free clinics in Ghana,Chemicals and Waste,"$1,000 ","$2,000 ",UNIDO,Ghana,GEF Trust Fund,GEF - 7,Concept Approved\n',
			'older.csv'
		);
		const tried = await harvest('gef', 'file', { dry: true, file });
		expect(tried.lines.find(({ identifier }) => identifier === '99901')).toBeUndefined();
		expect(await findHarvest(world.database.fresh, tried.id)).toMatchObject({ fileName: 'older.csv' });
	});
});
