// SPDX-License-Identifier: Apache-2.0
// Reads how many pixels a picture says it has from its first bytes, before anybody tries to draw it.
import type { Look } from './look.ts';

export const measured = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'] as const;

/** Width and height in pixels, or null when the header does not say. */
export async function imageSize(mediaType: string, look: Look): Promise<{ width: number; height: number } | null> {
	const head = await look(0, 32);
	if (mediaType === 'image/jpeg') return jpeg(look);
	if (mediaType === 'image/avif') return avif(await look(0, 4096));
	if (head.length < 32) return mediaType === 'image/gif' && head.length >= 10 ? gif(head) : null;
	if (mediaType === 'image/png') return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
	if (mediaType === 'image/gif') return gif(head);
	if (mediaType === 'image/webp') return webp(head);
	return null;
}

const gif = (head: Buffer) => ({ width: head.readUInt16LE(6), height: head.readUInt16LE(8) });

function webp(head: Buffer): { width: number; height: number } | null {
	const kind = head.toString('latin1', 12, 16);
	if (kind === 'VP8X') return { width: 1 + head.readUIntLE(24, 3), height: 1 + head.readUIntLE(27, 3) };
	if (kind === 'VP8 ') return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
	if (kind !== 'VP8L') return null;
	const bits = head.readUInt32LE(21);
	return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
}

/** The first property `ispe` of an AVIF: version and flags, then width and height. */
function avif(head: Buffer): { width: number; height: number } | null {
	const at = head.indexOf('ispe');
	return at < 0 || at + 16 > head.length ? null : { width: head.readUInt32BE(at + 8), height: head.readUInt32BE(at + 12) };
}

/** A JPEG is a row of segments, each with its length; one of the kinds SOF0 to SOF15 holds the size, after any amount of camera data. */
async function jpeg(look: Look): Promise<{ width: number; height: number } | null> {
	let at = 2;
	for (let segments = 0; segments < 1000; segments += 1) {
		const head = await look(at, 9);
		const kind = head[1] ?? 0;
		if (head.length < 9 || head[0] !== 0xff) return null;
		if (kind === 0xff) {
			at += 1;
			continue;
		}
		const isSize = kind >= 0xc0 && kind <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(kind);
		if (isSize) return { width: head.readUInt16BE(7), height: head.readUInt16BE(5) };
		at += 2 + head.readUInt16BE(2);
	}
	return null;
}
