// SPDX-License-Identifier: Apache-2.0
// Keeps files in a folder, each under its SHA-256, whole or not at all.
import { mkdir, open, opendir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Home, isDigest, placeOf } from './files-home.ts';
import { forceFolder, putInPlace } from './write-whole.ts';

export function openFolder(folder: string): Home {
	const pathOf = (sha256: string) => join(folder, placeOf(sha256));
	return {
		async keep(path, { sha256 }) {
			const place = pathOf(sha256);
			await mkdir(dirname(place), { recursive: true });
			await putInPlace(path, place);
			// The folders above may be new, and must not be lost either.
			for (const each of [dirname(dirname(place)), folder]) await forceFolder(each);
		},
		async open(sha256, range) {
			try {
				const file = await open(pathOf(sha256), 'r');
				return file.createReadStream(range ? { start: range.first, end: range.last } : {});
			} catch (fault) {
				if (isAbsent(fault)) return null;
				throw fault;
			}
		},
		async has(sha256) {
			try {
				return (await stat(pathOf(sha256))).isFile();
			} catch (fault) {
				if (isAbsent(fault)) return false;
				throw fault;
			}
		},
		async *all() {
			for await (const { name, parentPath } of await opendir(folder, { recursive: true })) {
				if (!isDigest(name) || join(parentPath, name) !== pathOf(name)) continue;
				const found = await stat(pathOf(name)).catch(() => null);
				if (found?.isFile()) yield { sha256: name, size: found.size };
			}
		},
		remove: (sha256) => rm(pathOf(sha256), { force: true }),
		close() {}
	};
}

const isAbsent = (fault: unknown): boolean => (fault as NodeJS.ErrnoException).code === 'ENOENT';
