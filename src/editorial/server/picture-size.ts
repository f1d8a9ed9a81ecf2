// SPDX-License-Identifier: Apache-2.0
// How large a picture is, read from its beginning: a page keeps its room before it comes, so that nothing moves under who reads.
import type { Files } from '#platform/server/files.ts';
import { imageSize } from '#platform/server/image-size.ts';
import type { Size } from '../picture.ts';

/** What the camera wrote may stand before the size; more of it is not looked through. */
const mostBytes = 262_144;
const mostKept = 2000;
/** A picture is named by its content, so its size stays what it is. */
const known = new Map<string, Size>();

/** Null for anything that is no picture that is kept, or does not say. */
export async function pictureSize(files: Pick<Files, 'open'>, answer: unknown): Promise<Size | null> {
	const { file: sha256, mediaType } = (answer ?? {}) as { file?: unknown; mediaType?: unknown };
	if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256) || typeof mediaType !== 'string') return null;
	const before = known.get(sha256);
	if (before) return before;
	const head = await beginning(files, sha256).catch(() => null);
	const size = head && (await imageSize(mediaType, async (at, length) => head.subarray(at, at + length)));
	if (!size || !(size.width > 0 && size.height > 0)) return null;
	if (known.size >= mostKept) known.clear();
	known.set(sha256, size);
	return size;
}

/** A page is shown without it where the file store does not answer. */
async function beginning(files: Pick<Files, 'open'>, sha256: string): Promise<Buffer | null> {
	const stream = await files.open(sha256, { first: 0, last: mostBytes - 1 });
	if (!stream) return null;
	const pieces: Buffer[] = [];
	for await (const piece of stream) pieces.push(piece as Buffer);
	return Buffer.concat(pieces);
}
