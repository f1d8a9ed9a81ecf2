// SPDX-License-Identifier: Apache-2.0
// Reads pieces of a file at places, so that nobody has to hold a whole file to learn what it is.
import type { FileHandle } from 'node:fs/promises';

/** Up to `length` bytes from a position; fewer at the end of the file. */
export type Look = (position: number, length: number) => Promise<Buffer>;

export const lookInto =
	(file: FileHandle): Look =>
	async (position, length) => {
		const piece = Buffer.alloc(length);
		let filled = 0;
		while (filled < length) {
			const { bytesRead } = await file.read(piece, filled, length - filled, position + filled);
			if (bytesRead === 0) break;
			filled += bytesRead;
		}
		return piece.subarray(0, filled);
	};
