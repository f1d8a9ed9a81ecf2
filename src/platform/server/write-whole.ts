// SPDX-License-Identifier: Apache-2.0
// Puts a file in its place whole or not at all: written beside it, forced to the disk, then renamed.
import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A name in the same folder that no reader takes for the file itself. */
export const beside = (path: string): string => `${path}.${randomBytes(6).toString('hex')}.part`;

/** Renames a file that is already forced to the disk, and forces the folder that now names it. */
export async function putInPlace(from: string, to: string): Promise<void> {
	await rename(from, to);
	await forceFolder(dirname(to));
}

/** Forces the names in a folder to the disk. */
export async function forceFolder(path: string): Promise<void> {
	const folder = await open(path, 'r');
	try {
		await folder.sync();
	} finally {
		await folder.close();
	}
}

export async function writeWhole(path: string, bytes: Uint8Array | string): Promise<void> {
	const part = beside(path);
	let file: FileHandle | undefined;
	try {
		file = await open(part, 'wx');
		await file.writeFile(bytes);
		await file.sync();
		await file.close();
		await putInPlace(part, path);
	} catch (fault) {
		await file?.close().catch(() => {});
		await rm(part, { force: true });
		throw fault;
	}
}
