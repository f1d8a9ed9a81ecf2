// SPDX-License-Identifier: Apache-2.0
// Every outlet by its own address over HTTP, with the demonstration content behind it: the endpoints of src/routes, found by their folders as the web
// framework finds them, without its pages and without a build. What asks here is a program of somebody else.
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { makeDump } from '#worker/datasets.ts';
import { loadDemonstration } from '#worker/demonstration.ts';
import { type Instance, openInstance } from '#worker/instance.ts';
import { type Configuration, configurationFrom } from '#platform/configuration.ts';
import type { Person } from '#people/person.ts';
import { isLanguage, preferred } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import * as people from '../people.ts';
import { type Content, publishContent } from './content.ts';

export interface Outlets {
	/** `http://127.0.0.1:PORT`, without a slash at the end. */
	origin: string;
	instance: Instance;
	/** Records beside the demonstration. */
	content: Content;
	/** The text at a path; anything but 200 fails. */
	text(path: string, headers?: Record<string, string>): Promise<string>;
	bytes(path: string): Promise<Uint8Array>;
	close(): Promise<void>;
}

interface Endpoint {
	shape: RegExp;
	names: string[];
	file: string;
}

/** `[x]` is a part of a step, `[[x]]` a step that may be missing, `[...x]` all that follows, `[x+2e]` a sign by its number. */
function endpoints(): Endpoint[] {
	const found = readdirSync('src/routes', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('+server.ts'));
	return (
		found
			.map((file) => {
				const names: string[] = [];
				const named = (name: string, shape: string) => (names.push(name), shape);
				const steps = file.split('/').slice(0, -1);
				const shape = steps.map((step) => {
					const [, optional] = /^\[\[(\w+)\]\]$/.exec(step) ?? [];
					const [, rest] = /^\[\.\.\.(\w+)\]$/.exec(step) ?? [];
					if (optional) return named(optional, '(?:/([^/]+))?');
					if (rest) return named(rest, '(?:/(.*))?');
					const parts = step.split(/(\[[^\]]+\])/).map((part) => {
						const [, sign] = /^\[x\+(\w\w)\]$/.exec(part) ?? [];
						const [, name] = /^\[(\w+)\]$/.exec(part) ?? [];
						const text = sign ? String.fromCodePoint(Number.parseInt(sign, 16)) : part;
						return name ? named(name, '([^/]+?)') : text.replace(/[.+*?()|{}]/g, String.raw`\$&`);
					});
					return `/${parts.join('')}`;
				});
				return { shape: new RegExp(`^${shape.join('')}/?$`), names, file: join('src/routes', file) };
			})
			// What is written out goes before what may be anything.
			.toSorted((a, b) => a.names.length - b.names.length)
	);
}

export async function openOutlets(): Promise<Outlets> {
	const folder = await mkdtemp(join(tmpdir(), 'formats-'));
	const all = endpoints();
	const server = createServer((asked, reply) => {
		answer(asked.method ?? 'GET', asked.url ?? '/', asked.headers as Record<string, string>, Readable.toWeb(asked) as ReadableStream)
			.then(async (given) => {
				// A connection for each request: one that is kept may be closed at the moment at which it is used again.
				reply.writeHead(given.status, { ...Object.fromEntries(given.headers), connection: 'close' });
				reply.end(asked.method === 'HEAD' ? undefined : Buffer.from(await given.arrayBuffer()));
			})
			.catch((fault: unknown) => reply.writeHead(500).end(String((fault as Error).stack)));
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const settings = { DATA_DIR: folder, LOG_LEVEL: 'error', ORIGIN: origin };
	const instance: Instance = await openInstance(configurationFrom(settings) as Configuration);
	await loadDemonstration(instance);
	const content = await publishContent(instance);
	const { database, files, log, configuration } = instance.platform;
	await makeDump({ database, files, log, configuration }, await instance.world(), new Date());

	async function answer(method: string, path: string, headers: Record<string, string>, body: ReadableStream): Promise<Response> {
		const url = new URL(path, origin);
		const endpoint = all.find(({ shape }) => shape.test(url.pathname));
		const handler =
			endpoint &&
			((await import(pathToFileURL(endpoint.file).href)) as Record<string, (event: never) => Promise<Response>>)[method === 'HEAD' ? 'GET' : method];
		if (!handler) return new Response(null, { status: endpoint ? 405 : 404 });
		const found = endpoint.shape.exec(url.pathname) ?? [];
		const params = Object.fromEntries(
			endpoint.names.map((name, at) => [name, found[at + 1] === undefined ? undefined : decodeURIComponent(found[at + 1] as string)])
		);
		// Nobody asks, but where a header names one of the people.
		const person = (people as Record<string, Person>)[headers['x-person'] ?? ''] ?? null;
		const first = url.pathname.split('/')[1] ?? '';
		const locals = {
			requestId: 'test',
			platform: instance.platform,
			definitions: await instance.definitionsInUse(),
			convention: await instance.convention(),
			today: new Date().toISOString().slice(0, 10),
			reader: await readerIn(isLanguage(first) ? first : preferred(headers['accept-language'] ?? null)),
			person,
			officer: person,
			session: null,
			support: null,
			query: url.search,
			remembered: (_: string, make: () => Promise<unknown>) => make()
		};
		const request = new Request(url, { method, headers, ...(method === 'POST' ? { body, duplex: 'half' } : {}) });
		try {
			return await handler({ locals, params, request, url, getClientAddress: () => '127.0.0.1', setHeaders: () => {} } as never);
		} catch (fault) {
			// An error of the framework is thrown: a status and what is said of it.
			const { status, location } = fault as { status?: number; location?: string };
			if (typeof status !== 'number') throw fault;
			return new Response(null, { status, headers: location ? { location } : {} });
		}
	}

	const fetched = async (path: string, headers: Record<string, string> = {}): Promise<Response> => {
		const reply = await fetch(`${origin}${path}`, { headers });
		if (reply.status !== 200) throw new Error(`${path}: ${reply.status} ${(await reply.text()).slice(0, 500)}`);
		return reply;
	};
	return {
		origin,
		instance,
		content,
		text: async (path, headers) => (await fetched(path, headers)).text(),
		bytes: async (path) => new Uint8Array(await (await fetched(path)).arrayBuffer()),
		async close() {
			server.closeAllConnections();
			await new Promise((closed) => server.close(closed));
			await instance.close();
			await rm(folder, { recursive: true });
		}
	};
}
