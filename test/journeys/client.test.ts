// SPDX-License-Identifier: Apache-2.0
// The typed client is made from the description as it is now, and does over HTTP what a program does: reads, begins, saves, submits, is told of problems.
import { unzipSync } from 'fflate';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { client } from '../../client/generated/client.gen.ts';
import { beginRecord, getDraft, getRecord, listParties, listRecords, makeMove, saveAnswers } from '../../client/generated/index.ts';
import { makeClient } from '../../client/make.ts';
import { GET as packed } from '../../src/routes/minamata-client.zip/+server.ts';
import { type Exchange, information, openExchange } from '../exchange.ts';
import { ama } from '../people.ts';

let exchange: Exchange;
let server: Server;
beforeAll(async () => {
	exchange = await openExchange();
	server = createServer((request, response) => {
		void (async () => {
			const pieces: Buffer[] = [];
			for await (const piece of request) pieces.push(piece as Buffer);
			const headers = Object.fromEntries(
				Object.entries(request.headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))
			);
			const body = Buffer.concat(pieces);
			const reply = await exchange.call((request.url ?? '/').replace(/^\/api\/v1\//, ''), {
				method: request.method ?? 'GET',
				headers,
				...(body.length ? { body } : {})
			});
			response.writeHead(reply.status, Object.fromEntries(reply.headers)).end(Buffer.from(await reply.arrayBuffer()));
		})();
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	client.setConfig({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1` });
}, 120_000);
afterAll(async () => {
	await new Promise((closed) => server.close(closed));
	await exchange.close();
});

async function filesIn(folder: string): Promise<Record<string, string>> {
	const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts')).toSorted();
	return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)));
}

test('it is fresh: run `node client/make.ts` where this fails', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'client-'));
	try {
		await makeClient(folder);
		expect(await filesIn('client/generated')).toEqual(await filesIn(folder));
	} finally {
		await rm(folder, { recursive: true });
	}
}, 60_000);

test('it is taken away whole', async () => {
	const ask = (headers = {}) => packed({ request: new Request('https://exchange.test/minamata-client.zip', { headers }) } as never);
	const reply = await ask();
	const names = Object.keys(unzipSync(new Uint8Array(await reply.arrayBuffer())));
	expect(names).toEqual(
		expect.arrayContaining(['minamata-client/README.md', 'minamata-client/generated/sdk.gen.ts', 'minamata-client/generated/core/auth.gen.ts'])
	);
	expect((await ask({ 'if-none-match': reply.headers.get('etag') })).status).toBe(304);
});

describe('a program with it', () => {
	test('reads what anybody may, typed', async () => {
		const { data } = await listRecords({ query: { type: 'art7-notification', limit: 1 } });
		expect(data?.records[0]).toMatchObject({ id: exchange.ids.notification, owner: { id: 'GHA' } });
		expect((await listParties()).data?.parties.length).toBeGreaterThan(100);
		const gone = await getRecord({ path: { id: exchange.ids.withdrawn } });
		expect(gone.response?.status).toBe(410);
		expect(gone.error).toMatchObject({ code: 'withdrawn', tombstone: { reason: 'It was sent twice.' } });
	});

	test('begins a record, saves, and submits it with a token of its person', async () => {
		const refused = await beginRecord({ body: { type: 'art17-exchange-record', owner: { kind: 'party', id: 'GHA' } } });
		expect(refused.response?.status).toBe(401);
		const { token } = await exchange.token(ama);
		const auth = () => token;
		const begun = await beginRecord({ auth, body: { type: 'art17-exchange-record', owner: { kind: 'party', id: 'GHA' } } });
		expect(begun.error).toBeUndefined();
		const id = begun.data?.id as string;
		const draft = await getDraft({ auth, path: { id } });
		const saved = await saveAnswers({ auth, path: { id }, body: { version: draft.data?.version as number, answers: information('By the client') } });
		expect(saved.error).toBeUndefined();
		const moved = await makeMove({ auth, path: { id }, body: { move: 'submit' } });
		expect(moved.error).toBeUndefined();
		expect(moved.response?.status).toBe(200);
	});
});
