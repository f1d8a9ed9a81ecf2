// SPDX-License-Identifier: Apache-2.0
// Writes a zip archive of files that lie on the disk, piece by piece, whatever their size. Format: APPNOTE.TXT of PKWARE, sections 4.3 and 4.4; numbers
// of 64 bits stand only where 32 do not hold them, so that old readers open what they can. Knows no document format.
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createDeflateRaw } from 'node:zlib';

export interface Packed {
	name: string;
	path: string;
	/** Bytes of the file, and their CRC-32, which stand before them. */
	size: number;
	crc: number;
}

interface Written extends Packed {
	packed: number;
	offset: number;
	wide: boolean;
}

/** Larger than this may not fit into 32 bits once packed. */
const narrow = 0xff000000;
const full = 0xffffffff;

export async function writeZip(path: string, files: readonly Packed[], at: Date, signal?: AbortSignal, limit = narrow): Promise<void> {
	const zip = await open(path, 'wx');
	try {
		const written: Written[] = [];
		let offset = 0;
		for (const file of files) {
			signal?.throwIfAborted();
			const wide = file.size > limit;
			const head = local(file, at, wide);
			await put(zip, head, offset);
			let packed = 0;
			// A fault of the file reaches the packing, and by it this loop: left to itself it would end the process.
			const packing = pipeline(createReadStream(file.path), createDeflateRaw({ level: 6 }), () => undefined);
			for await (const piece of packing) {
				await put(zip, piece as Buffer, offset + head.length + packed);
				packed += (piece as Buffer).length;
			}
			// How large it is packed is known only now: it is put into its place in the head.
			const size = wide ? wideNumbers(file.size, packed) : narrowNumber(packed);
			await put(zip, size, offset + (wide ? head.length - 16 : 18));
			written.push({ ...file, packed, offset, wide });
			offset += head.length + packed;
		}
		const directory = Buffer.concat(written.map((file) => central(file, at)));
		await put(zip, directory, offset);
		await put(zip, end(written.length, directory.length, offset), offset + directory.length);
		await zip.sync();
	} finally {
		await zip.close();
	}
}

async function put(zip: FileHandle, bytes: Buffer, position: number): Promise<void> {
	for (let done = 0; done < bytes.length;) done += (await zip.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
}

function narrowNumber(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32LE(value);
	return bytes;
}

function wideNumbers(...values: number[]): Buffer {
	const bytes = Buffer.alloc(8 * values.length);
	values.forEach((value, at) => bytes.writeBigUInt64LE(BigInt(value), 8 * at));
	return bytes;
}

/** Time and day as DOS wrote them, in UTC. */
function moment(at: Date): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt16LE((at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1), 0);
	bytes.writeUInt16LE(((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(), 2);
	return bytes;
}

/** Names are in UTF-8 (bit 11), content is deflated (8). */
function about(file: Packed, at: Date, wide: boolean, sizes: [packed: number, size: number]): Buffer {
	const bytes = Buffer.alloc(26);
	bytes.writeUInt16LE(wide ? 45 : 20, 0);
	bytes.writeUInt16LE(0x0800, 2);
	bytes.writeUInt16LE(8, 4);
	moment(at).copy(bytes, 6);
	bytes.writeUInt32LE(file.crc >>> 0, 10);
	bytes.writeUInt32LE(sizes[0], 14);
	bytes.writeUInt32LE(sizes[1], 18);
	bytes.writeUInt16LE(Buffer.byteLength(file.name), 22);
	return bytes;
}

function extra(numbers: Buffer): Buffer {
	const head = Buffer.alloc(4);
	head.writeUInt16LE(1, 0);
	head.writeUInt16LE(numbers.length, 2);
	return Buffer.concat([head, numbers]);
}

function local(file: Packed, at: Date, wide: boolean): Buffer {
	const field = wide ? extra(wideNumbers(file.size, 0)) : Buffer.alloc(0);
	const bytes = about(file, at, wide, wide ? [full, full] : [0, file.size]);
	bytes.writeUInt16LE(field.length, 24);
	return Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), bytes, Buffer.from(file.name), field]);
}

function central(file: Written, at: Date): Buffer {
	const far = file.offset >= full;
	const numbers = [...(file.wide ? [file.size, file.packed] : []), ...(far ? [file.offset] : [])];
	const field = numbers.length ? extra(wideNumbers(...numbers)) : Buffer.alloc(0);
	const bytes = about(file, at, numbers.length > 0, file.wide ? [full, full] : [file.packed, file.size]);
	bytes.writeUInt16LE(field.length, 24);
	const rest = Buffer.alloc(14);
	rest.writeUInt32LE(far ? full : file.offset, 10);
	// By whom it was written: Unix, so that names are taken as they are.
	return Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), Buffer.from([45, 3]), bytes, rest, Buffer.from(file.name), field]);
}

function end(count: number, length: number, offset: number): Buffer {
	const wide = count >= 0xffff || length >= full || offset >= full;
	const bytes = Buffer.alloc(22);
	bytes.write('PK\x05\x06', 0, 'latin1');
	bytes.writeUInt16LE(wide ? 0xffff : count, 8);
	bytes.writeUInt16LE(wide ? 0xffff : count, 10);
	bytes.writeUInt32LE(wide ? full : length, 12);
	bytes.writeUInt32LE(wide ? full : offset, 16);
	if (!wide) return bytes;
	const far = Buffer.alloc(24);
	far.write('PK\x06\x06', 0, 'latin1');
	far.writeBigUInt64LE(44n, 4);
	far.writeUInt16LE(45, 12);
	far.writeUInt16LE(45, 14);
	const locator = Buffer.alloc(20);
	locator.write('PK\x06\x07', 0, 'latin1');
	locator.writeBigUInt64LE(BigInt(offset + length), 8);
	locator.writeUInt32LE(1, 16);
	return Buffer.concat([far, wideNumbers(count, count, length, offset), locator, bytes]);
}
