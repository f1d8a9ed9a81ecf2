// SPDX-License-Identifier: Apache-2.0
// Writes and reads tar archives (POSIX ustar) as streams of bytes: regular files alone, of known size. Any tar program opens what it writes.
// It reads only what it wrote itself: no links, no folders, no foreign extensions.

export interface Entry {
	name: string;
	size: number;
	content: AsyncIterable<Uint8Array>;
}

const block = 512;
const mostSize = 8 ** 11 - 1;

/** The bytes of an archive of these entries. A content of another length than its entry says is a fault. */
export async function* packed(entries: AsyncIterable<Entry>, at: Date): AsyncGenerator<Uint8Array> {
	for await (const { name, size, content } of entries) {
		yield header(name, size, at);
		let written = 0;
		for await (const bytes of content) {
			written += bytes.length;
			yield bytes;
		}
		if (written !== size) throw new Error(`${name} has ${written} bytes and not ${size}: it changed while it was read`);
		if (size % block) yield new Uint8Array(block - (size % block));
	}
	yield new Uint8Array(2 * block);
}

function header(path: string, size: number, at: Date): Uint8Array {
	if (size > mostSize) throw new Error(`${path} is too large for an archive`);
	const bytes = Buffer.alloc(block);
	// Up to 100 bytes of name; what comes before a slash may stand in the prefix of 155.
	const cut = Buffer.byteLength(path) <= 100 ? -1 : path.lastIndexOf('/');
	const [prefix, name] = [path.slice(0, Math.max(0, cut)), path.slice(cut + 1)];
	if (Buffer.byteLength(name) > 100 || Buffer.byteLength(prefix) > 155) throw new Error(`${path} is too long a name for an archive`);
	const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, '0')}\0`;
	bytes.write(name, 0);
	bytes.write(octal(0o600, 8), 100);
	bytes.write(octal(0, 8), 108);
	bytes.write(octal(0, 8), 116);
	bytes.write(octal(size, 12), 124);
	bytes.write(octal(Math.floor(at.getTime() / 1000), 12), 136);
	bytes.write('        0', 148);
	bytes.write('ustar\x0000', 257);
	bytes.write(prefix, 345);
	bytes.write(`${sum(bytes).toString(8).padStart(6, '0')}\0 `, 148);
	return bytes;
}

/** The sum of a header's bytes, its own field counted as spaces. */
const sum = (bytes: Uint8Array): number => bytes.reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 32 : byte), 0);

/** The entries of an archive, one after the other: each content is read before the next entry is asked for, or what is left of it is passed over. */
export async function* unpacked(source: AsyncIterable<Uint8Array>): AsyncGenerator<Entry> {
	const pieces = source[Symbol.asyncIterator]();
	let held: Uint8Array = new Uint8Array(0);

	/** Up to `most` bytes, at least one; none at the end. */
	async function some(most: number): Promise<Uint8Array | null> {
		while (held.length === 0) {
			const { done, value } = await pieces.next();
			if (done) return null;
			held = value;
		}
		const taken = held.subarray(0, most);
		held = held.subarray(taken.length);
		return taken;
	}
	async function* exactly(length: number): AsyncGenerator<Uint8Array> {
		for (let left = length; left > 0;) {
			const bytes = await some(left);
			if (!bytes) throw new Error('the archive ends in the middle: it is not whole');
			left -= bytes.length;
			yield bytes;
		}
	}
	async function whole(length: number): Promise<Buffer> {
		const all: Uint8Array[] = [];
		for await (const bytes of exactly(length)) all.push(bytes);
		return Buffer.concat(all);
	}

	for (;;) {
		const head = await whole(block);
		if (head.every((byte) => byte === 0)) return;
		const entry = entryOf(head);
		const content = exactly(entry.size);
		yield { ...entry, content };
		for (let rest = await content.next(); !rest.done;) rest = await content.next();
		await whole((block - (entry.size % block)) % block);
	}
}

function entryOf(head: Buffer): { name: string; size: number } {
	const text = (from: number, length: number) => head.toString('utf8', from, from + length).replace(/\0[\s\S]*$/, '');
	if (Number.parseInt(text(148, 8), 8) !== sum(head) || text(257, 5) !== 'ustar') throw new Error('this is not an archive of the platform');
	if (!['0', ''].includes(text(156, 1))) throw new Error('the archive holds something else than files');
	const prefix = text(345, 155);
	return { name: prefix ? `${prefix}/${text(0, 100)}` : text(0, 100), size: Number.parseInt(text(124, 12), 8) };
}
