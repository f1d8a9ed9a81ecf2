// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBucket, type TestBucket } from '../../../test/ground/bucket.ts';
import { type Configuration, configurationFrom } from '../configuration.ts';
import type { KeptFile } from '../file.ts';
import { type Files, openFiles } from './files.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const pdf = Buffer.from(`%PDF-1.7\n${'plan '.repeat(1000)}\n%%EOF\n`);
const accept = ['application/pdf', 'application/zip', 'text/plain'];
const limits = { limitBytes: 1_000_000, accept };

let bucket: TestBucket;
let dataDir: string;
const homes: Record<string, Files> = {};

beforeAll(async () => {
	bucket = await startBucket();
	dataDir = await mkdtemp(join(tmpdir(), 'files-'));
	homes.folder = await openFiles(configurationFrom({ DATA_DIR: dataDir }) as Configuration);
	homes.bucket = await openFiles(configurationFrom({ DATA_DIR: join(dataDir, 'local'), FILES_URL: bucket.url }) as Configuration);
});
afterAll(async () => {
	for (const files of Object.values(homes)) files.close();
	await bucket.stop();
	await rm(dataDir, { recursive: true });
});

async function content(files: Files, id: string, range?: { first: number; last: number }): Promise<Buffer | null> {
	const stream = await files.open(id, range);
	return stream && buffer(stream);
}

describe.each(['folder', 'bucket'])('files in a %s', (name) => {
	const files = () => homes[name] as Files;

	test('are kept under what they contain, and given out whole or in part', async () => {
		const kept = await files().put(pdf, limits);
		expect(kept).toEqual({ sha256: sha256(pdf), size: pdf.length, mediaType: 'application/pdf' });
		expect(await files().has(sha256(pdf))).toBe(true);
		expect(await content(files(), sha256(pdf))).toEqual(pdf);
		expect(await content(files(), sha256(pdf), { first: 1, last: 7 })).toEqual(Buffer.from('PDF-1.7'));
		expect(await files().put(new Blob([new Uint8Array(pdf)]), limits)).toEqual(kept);
	});

	test('are gone when removed, and asking for one that never was is no fault', async () => {
		const { sha256: id } = (await files().put(strToU8('to be removed'), limits)) as KeptFile;
		await files().remove(id);
		expect([await files().has(id), await content(files(), id)]).toEqual([false, null]);
		await files().remove(id);
	});

	test('come in as a stream of any chunks', async () => {
		const bytes = Buffer.concat([pdf, randomBytes(300_000)]);
		async function* chunks() {
			for (let at = 0; at < bytes.length; at += 7777) yield bytes.subarray(at, at + 7777);
		}
		expect(await files().put(chunks(), limits)).toMatchObject({ sha256: sha256(bytes), size: bytes.length });
		expect(await content(files(), sha256(bytes))).toEqual(bytes);
	});

	test('one that is too large is not read to its end', async () => {
		let read = 0;
		async function* endless() {
			for (;;) yield Buffer.alloc(65_536, (read += 1) % 251);
		}
		expect(await files().put(endless(), limits)).toEqual({ refusal: 'too-large', limitBytes: 1_000_000 });
		expect(read).toBeLessThan(20);
		expect(await files().put(new Blob([new Uint8Array(2_000_000)]), limits)).toMatchObject({ refusal: 'too-large' });
	});

	test('refusals are data', async () => {
		expect(await files().put(new Uint8Array(), limits)).toEqual({ refusal: 'empty' });
		expect(await files().put(Buffer.from('\x7fELF\x02\x01\x01\0'), limits)).toMatchObject({ refusal: 'type-not-accepted' });
		expect(await files().put(pdf, { ...limits, declared: 'image/png' })).toEqual({ refusal: 'mismatched' });
		expect(await files().put(pdf, { ...limits, declared: 'application/octet-stream' })).toMatchObject({ size: pdf.length });
		// Nine megabytes of nothing in nine kilobytes.
		const bomb = zipSync({ 'nothing.txt': new Uint8Array(9_000_000) }, { level: 9 });
		expect(await files().put(bomb, limits)).toEqual({ refusal: 'archive-bomb' });
	});

	test('no name but a SHA-256 is looked for', async () => {
		for (const id of ['../../etc/passwd', sha256(pdf).toUpperCase(), `${sha256(pdf)}/..`, '']) {
			await expect(files().open(id)).rejects.toThrow('not a SHA-256');
		}
	});

	test('an upload that breaks off leaves nothing', async () => {
		async function* broken() {
			yield pdf;
			throw new Error('connection lost');
		}
		await expect(files().put(broken(), limits)).rejects.toThrow('connection lost');
		const folder = join(dataDir, name === 'folder' ? '' : 'local', 'files', 'arriving');
		expect(await readdir(folder)).toEqual([]);
	});

	test('are all named, and taken back by their hash alone', async () => {
		const bytes = Buffer.concat([pdf, randomBytes(1000)]);
		const kept = { sha256: sha256(bytes), size: bytes.length, mediaType: 'application/pdf' };
		const source = async function* () {
			yield bytes;
		};
		await expect(files().takeBack(source(), { ...kept, sha256: sha256(pdf) })).rejects.toThrow(/not what its name says/);
		await files().takeBack(source(), kept);
		const all: { sha256: string; size: number }[] = [];
		for await (const each of files().all()) all.push(each);
		expect(all).toContainEqual({ sha256: kept.sha256, size: bytes.length });
		for (const each of all) expect(await files().has(each.sha256)).toBe(true);
	});
});

test('the same file sent twice at once is one file', async () => {
	const files = homes.folder as Files;
	const bytes = Buffer.concat([pdf, randomBytes(1000)]);
	await Promise.all(Array.from({ length: 8 }, () => files.put(bytes, limits)));
	const id = sha256(bytes);
	expect(await readdir(join(dataDir, 'files', id.slice(0, 2), id.slice(2, 4)))).toEqual([id]);
	expect(await readFile(join(dataDir, 'files', id.slice(0, 2), id.slice(2, 4), id))).toEqual(bytes);
});

test('what a crash left half received is swept away a day later', async () => {
	const arriving = join(dataDir, 'files', 'arriving');
	await writeFile(join(arriving, 'old'), 'x');
	await writeFile(join(arriving, 'young'), 'x');
	await utimes(join(arriving, 'old'), new Date(), new Date(Date.now() - 2 * 86_400_000));
	(await openFiles(configurationFrom({ DATA_DIR: dataDir }) as Configuration)).close();
	expect(await readdir(arriving)).toEqual(['young']);
	await rm(join(arriving, 'young'));
});

test('a bucket that does not exist, or is not reached, is a fault and not a missing file', async () => {
	const missing = await openFiles(configurationFrom({ DATA_DIR: dataDir, FILES_URL: bucket.url.replace('@files', '@nowhere') }) as Configuration);
	await expect(missing.open(sha256(pdf))).rejects.toThrow();
	missing.close();
	const closed = await openFiles(configurationFrom({ DATA_DIR: dataDir, FILES_URL: 's3://a:b@files?endpoint=http://127.0.0.1:9' }) as Configuration);
	await expect(closed.has(sha256(pdf))).rejects.toThrow();
	closed.close();
});
