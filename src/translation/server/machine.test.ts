// SPDX-License-Identifier: Apache-2.0
// The machine that drafts: a real server on this machine that answers well, badly, late, too much or not at all.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { draftedBy, fitting, type Limits, mostSent } from './machine.ts';

let server: Server;
let url: string;
let answer: (request: IncomingMessage, response: ServerResponse, body: string) => void;
const asked: { body: unknown; key: string | undefined }[] = [];
const limits: Limits = { milliseconds: 20_000, bytes: 10_000, tries: 2 };
const wanted = { source: 'en' as const, target: 'fr' as const, texts: ['Mercury', 'Line\n\ntwo'] };
const machine = () => ({ url, key: 'secret' });
const json = (value: unknown) => (_: IncomingMessage, response: ServerResponse) => response.end(JSON.stringify(value));

beforeAll(async () => {
	server = createServer((request, response) => {
		void text(request).then((body) => {
			asked.push({ body: JSON.parse(body), key: request.headers.authorization });
			answer(request, response, body);
		});
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});
beforeEach(() => void asked.splice(0));
afterAll(() => {
	server.closeAllConnections();
	server.close();
});

test('is sent source, target, texts and the key, and gives a text for each', async () => {
	answer = json({ texts: ['Mercure', 'Ligne\n\ndeux'] });
	expect(await draftedBy(machine(), wanted, limits)).toEqual(['Mercure', 'Ligne\n\ndeux']);
	expect(asked).toEqual([{ body: wanted, key: 'Bearer secret' }]);
});

test.each([
	['fewer texts than were sent', json({ texts: ['Mercure'] }), 1],
	['what is no text', json({ texts: ['Mercure', 7] }), 1],
	['no texts', json({}), 1],
	['null', json(null), 1],
	['no JSON', (_: IncomingMessage, response: ServerResponse) => response.end('<html>'), 1],
	['too much', json({ texts: ['x'.repeat(20_000), 'y'] }), 1],
	['that it may not', (_: IncomingMessage, response: ServerResponse) => response.writeHead(403).end(), 1],
	['a fault, twice', (_: IncomingMessage, response: ServerResponse) => response.writeHead(500).end('fault'), 2],
	['nothing, and hangs up', (request: IncomingMessage) => request.socket.destroy(), 2],
	['another address', (_: IncomingMessage, response: ServerResponse) => response.writeHead(302, { location: url }).end(), 2]
] as const)('answers %s: no draft', async (_, does, times) => {
	answer = does;
	expect(await draftedBy(machine(), wanted, limits)).toBeNull();
	expect(asked).toHaveLength(times);
});

test('a fault that passes is tried again', async () => {
	answer = (_, response) => (asked.length === 1 ? response.writeHead(503).end() : response.end(JSON.stringify({ texts: ['a', 'b'] })));
	expect(await draftedBy(machine(), wanted, limits)).toEqual(['a', 'b']);
});

test('whoever never answers is not waited for', async () => {
	answer = () => undefined;
	expect(await draftedBy(machine(), wanted, { ...limits, milliseconds: 50 })).toBeNull();
	// Half an answer is none.
	answer = (_, response) => void response.write('{"texts":["a",');
	expect(await draftedBy(machine(), wanted, { ...limits, milliseconds: 200 })).toBeNull();
});

test('nobody listens there', async () => {
	expect(await draftedBy({ url: 'http://127.0.0.1:1/', key: null }, wanted, limits)).toBeNull();
});

test('what is sent at once is limited', () => {
	const unit = (source: string) => ({ source });
	expect(fitting(Array.from({ length: 80 }, () => unit('a')))).toHaveLength(mostSent.texts);
	expect(fitting([unit('x'.repeat(50_000)), unit('y'.repeat(20_000)), unit('z')])).toHaveLength(1);
});
