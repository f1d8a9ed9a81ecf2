// SPDX-License-Identifier: Apache-2.0
// All words of what was sent, whatever it is packed in: what a person would find who opens the file and searches.
import { strFromU8, unzipSync } from 'fflate';
import { gunzipSync } from 'node:zlib';
import { copiedFrom } from '../read-pdf.ts';

/** Null for a picture, which has no words. */
export async function wordsOf(bytes: Uint8Array): Promise<string | null> {
	const start = Buffer.from(bytes.subarray(0, 4)).toString('latin1');
	if (start.startsWith('\x89PNG') || start.startsWith('\xff\xd8')) return null;
	if (start.startsWith('%PDF')) return copiedFrom(bytes);
	if (start.startsWith('\x1f\x8b')) return wordsOf(gunzipSync(bytes));
	if (!start.startsWith('PK\x03\x04')) return strFromU8(bytes);
	const inside = Object.entries(unzipSync(bytes));
	return (await Promise.all(inside.map(async ([name, content]) => `${name}\n${await wordsOf(content)}`))).join('\n');
}

/** The data of a page, whatever it is kept in. */
export const wordsOfData = (data: unknown): string =>
	JSON.stringify(data, (_, value: unknown) =>
		value instanceof Map ? [...value] : value instanceof Set ? [...value] : typeof value === 'bigint' ? String(value) : value
	) ?? '';
