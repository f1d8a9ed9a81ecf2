// SPDX-License-Identifier: Apache-2.0
// What a place to keep files in must be able to do, and how files are named there. Knows no such place.
import type { Readable } from 'node:stream';
import type { KeptFile } from '../file.ts';
import type { Range } from '../files-range.ts';

export interface Home {
	/** Keeps the file that lies, forced to the disk, at `path`; may take it away from there. */
	keep(path: string, file: KeptFile): Promise<void>;
	/** The content, or a part of it; null when there is no such file. */
	open(sha256: string, range?: Range): Promise<Readable | null>;
	has(sha256: string): Promise<boolean>;
	/** Every file that is kept, in no order. What lies there under another name is none of ours and is left out. */
	all(): AsyncIterable<{ sha256: string; size: number }>;
	remove(sha256: string): Promise<void>;
	close(): void;
}

const digest = /^[0-9a-f]{64}$/;

/** True for a name that a file is kept under. */
export const isDigest = (name: string): boolean => digest.test(name);

/** `ab/cd/abcd…`: no folder gets more than 256 folders. Throws on anything but a SHA-256, so that no name leads out of the store. */
export function placeOf(sha256: string): string {
	if (!digest.test(sha256)) throw new Error('not a SHA-256');
	return `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
}
