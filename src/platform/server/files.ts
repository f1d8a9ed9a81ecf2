// SPDX-License-Identifier: Apache-2.0
// Takes files in, named by their content, and gives them out. Where they are kept is the business of a home: a folder or an S3 bucket.
// Knows nothing of what a file is attached to, so it never removes one of itself.
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Configuration } from '../configuration.ts';
import type { Acceptance, FileRefusal, KeptFile } from '../file.ts';
import { openBucket } from './files-bucket.ts';
import { openFolder } from './files-folder.ts';
import type { Home } from './files-home.ts';
import { inspectFile } from './inspect-file.ts';
import { lookInto } from './look.ts';

export interface Files extends Omit<Home, 'keep'> {
	/**
	 * Takes a file in and returns its identity, or why it is refused; then nothing of it is left. Stops reading once it is too large.
	 * When this returns, the file is on the disk or in the bucket whole. A file that is there already is the same file.
	 */
	put(source: AsyncIterable<Uint8Array> | Uint8Array | Blob, acceptance: Acceptance): Promise<KeptFile | FileRefusal>;
	/** Takes a file back that was kept before, out of a backup: it was looked into then. Throws when the content is not what its name says. */
	takeBack(source: AsyncIterable<Uint8Array>, file: KeptFile): Promise<void>;
}

export async function openFiles(configuration: Pick<Configuration, 'dataDir' | 'bucket'>): Promise<Files> {
	const folder = join(configuration.dataDir, 'files');
	const arriving = join(folder, 'arriving');
	await mkdir(arriving, { recursive: true });
	await sweep(arriving);
	const home = configuration.bucket ? openBucket(configuration.bucket) : openFolder(folder);
	return {
		put: (source, acceptance) => put(home, join(arriving, randomUUID()), source, acceptance),
		open: (sha256, range) => home.open(sha256, range),
		has: (sha256) => home.has(sha256),
		all: () => home.all(),
		takeBack: (source, file) => takeBack(home, join(arriving, randomUUID()), source, file),
		remove: (sha256) => home.remove(sha256),
		close: () => home.close()
	};
}

async function put(
	home: Home,
	path: string,
	source: AsyncIterable<Uint8Array> | Uint8Array | Blob,
	acceptance: Acceptance
): Promise<KeptFile | FileRefusal> {
	const { limitBytes } = acceptance;
	if (source instanceof Blob && source.size > limitBytes) return { refusal: 'too-large', limitBytes };
	const file = await open(path, 'wx+');
	try {
		const hash = createHash('sha256');
		let size = 0;
		for await (const bytes of piecesOf(source)) {
			size += bytes.length;
			if (size > limitBytes) return { refusal: 'too-large', limitBytes };
			hash.update(bytes);
			await file.writeFile(bytes);
		}
		if (size === 0) return { refusal: 'empty' };
		const found = await inspectFile(lookInto(file), size, acceptance);
		if (typeof found !== 'string') return found;
		await file.sync();
		const kept: KeptFile = { sha256: hash.digest('hex'), size, mediaType: found };
		await home.keep(path, kept);
		return kept;
	} finally {
		await file.close();
		await rm(path, { force: true });
	}
}

async function takeBack(home: Home, path: string, source: AsyncIterable<Uint8Array>, kept: KeptFile): Promise<void> {
	const file = await open(path, 'wx+');
	try {
		const hash = createHash('sha256');
		for await (const bytes of source) {
			hash.update(bytes);
			await file.writeFile(bytes);
		}
		if (hash.digest('hex') !== kept.sha256) throw new Error(`the content of the file ${kept.sha256} is not what its name says`);
		await file.sync();
		await home.keep(path, kept);
	} finally {
		await file.close();
		await rm(path, { force: true });
	}
}

async function* piecesOf(source: AsyncIterable<Uint8Array> | Uint8Array | Blob): AsyncGenerator<Uint8Array> {
	if (source instanceof Uint8Array) yield source;
	else yield* source instanceof Blob ? (source.stream() as unknown as AsyncIterable<Uint8Array>) : source;
}

/** What a crash left half received. A day is longer than any upload takes. */
async function sweep(arriving: string): Promise<void> {
	const dayAgo = Date.now() - 86_400_000;
	for (const name of await readdir(arriving)) {
		const path = join(arriving, name);
		const found = await stat(path).catch(() => null);
		if (found && found.mtimeMs < dayAgo) await rm(path, { force: true });
	}
}
