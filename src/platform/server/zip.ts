// SPDX-License-Identifier: Apache-2.0
// Looks into a zip archive without unpacking it into memory or onto the disk: what is in it, and whether that is as much as it says.
// Format: APPNOTE.TXT of PKWARE, sections 4.3 and 4.4. Knows no document format.
import { createInflateRaw } from 'node:zlib';
import type { Look } from './look.ts';

export interface Entry {
	name: string;
	packed: number;
	unpacked: number;
	/** Where the packed bytes begin. */
	start: number;
	method: 'stored' | 'deflated';
}

/** A document of a thousand pages holds a few hundred entries and packs at about 1 : 20; deflate itself ends at 1 : 1032. */
export const zipLimits = {
	entries: 10_000,
	unpackedBytes: 512 * 1024 * 1024,
	ratio: 200,
	ratioFrom: 8 * 1024 * 1024,
	directoryBytes: 4 * 1024 * 1024
};

/** `bomb`: beyond the limits, or more than it says. `broken`: contradicts itself. `closed`: encrypted or packed in a way we cannot check. */
export type ZipFault = 'bomb' | 'broken' | 'closed';

const piece = 256 * 1024;

/** The entries of an archive of `size` bytes, after every one has been unpacked once, piece by piece, and counted. */
export async function zipEntries(look: Look, size: number, limits = zipLimits): Promise<Entry[] | ZipFault> {
	const directory = await findDirectory(look, size);
	if (!directory) return 'broken';
	if (directory.count > limits.entries || directory.length > limits.directoryBytes) return 'bomb';
	const entries = await listed(look, directory);
	if (typeof entries === 'string') return entries;
	const total = entries.reduce((sum, entry) => sum + entry.unpacked, 0);
	if (total > limits.unpackedBytes) return 'bomb';
	if (total > limits.ratioFrom && total > limits.ratio * size) return 'bomb';
	// Entries that lie over one another unpack the same bytes many times.
	const inOrder = [...entries].sort((a, b) => a.start - b.start);
	if (inOrder.some((entry, at) => entry.start + entry.packed > (inOrder[at + 1]?.start ?? directory.start))) return 'bomb';
	for (const entry of entries) {
		const fault = await counted(look, entry);
		if (fault) return fault;
	}
	return entries;
}

/** The content of one small entry, or null when it is larger than `limit` bytes. */
export async function zipContent(look: Look, entry: Entry, limit: number): Promise<Buffer | null> {
	if (entry.unpacked > limit) return null;
	const pieces: Buffer[] = [];
	await unpack(look, entry, (bytes) => void pieces.push(bytes));
	return Buffer.concat(pieces);
}

/** The end record stands in the last 64 kB; for large archives it points to a second one with 64-bit numbers. */
async function findDirectory(look: Look, size: number): Promise<{ start: number; length: number; count: number } | null> {
	const tailStart = Math.max(0, size - 65_557);
	const tail = await look(tailStart, size - tailStart);
	const at = tail.lastIndexOf('PK\x05\x06', tail.length - 22, 'latin1');
	if (at < 0) return null;
	let [count, length, start] = [tail.readUInt16LE(at + 10), tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)];
	if (count === 0xffff || length === 0xffffffff || start === 0xffffffff) {
		const locator = await look(tailStart + at - 20, 20);
		if (locator.toString('latin1', 0, 4) !== 'PK\x06\x07') return null;
		const end = await look(Number(locator.readBigUInt64LE(8)), 56);
		if (end.length < 56 || end.toString('latin1', 0, 4) !== 'PK\x06\x06') return null;
		[count, length, start] = [Number(end.readBigUInt64LE(32)), Number(end.readBigUInt64LE(40)), Number(end.readBigUInt64LE(48))];
	}
	return start + length <= size ? { start, length, count } : null;
}

async function listed(look: Look, directory: { start: number; length: number; count: number }): Promise<Entry[] | ZipFault> {
	const bytes = await look(directory.start, directory.length);
	const entries: Entry[] = [];
	let at = 0;
	for (let n = 0; n < directory.count; n += 1) {
		if (at + 46 > bytes.length || bytes.toString('latin1', at, at + 4) !== 'PK\x01\x02') return 'broken';
		const [nameLength, extraLength, commentLength] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)];
		const next = at + 46 + nameLength + extraLength + commentLength;
		if (next > bytes.length) return 'broken';
		const name = bytes.subarray(at + 46, at + 46 + nameLength);
		const method = bytes.readUInt16LE(at + 10);
		const encrypted = (bytes.readUInt16LE(at + 8) & 0x2041) !== 0;
		if (encrypted || (method !== 0 && method !== 8)) return 'closed';
		const numbers = [bytes.readUInt32LE(at + 24), bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 42)];
		const [unpacked, packed, header] = wide(numbers, bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength));
		if (unpacked === undefined || packed === undefined || header === undefined) return 'broken';
		const local = await look(header, 30 + nameLength);
		// What the two lists say must agree: a reader may follow either.
		if (local.length < 30 + nameLength || local.toString('latin1', 0, 4) !== 'PK\x03\x04') return 'broken';
		if (local.readUInt16LE(26) !== nameLength || !local.subarray(30).equals(name) || local.readUInt16LE(8) !== method) return 'broken';
		const start = header + 30 + nameLength + local.readUInt16LE(28);
		entries.push({ name: name.toString('utf8'), packed, unpacked, start, method: method === 0 ? 'stored' : 'deflated' });
		at = next;
	}
	return entries;
}

/** Numbers that did not fit into 32 bits stand, in this order, in the extra field 1. */
function wide(numbers: number[], extra: Buffer): (number | undefined)[] {
	let field: Buffer | undefined;
	for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
		if (extra.readUInt16LE(at) === 1) field = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
	}
	let at = 0;
	return numbers.map((number) => {
		if (number !== 0xffffffff) return number;
		if (!field || at + 8 > field.length) return undefined;
		at += 8;
		return Number(field.readBigUInt64LE(at - 8));
	});
}

async function counted(look: Look, entry: Entry): Promise<ZipFault | null> {
	if (entry.method === 'stored') return entry.packed === entry.unpacked ? null : 'broken';
	let bytes = 0;
	try {
		await unpack(look, entry, ({ length }) => {
			bytes += length;
			return bytes > entry.unpacked;
		});
	} catch {
		return 'broken';
	}
	if (bytes > entry.unpacked) return 'bomb';
	return bytes === entry.unpacked ? null : 'broken';
}

/** Unpacks piece by piece; stops as soon as `take` says true. */
export async function unpack(look: Look, entry: Entry, take: (bytes: Buffer) => boolean | void): Promise<void> {
	async function* packed() {
		for (let done = 0; done < entry.packed; done += piece) yield look(entry.start + done, Math.min(piece, entry.packed - done));
	}
	if (entry.method === 'stored') {
		for await (const bytes of packed()) if (take(bytes)) return;
		return;
	}
	const inflate = createInflateRaw({ chunkSize: piece });
	const feeding = (async () => {
		for await (const bytes of packed()) {
			if (inflate.destroyed) return;
			if (!inflate.write(bytes)) await new Promise((resolve) => inflate.once('drain', resolve).once('close', resolve));
		}
		inflate.end();
	})();
	// A fault in reading ends the loop below as well.
	feeding.catch((fault) => inflate.destroy(fault));
	for await (const bytes of inflate) if (take(bytes as Buffer)) break;
	await feeding;
}
