// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Configuration, configurationFrom } from '../configuration.ts';
import type { KeptFile } from '../file.ts';
import { type Files, openFiles } from './files.ts';
import { giveFile, type Giving } from './give-file.ts';

let files: Files;
let dataDir: string;
let file: KeptFile;
const text = 'The mercury was in the thermometer.';

beforeAll(async () => {
	dataDir = await mkdtemp(join(tmpdir(), 'give-'));
	files = await openFiles(configurationFrom({ DATA_DIR: dataDir }) as Configuration);
	file = (await files.put(Buffer.from(text), { limitBytes: 100, accept: ['text/plain'] })) as KeptFile;
});
afterAll(() => rm(dataDir, { recursive: true }));

const given = (headers: Record<string, string> = {}, giving: Partial<Giving> = {}, method = 'GET') =>
	giveFile(new Request('http://localhost/f', { headers, method }), files, { file, name: 'report', ...giving });

test('the whole file, with its type, its name and no power in the browser', async () => {
	const answer = await given();
	expect(answer.status).toBe(200);
	expect(await answer.text()).toBe(text);
	expect(Object.fromEntries(answer.headers)).toEqual({
		'accept-ranges': 'bytes',
		'cache-control': 'private, no-cache',
		'content-disposition': `attachment; filename="report.txt"; filename*=UTF-8''report.txt`,
		'content-length': String(text.length),
		'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
		'content-type': 'text/plain; charset=utf-8',
		'cross-origin-resource-policy': 'same-origin',
		etag: `"${file.sha256}"`,
		'x-content-type-options': 'nosniff'
	});
});

test('a part', async () => {
	const answer = await given({ range: 'bytes=4-10' });
	expect([answer.status, await answer.text()]).toEqual([206, 'mercury']);
	expect([answer.headers.get('content-range'), answer.headers.get('content-length')]).toEqual(['bytes 4-10/35', '7']);
});

test('a part that does not exist', async () => {
	const answer = await given({ range: 'bytes=100-' });
	expect([answer.status, answer.headers.get('content-range'), await answer.text()]).toEqual([416, 'bytes */35', '']);
});

test('a part only of the same file', async () => {
	expect((await given({ range: 'bytes=4-10', 'if-range': `"${file.sha256}"` })).status).toBe(206);
	expect((await given({ range: 'bytes=4-10', 'if-range': '"another"' })).status).toBe(200);
});

test.each([`"${'x'}", "TAG"`, 'W/"TAG"', '*'])('a reader who has it already (%s) gets nothing more', async (header) => {
	const answer = await given({ 'if-none-match': header.replace('TAG', file.sha256) });
	expect([answer.status, await answer.text(), answer.headers.get('etag')]).toEqual([304, '', `"${file.sha256}"`]);
});

test('HEAD says the same and sends nothing', async () => {
	const answer = await given({}, {}, 'HEAD');
	expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([200, '35', '']);
});

test('a file that is gone', async () => {
	expect((await given({}, { file: { ...file, sha256: '0'.repeat(64) } })).status).toBe(404);
});

test('shared with everybody it may be kept for a day', async () => {
	expect((await given({}, { shared: true })).headers.get('cache-control')).toBe('public, max-age=86400');
});

test.each([
	['خطة العمل.TXT', `attachment; filename="___ _____.TXT"; filename*=UTF-8''%D8%AE%D8%B7%D8%A9%20%D8%A7%D9%84%D8%B9%D9%85%D9%84.TXT`],
	['a"b%c.txt', `attachment; filename="a_b_c.txt"; filename*=UTF-8''a%22b%25c.txt`],
	[
		"../../x\r\nset-cookie: a=b'(1)*.txt",
		`attachment; filename=".._.._x__set-cookie: a=b'(1)*.txt"; filename*=UTF-8''.._.._x__set-cookie%3A%20a%3Db%27%281%29%2A.txt`
	],
	['evil\u202etxt.exe', `attachment; filename="evil_txt.exe.txt"; filename*=UTF-8''evil_txt.exe.txt`],
	['broken\ud800.txt', `attachment; filename="broken_.txt"; filename*=UTF-8''broken%EF%BF%BD.txt`]
])('the name %j arrives whole and harmless', async (name, header) => {
	expect((await given({}, { name })).headers.get('content-disposition')).toBe(header);
});

test('only what cannot act is shown in place', async () => {
	const shown = async (mediaType: string) =>
		(await given({}, { file: { ...file, mediaType }, disposition: 'inline' })).headers.get('content-disposition');
	expect(await shown('image/png')).toMatch(/^inline;/);
	expect(await shown('text/html')).toMatch(/^attachment;/);
	expect(await shown('application/vnd.oasis.opendocument.text')).toMatch(/^attachment;/);
});
