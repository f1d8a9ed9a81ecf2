// SPDX-License-Identifier: Apache-2.0
// Bytes that should be text, in whatever encoding they came: UTF-8, UTF-16 in either order, else windows-1252, which holds all of Latin-1. Pure.

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** What the mark at the beginning says: UTF-16 in either order. */
export function encodingByMark([a, b]: Uint8Array): Encoding | null {
	if (a === 0xff && b === 0xfe) return 'utf-16le';
	return a === 0xfe && b === 0xff ? 'utf-16be' : null;
}

/** UTF-16 of Western text has a zero in every other byte, with its mark or without. */
function encodingOf(bytes: Uint8Array): Encoding | null {
	const marked = encodingByMark(bytes);
	if (marked) return marked;
	const head = bytes.subarray(0, 4096);
	let [even, odd] = [0, 0];
	for (const [at, byte] of head.entries()) {
		if (byte !== 0) continue;
		if (at % 2) odd += 1;
		else even += 1;
	}
	if (even + odd === 0) return null;
	if (odd > head.length / 4 && even < head.length / 50) return 'utf-16le';
	if (even > head.length / 4 && odd < head.length / 50) return 'utf-16be';
	return null;
}

/** The text, or null where the bytes are no text: a zero stands where none may. */
export function decodeText(bytes: Uint8Array): { text: string; encoding: Encoding } | null {
	const wide = encodingOf(bytes);
	if (wide) return { text: new TextDecoder(wide).decode(bytes), encoding: wide };
	if (bytes.includes(0)) return null;
	try {
		return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
	} catch {
		return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
	}
}
