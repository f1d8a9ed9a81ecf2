// SPDX-License-Identifier: Apache-2.0
// What is written is what readers that we did not write read, and what our own looks into; with wide numbers too.
import { unzipSync } from 'fflate';
import { mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lookInto } from './look.ts';
import { writeZip } from './write-zip.ts';
import { type Entry, zipContent, zipEntries } from './zip.ts';

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'zip-'));
});
afterAll(() => rm(folder, { recursive: true }));

const contents = { 'datapackage.json': '{}', 'données.csv': 'a,b\r\n'.repeat(40_000), 'empty.csv': '' };

async function packed(name: string, limit?: number): Promise<string> {
	const files = await Promise.all(
		Object.entries(contents).map(async ([name, text], at) => {
			const path = join(folder, `${at}`);
			await writeFile(path, text);
			return { name, path, size: Buffer.byteLength(text), crc: crc32(text) };
		})
	);
	const zip = join(folder, name);
	await writeZip(zip, files, new Date('2026-11-28T01:15:00Z'), undefined, limit);
	return zip;
}

test.each([
	['narrow.zip', undefined],
	['wide.zip', -1]
])('%s is read whole', async (name, limit) => {
	const zip = await packed(name, limit);
	const { size } = await stat(zip);
	const file = await open(zip);
	try {
		const entries = (await zipEntries(lookInto(file), size)) as Entry[];
		expect(entries.map((entry) => entry.name)).toEqual(Object.keys(contents));
		for (const [at, text] of Object.values(contents).entries())
			expect((await zipContent(lookInto(file), entries[at] as Entry, 1_000_000))?.toString()).toBe(text);
	} finally {
		await file.close();
	}
	const read = unzipSync(await readFile(zip));
	expect(Object.fromEntries(Object.entries(read).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]))).toEqual(contents);
});

test('a file that is gone when its turn comes fails the archive, and nothing else', async () => {
	const gone = { name: 'gone.csv', path: join(folder, 'gone'), size: 1, crc: 0 };
	await expect(writeZip(join(folder, 'without.zip'), [gone], new Date())).rejects.toThrow('ENOENT');
});
