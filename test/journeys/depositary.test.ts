// SPDX-License-Identifier: Apache-2.0
// The depositary's list is fetched from a real server; an officer accepts one row and leaves another, and nothing else changes.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { currentConvention, forget } from '#convention/server/current.ts';
import { historyOf } from '#convention/server/facts.ts';
import { waitingStatus } from '#convention/server/status-kept.ts';
import { decideStatus, markOfDifference, statusNow } from '#interop/depositary/server/decide-status.ts';
import { runHarvest } from '#interop/harvest/server/run-harvest.ts';
import { seedSources } from '#interop/harvest/server/seeded-sources.ts';
import { type Files, openFiles } from '#platform/server/files.ts';
import { askHarvest, linesOf } from '#projects/server/harvests.ts';
import { setSource } from '#projects/server/sources.ts';
import { adam, ama, edith, paul } from '../people.ts';
import { openWorld, type World } from '../world.ts';

let world: World;
let files: Files;
let folder: string;
let server: Server;
let host: string;
let body = '';
let asked = 0;

beforeAll(async () => {
	world = await openWorld();
	folder = await mkdtemp(join(tmpdir(), 'depositary-'));
	files = await openFiles({ dataDir: folder, bucket: null });
	server = createServer((_, response) => {
		asked += 1;
		response.writeHead(200, { 'content-type': 'application/xml' }).end(body);
	});
	await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
	host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
	await seedSources(world.database, new Date('2026-11-24'), async () => {}, { ask: false });
	await world.database.write((db) =>
		setSource(db, world.doing(paul), { source: 'depositary', address: `http://${host}/status.xml`, schedule: 'weekly', enabled: true })
	);
});
afterAll(async () => {
	server?.closeAllConnections();
	await new Promise((done) => void server?.close(done));
	files?.close();
	await world?.database.close();
	if (folder) await rm(folder, { recursive: true });
});

const at = new Date('2026-11-25T08:00:00Z');
async function harvest() {
	const id = (await world.database.write((db) => askHarvest(db, { source: 'depositary', origin: 'address', by: adam.id, at })))!;
	const ended = await runHarvest({ database: world.database, files }, id, { world, at, fetching: { allowedHosts: [host], retries: 0 } });
	return { ...ended!, lines: await linesOf(world.database.fresh, id, { limit: 1000 }) };
}
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const written = (day: string | null) => (day ? `${Number(day.slice(8))} ${months[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}` : '');
const letter = { ratification: '', acceptance: ' A', approval: ' AA', accession: ' a' };

/** A list that says what the facts say, but for these. */
function listOf(changes: Record<string, [string, string] | null>, more = ''): string {
	const rows = world.convention.states.flatMap((state) => {
		if (changes[state.id] === null || (!state.party && !changes[state.id])) return [];
		const [day, letters] = changes[state.id] ?? [written(state.instrumentDate), letter[state.instrumentType ?? 'ratification']];
		return [
			`<Row><Entry>${state.name.en?.replace('&', '&amp;')}</Entry><Entry>${written(state.signature)}</Entry><Entry>${day}${letters}</Entry></Row>`
		];
	});
	return `<?xml version="1.0"?><Treaty><Participants><Table><TGroup><Tbody><Rows>${rows.join('')}${more}</Rows></Tbody></TGroup></Table></Participants></Treaty>`;
}

test('one is accepted with source and day, one is left, nobody else decides, and what changed meanwhile is not overwritten', async () => {
	const notYet = world.convention.states.find(({ party, kind }) => !party && kind === 'state')!;
	body = listOf({ [notYet.id]: ['3 Nov 2025', ' a'], GHA: null }, '<Row><Entry>Atlantis</Entry><Entry></Entry><Entry>1 Jan 2020</Entry></Row>');
	const first = await harvest();
	expect(first).toMatchObject({ state: 'done' });
	const look = async () => (await statusNow(world.database.fresh, files, await currentConvention(world.database)))!;
	const status = await look();
	const of = (key: string) => status.differences.find((each) => each.key === key)!;
	expect(of(notYet.id)).toMatchObject({
		kind: 'new-party',
		said: { instrumentDate: '2025-11-03', instrumentType: 'accession', entryIntoForce: '2026-02-01' }
	});
	expect(of('GHA')).toMatchObject({ kind: 'not-listed' });
	expect(of('Atlantis')).toMatchObject({ kind: 'unknown-name' });
	const decide = (key: string, answer: 'accept' | 'leave', by = edith, mark = markOfDifference(of(key))) =>
		world.database.write((db) => decideStatus(db, { by, at }, status, { key, mark, answer }));
	expect(await decide(notYet.id, 'accept', ama)).toEqual({ refusal: 'not-allowed' });
	expect(await decide(notYet.id, 'accept', edith, 'stale')).toEqual({ refusal: 'changed-meanwhile' });
	expect(await decide('Atlantis', 'accept')).toEqual({ refusal: 'not-valid' });
	expect(await decide(notYet.id, 'accept')).toEqual({ id: notYet.id });
	expect(await decide(notYet.id, 'accept')).toEqual({ refusal: 'changed-meanwhile' });
	expect(await decide('GHA', 'leave')).toEqual({ id: 'GHA' });
	forget(world.database);
	const after = await currentConvention(world.database);
	expect(after.state(notYet.id)).toMatchObject({
		...{ party: true, instrumentDate: '2025-11-03', entryIntoForce: '2026-02-01', instrumentType: 'accession', status: 'sourced' },
		source: expect.stringContaining('as read on 2026-11-25')
	});
	expect(after.state('GHA')).toMatchObject({ party: true });
	expect((await historyOf(world.database.fresh, 'state', notYet.id))[0]).toMatchObject({ by: edith.id });
	const { waiting, left } = await waitingStatus(world.database.fresh, (await look()).differences);
	expect(left).toBe(1);
	expect(waiting.map(({ key }) => key)).not.toContain('GHA');
	expect(waiting.map(({ key }) => key)).not.toContain(notYet.id);

	// The same list again is nothing new; a page of a website leaves the last good copy.
	expect(await harvest()).toMatchObject({ state: 'unchanged' });
	body = '<!DOCTYPE html><title>Sign in</title>';
	expect(await harvest()).toMatchObject({ state: 'failed', fault: { code: 'html-instead' } });
	body = '<Treaty><Participants/></Treaty>';
	expect(await harvest()).toMatchObject({ state: 'failed', fault: { code: 'not-a-status' } });
	expect((await look()).rows).toBe(status.rows);
	expect(asked).toBe(4);
});
