// SPDX-License-Identifier: Apache-2.0
// An XML part of an archive as text, piece by piece: UTF-8 unless it begins with the mark of UTF-16.
import type { Look } from './look.ts';
import { type Entry, unpack } from './zip.ts';

/** `take` says true when it was enough. */
export async function unpackXml(look: Look, entry: Entry, take: (text: string) => boolean | void): Promise<void> {
	let decoder: TextDecoder | undefined;
	await unpack(look, entry, (bytes) => {
		decoder ??= new TextDecoder({ fffe: 'utf-16le', feff: 'utf-16be' }[bytes.toString('hex', 0, 2)] ?? 'utf-8');
		return take(decoder.decode(bytes, { stream: true }));
	});
}
