// SPDX-License-Identifier: Apache-2.0
// Against a real server on this machine that misbehaves in every way; only the clock is ours, so that nobody waits.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Configuration, configurationFrom } from '#platform/configuration.ts';
import { type Files, openFiles } from '#platform/server/files.ts';
import { xlsx } from '../../sheets/xlsx.ts';
import { type Copy, fetchCopy, type Fetching } from './fetch-copy.ts';
import { isPrivateAddress } from './outside.ts';

const csv = 'ID,Title\n1,One\n2,Two\n';
const page = '<!DOCTYPE html><html><head><title>Please wait</title></head></html>';
type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let dataDir: string;
let files: Files;
let origin: string;
let host: string;
let answers: Answer[];
let asked: IncomingMessage[];
let waited: number[];
const clock = { now: () => new Date('2026-11-27T12:00:00Z'), wait: async (milliseconds: number) => void waited.push(milliseconds) };

beforeAll(async () => {
	dataDir = await mkdtemp(join(tmpdir(), 'fetch-'));
	files = await openFiles(configurationFrom({ DATA_DIR: dataDir }) as Configuration);
	// Each request gets the next answer; the last one stays.
	server = createServer((request, response) => {
		asked.push(request);
		(answers.length > 1 ? answers.shift() : answers[0])?.(request, response);
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
	origin = `http://${host}`;
});
beforeEach(() => void ([answers, asked, waited] = [[], [], []]));
afterAll(async () => {
	server.closeAllConnections();
	await new Promise((closed) => server.close(closed));
	files.close();
	await rm(dataDir, { recursive: true, force: true });
});

const give =
	(body: string | Uint8Array, headers: Record<string, string> = {}, status = 200): Answer =>
	(_, response) =>
		response.writeHead(status, headers).end(body);
const status = (code: number, headers: Record<string, string> = {}): Answer => give('no', headers, code);
const fetching = (more: Partial<Fetching> = {}): Promise<Awaited<ReturnType<typeof fetchCopy>>> =>
	fetchCopy({ url: `${origin}/list.csv?key=secret`, expected: 'table', allowedHosts: [host], ...more }, files, clock);
const last: Copy = {
	sha256: 'a'.repeat(64),
	size: 1,
	mediaType: 'text/csv',
	etag: '"one"',
	lastModified: 'Thu, 26 Nov 2026 00:00:00 GMT',
	fetchedAt: '2026-11-26T00:00:00Z'
};
const content = async (copy: Copy) => {
	const stream = await files.open(copy.sha256);
	if (!stream) throw new Error('not kept');
	return (await buffer(stream)).toString();
};
const kept = async (more: Partial<Fetching> = {}) => {
	const fetched = await fetching(more);
	if (fetched.outcome === 'fault') throw new Error(JSON.stringify(fetched.fault));
	return { ...fetched, text: await content(fetched.copy) };
};

describe('a copy', () => {
	test('is kept with what the next request needs', async () => {
		answers = [give(csv, { etag: '"one"', 'last-modified': 'Thu, 26 Nov 2026 00:00:00 GMT' })];
		const { outcome, copy, text, tries } = await kept();
		expect([outcome, text, tries]).toEqual(['fresh', csv, 1]);
		expect(copy).toMatchObject({
			etag: '"one"',
			lastModified: 'Thu, 26 Nov 2026 00:00:00 GMT',
			fetchedAt: '2026-11-27T12:00:00.000Z',
			mediaType: 'text/csv'
		});
		expect(asked[0]?.headers).not.toHaveProperty('if-none-match');
	});
	test('is not fetched again where the source says that nothing has changed', async () => {
		answers = [status(304)];
		expect(await fetching({ last })).toEqual({ outcome: 'unchanged', copy: { ...last, fetchedAt: '2026-11-27T12:00:00.000Z' }, tries: 1 });
		expect(asked[0]?.headers).toMatchObject({ 'if-none-match': '"one"', 'if-modified-since': 'Thu, 26 Nov 2026 00:00:00 GMT' });
	});
	test('that is the same is unchanged, whatever the source says of it', async () => {
		answers = [give(csv)];
		const first = await kept();
		answers = [give(csv, { etag: '"another"' })];
		expect(await kept({ last: first.copy })).toMatchObject({ outcome: 'unchanged', copy: { etag: '"another"' } });
	});
	test('is unpacked, and kept in UTF-8 whatever it came in', async () => {
		answers = [give(gzipSync(csv), { 'content-encoding': 'gzip' })];
		expect((await kept()).text).toBe(csv);
		answers = [give(Buffer.from('ID,Title\n1,Côte\n2,Été\n', 'latin1'))];
		expect((await kept()).text).toBe('ID,Title\n1,Côte\n2,Été\n');
		answers = [give(Buffer.from('\ufeffID,Title\n1,Côte\n2,Été\n', 'utf16le'))];
		expect((await kept()).text).toBe('ID,Title\n1,Côte\n2,Été\n');
	});
	test('of a list that may be JSON or a table is either, as it came', async () => {
		for (const body of ['{"projects":[{"id":"a"}]}', csv]) {
			answers = [give(body)];
			expect((await kept({ expected: 'json' })).text).toBe(body);
		}
		const book = await xlsx({ name: 'SIP', rtl: false, columns: [{ head: 'Round' }, { head: 'Country' }], rows: [[1, 'Ghana']] });
		answers = [give(book)];
		const fetched = await fetching({ expected: 'json' });
		expect(fetched).toMatchObject({
			outcome: 'fresh',
			copy: { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', size: book.length }
		});
		answers = [give(page)];
		expect(await fetching({ expected: 'json' })).toMatchObject({ fault: { code: 'html-instead' } });
	});
	test('of XML larger than what is looked at goes through whole', async () => {
		const xml = `<?xml version="1.0"?><iati-activities version="2.03">${'<iati-activity/>'.repeat(20_000)}</iati-activities>`;
		answers = [give(xml)];
		expect((await kept({ expected: 'xml' })).text).toBe(xml);
	});
});

describe('another try', () => {
	test('is made after a fault of the server, each later than the one before', async () => {
		answers = [status(503), status(500), (_, response) => response.destroy(), give(csv)];
		expect(await kept()).toMatchObject({ outcome: 'fresh', tries: 4 });
		expect(waited).toEqual([1000, 2000, 4000]);
	});
	test('waits as long as it is asked to, in seconds or until a time', async () => {
		answers = [status(429, { 'retry-after': '7' }), status(503, { 'retry-after': 'Fri, 27 Nov 2026 12:00:20 GMT' }), give(csv)];
		expect(await kept()).toMatchObject({ tries: 3 });
		expect(waited).toEqual([7000, 20_000]);
	});
	test('is not made when the wait is too long, nor endlessly, nor where it cannot help', async () => {
		answers = [status(429, { 'retry-after': '86400' })];
		expect(await fetching({ last })).toEqual({
			outcome: 'fault',
			fault: { code: 'too-many-requests', values: { status: '429', url: `${origin}/list.csv` } },
			last,
			tries: 1
		});
		answers = [status(502)];
		expect(await fetching()).toMatchObject({ fault: { code: 'status', values: { status: '502' } }, tries: 4 });
		answers = [status(404)];
		expect(await fetching()).toMatchObject({ fault: { code: 'status', values: { status: '404' } }, tries: 1 });
	});
	test('is made when the file was cut off', async () => {
		const half: Answer = (_, response) => {
			response.writeHead(200, { 'content-length': String(csv.length) });
			response.write(csv.slice(0, 12), () => response.destroy());
		};
		answers = [half, give(csv)];
		expect(await kept()).toMatchObject({ text: csv, tries: 2 });
		answers = [half];
		expect(await fetching({ last, retries: 1 })).toEqual({ outcome: 'fault', fault: { code: 'cut-off', values: { bytes: '12' } }, last, tries: 2 });
	});
});

describe('what is no file leaves the copy before as it was', () => {
	const before = async () => (await readdir(join(dataDir, 'files'), { recursive: true })).length;
	test.each<[string, Answer, Partial<Fetching>, object]>([
		['a page', give(page, { 'content-type': 'text/csv' }), {}, { code: 'html-instead', values: { title: 'Please wait' } }],
		['an error as JSON', give('{"error":"Rate limit"}'), {}, { code: 'json-instead', values: { said: 'Rate limit' } }],
		['nothing', give(''), { retries: 0 }, { code: 'empty', values: {} }],
		[
			'too much, as announced',
			give(csv, { 'content-length': '9999999' }),
			{ limitBytes: 1_048_576 },
			{ code: 'too-large', values: { megabytes: '1' } }
		],
		[
			'too much, packed small',
			give(gzipSync(Buffer.alloc(3_000_000, 'a,b\n')), { 'content-encoding': 'gzip' }),
			{ limitBytes: 1_048_576 },
			{ code: 'too-large' }
		],
		['packing that is broken', give(Buffer.from([31, 139, 8, 0, 1, 2, 3]), { 'content-encoding': 'gzip' }), { retries: 0 }, { code: 'cut-off' }],
		[
			'an endless one',
			(_, response) => void (response.writeHead(200), setInterval(() => response.write(csv.repeat(20_000)), 1).unref()),
			{ limitBytes: 1_048_576 },
			{ code: 'too-large' }
		],
		[
			'what the last look refuses',
			give(csv),
			{ check: () => ({ code: 'headers-unknown', values: { names: 'Title' } }) },
			{ code: 'headers-unknown' }
		],
		['a table where XML should be', give(csv), { expected: 'xml' }, { code: 'not-xml' }],
		['silence before the answer', () => undefined, { silenceMs: 50, retries: 0 }, { code: 'timed-out' }],
		['silence within the answer', (_, response) => void response.writeHead(200).write('ID,'), { silenceMs: 50, retries: 0 }, { code: 'timed-out' }],
		[
			'an answer that never ends',
			(_, response) => void (response.writeHead(200), setInterval(() => response.write('a'), 5).unref()),
			{ totalMs: 100 },
			{ code: 'timed-out' }
		]
	])('%s', async (_, answer, more, fault) => {
		answers = [answer];
		const count = await before();
		expect(await fetching({ last, ...more })).toMatchObject({ outcome: 'fault', fault, last });
		expect(await before()).toBe(count);
		server.closeAllConnections();
	});
});

describe('redirects', () => {
	const to = (location: string): Answer => status(302, { location });
	test('are followed to the file', async () => {
		answers = [to('/other'), to(`${origin}/third`), give(csv)];
		expect((await kept()).text).toBe(csv);
		expect(asked.map(({ url }) => url)).toEqual(['/list.csv?key=secret', '/other', '/third']);
	});
	test('to the page of a batch are told, with where they led and without keys', async () => {
		answers = [to('/batch?id=7&op=start'), give(page)];
		expect(await fetching({ last })).toMatchObject({
			fault: { code: 'html-after-redirect', values: { title: 'Please wait', url: `${origin}/batch` } },
			last
		});
	});
	test('in a circle end', async () => {
		answers = [to('/again')];
		expect(await fetching()).toMatchObject({ fault: { code: 'redirects', values: { times: '5' } }, tries: 1 });
		expect(asked).toHaveLength(6);
	});
	test.each([['file:///etc/passwd'], ['gopher://x/'], ['http://user:key@example.org/']])('to %s are not followed', async (location) => {
		answers = [to(location)];
		expect(await fetching()).toMatchObject({ fault: { code: 'not-of-the-web' } });
	});
	test('to an address of our own network are not followed, though the first host is allowed', async () => {
		const other = createServer(give(csv));
		await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
		try {
			answers = [to(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`)];
			expect(await fetching({ allowedHosts: [host] })).toMatchObject({ fault: { code: 'private-address', values: { host: '127.0.0.1' } }, tries: 1 });
			answers = [to(`http://localhost:${(other.address() as AddressInfo).port}/`)];
			expect(await fetching({ allowedHosts: [host] })).toMatchObject({ fault: { code: 'private-address', values: { host: 'localhost' } }, tries: 1 });
		} finally {
			other.close();
		}
	});
});

describe('addresses', () => {
	test('of our own network are refused unless the operator names the host', async () => {
		answers = [give(csv)];
		for (const url of [
			origin,
			origin.replace('127.0.0.1', 'localhost'),
			origin.replace('127.0.0.1', '[::ffff:127.0.0.1]'),
			origin.replace('127.0.0.1', '2130706433')
		])
			expect(await fetching({ url, allowedHosts: [] }), url).toMatchObject({ fault: { code: 'private-address' }, tries: 1 });
		expect(asked).toEqual([]);
	});
	test.each([
		'10.1.2.3',
		'127.0.0.1',
		'169.254.169.254',
		'172.31.0.1',
		'192.168.0.1',
		'100.64.0.1',
		'0.0.0.0',
		'::1',
		'::',
		'fe80::1%eth0',
		'fd00::1',
		'[::1]',
		'::ffff:10.0.0.1',
		'::ffff:7f00:1',
		'64:ff9b::7f00:1',
		'224.0.0.1',
		'nonsense'
	])('%s is private', (address) => expect(isPrivateAddress(address)).toBe(true));
	test.each(['8.8.8.8', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is public', (address) =>
		expect(isPrivateAddress(address)).toBe(false)
	);
	test.each(['', 'list.csv', 'ftp://example.org/x', 'javascript:alert(1)'])('%j is none of the web', async (url) =>
		expect(await fetching({ url })).toMatchObject({ fault: { code: 'not-of-the-web' }, tries: 1 })
	);
	test('where nobody answers', async () => {
		const closed = createServer();
		await new Promise<void>((listening) => closed.listen(0, '127.0.0.1', listening));
		const { port } = closed.address() as AddressInfo;
		await new Promise((done) => closed.close(done));
		expect(await fetching({ url: `http://127.0.0.1:${port}/`, allowedHosts: ['127.0.0.1'], last })).toMatchObject({
			fault: { code: 'unreachable' },
			last,
			tries: 4
		});
	});
});
