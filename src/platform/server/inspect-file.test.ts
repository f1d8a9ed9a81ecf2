// SPDX-License-Identifier: Apache-2.0
import { deflateRawSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { inspectFile } from './inspect-file.ts';
import type { Look } from './look.ts';

const office = 'application/vnd.openxmlformats-officedocument';
const everything = [
	'application/pdf',
	'application/zip',
	'text/plain',
	'text/csv',
	'image/png',
	'image/jpeg',
	'image/gif',
	'image/webp',
	`${office}.wordprocessingml.document`,
	`${office}.spreadsheetml.sheet`,
	'application/vnd.oasis.opendocument.text'
];

function inspected(bytes: Uint8Array, accept: readonly string[] = everything, declared?: string) {
	const file = Buffer.from(bytes);
	let most = 0;
	const look: Look = async (at, length) => {
		most = Math.max(most, length);
		return file.subarray(at, at + length);
	};
	// However large the file, it is looked at in pieces.
	return inspectFile(look, file.length, { accept, declared }).finally(() => expect(most).toBeLessThanOrEqual(4 * 1024 * 1024));
}

const types = (part: string) =>
	strToU8(`<?xml version="1.0"?><Types><Override ContentType="application/vnd.openxmlformats-officedocument.${part}.main+xml"/></Types>`);
const docx = { '[Content_Types].xml': types('wordprocessingml.document'), 'word/document.xml': strToU8('<w:document/>') };

describe('documents packed as zip', () => {
	test('are told apart by what is inside', async () => {
		expect(await inspected(zipSync(docx))).toBe(`${office}.wordprocessingml.document`);
		expect(await inspected(zipSync({ '[Content_Types].xml': types('spreadsheetml.sheet'), 'xl/workbook.xml': strToU8('<x/>') }))).toBe(
			`${office}.spreadsheetml.sheet`
		);
		const odt = { mimetype: [strToU8('application/vnd.oasis.opendocument.text'), { level: 0 }], 'content.xml': strToU8('<office/>') } as const;
		expect(await inspected(zipSync(odt as never))).toBe('application/vnd.oasis.opendocument.text');
		expect(await inspected(zipSync({ 'a.txt': strToU8('a') }))).toBe('application/zip');
	});

	test('that claim to be one kind and hold another are only zip files', async () => {
		expect(await inspected(zipSync({ ...docx, 'word/document.xml': new Uint8Array(), '[Content_Types].xml': types('spreadsheetml.sheet') }))).toBe(
			'application/zip'
		);
	});

	test('that carry programs are not accepted', async () => {
		expect(await inspected(zipSync({ ...docx, 'word/vbaProject.bin': new Uint8Array(9) }))).toMatchObject({ refusal: 'type-not-accepted' });
	});

	test('declared as something else are a mismatch', async () => {
		expect(await inspected(zipSync(docx), everything, 'application/pdf')).toEqual({ refusal: 'mismatched' });
		expect(await inspected(zipSync(docx), everything, `${office}.wordprocessingml.document`)).toBe(`${office}.wordprocessingml.document`);
	});
});

/** A zip of one deflated entry, written by hand so that it can lie. */
function forged(lies: { content?: Uint8Array; says?: number; localName?: string; flags?: number; copies?: number; method?: number }) {
	const { content = new Uint8Array(100), flags = 0, copies = 1, method = 8 } = lies;
	const name = 'a.txt';
	const { says = content.length, localName = name } = lies;
	const packed = deflateRawSync(content);
	const local = Buffer.alloc(30);
	local.write('PK\x03\x04', 'latin1');
	local.writeUInt16LE(flags, 6);
	local.writeUInt16LE(method, 8);
	local.writeUInt32LE(packed.length, 18);
	local.writeUInt32LE(says, 22);
	local.writeUInt16LE(localName.length, 26);
	const central = Buffer.alloc(46);
	central.write('PK\x01\x02', 'latin1');
	central.writeUInt16LE(flags, 8);
	central.writeUInt16LE(method, 10);
	central.writeUInt32LE(packed.length, 20);
	central.writeUInt32LE(says, 24);
	central.writeUInt16LE(name.length, 28);
	const body = Buffer.concat([local, Buffer.from(localName), packed]);
	const directory = Buffer.concat(Array.from({ length: copies }, () => [central, Buffer.from(name)]).flat());
	const end = Buffer.alloc(22);
	end.write('PK\x05\x06', 'latin1');
	end.writeUInt16LE(copies, 10);
	end.writeUInt32LE(directory.length, 12);
	end.writeUInt32LE(body.length, 16);
	return Buffer.concat([body, directory, end]);
}

describe('archive bombs', () => {
	test('the forger by itself makes sound archives', async () => {
		expect(await inspected(forged({}))).toBe('application/zip');
	});

	test('too many bytes for so small a file', async () => {
		expect(await inspected(forged({ content: new Uint8Array(20_000_000) }))).toEqual({ refusal: 'archive-bomb' });
	});

	test('too many bytes by what it says', async () => {
		expect(await inspected(forged({ says: 0xfffffff0 }))).toEqual({ refusal: 'archive-bomb' });
	});

	test('more bytes than it says', async () => {
		expect(await inspected(forged({ content: new Uint8Array(30_000_000), says: 1000 }))).toEqual({ refusal: 'archive-bomb' });
	});

	test('many entries over the same bytes', async () => {
		expect(await inspected(forged({ content: new Uint8Array(5000), copies: 200 }))).toEqual({ refusal: 'archive-bomb' });
	});

	test('too many entries', async () => {
		const many = Object.fromEntries(Array.from({ length: 10_001 }, (_, n) => [`${n}`, new Uint8Array()]));
		expect(await inspected(zipSync(many, { level: 0 }))).toEqual({ refusal: 'archive-bomb' });
	});

	test('a large honest archive is none', async () => {
		const text = strToU8(Array.from({ length: 200_000 }, (_, n) => `line ${n * 7919} of a long report`).join('\n'));
		expect(await inspected(zipSync({ a: text, b: text }, { level: 9 }))).toBe('application/zip');
	});
});

describe('archives that contradict themselves or stay closed', () => {
	test('two names for one entry', async () => {
		expect(await inspected(forged({ localName: 'b.txt' }))).toEqual({ refusal: 'mismatched' });
	});
	test('fewer bytes than it says', async () => {
		expect(await inspected(forged({ says: 101 }))).toEqual({ refusal: 'mismatched' });
	});
	test('bytes that do not unpack', async () => {
		const bad = forged({ content: Buffer.from('some text that will be spoilt') });
		bad.fill(0xff, 35, 45);
		expect(await inspected(bad)).toEqual({ refusal: 'mismatched' });
	});
	test('no directory', async () => {
		expect(await inspected(zipSync(docx).subarray(0, 60))).toEqual({ refusal: 'mismatched' });
	});
	test('encrypted', async () => {
		expect(await inspected(forged({ flags: 1 }))).toMatchObject({ refusal: 'type-not-accepted' });
	});
	test('packed in a way that we cannot check', async () => {
		expect(await inspected(forged({ method: 14 }))).toMatchObject({ refusal: 'type-not-accepted' });
	});
	test.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])('cut or spoilt anywhere, it is refused or taken, never a fault (%i)', async (round) => {
		const whole = Buffer.from(zipSync(docx));
		for (let at = round; at < whole.length; at += 10) {
			const spoilt = Buffer.from(whole);
			spoilt[at] = (spoilt[at] ?? 0) ^ 0xff;
			for (const bytes of [spoilt, whole.subarray(0, at)]) {
				const found = await inspected(bytes);
				expect(typeof found === 'string' || 'refusal' in found).toBe(true);
			}
		}
	});
});

function png(width: number, height: number): Buffer {
	const head = Buffer.alloc(64);
	Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(head);
	head.writeUInt32BE(width, 16);
	head.writeUInt32BE(height, 20);
	head.write('IDAT', 37, 'latin1');
	return head;
}

function jpeg(width: number, height: number, cameraBytes = 0): Buffer {
	const segments = [Buffer.from('ffd8', 'hex')];
	for (let left = cameraBytes; left > 0; left -= 65_000) {
		const head = Buffer.from('ffe10000', 'hex');
		head.writeUInt16BE(65_002, 2);
		segments.push(head, Buffer.alloc(65_000));
	}
	const size = Buffer.from('ffc0001108000000000301220002110103110100', 'hex');
	size.writeUInt16BE(height, 5);
	size.writeUInt16BE(width, 7);
	return Buffer.concat([...segments, size]);
}

function gif(width: number, height: number): Buffer {
	const head = Buffer.alloc(13);
	head.write('GIF89a', 'latin1');
	head.writeUInt16LE(width, 6);
	head.writeUInt16LE(height, 8);
	return head;
}

function webp(kind: 'VP8 ' | 'VP8L' | 'VP8X', width: number, height: number): Buffer {
	const head = Buffer.alloc(40);
	head.write('RIFF', 0, 'latin1');
	head.write(`WEBP${kind}`, 8, 'latin1');
	if (kind === 'VP8X') {
		head.writeUIntLE(width - 1, 24, 3);
		head.writeUIntLE(height - 1, 27, 3);
	} else if (kind === 'VP8L') head.writeUInt32LE((((width - 1) | ((height - 1) << 14)) >>> 0) & 0xfffffff, 21);
	else {
		head.writeUInt16LE(width, 26);
		head.writeUInt16LE(height, 28);
	}
	return head;
}

describe('pictures', () => {
	test.each([
		['image/png', png(1200, 800), png(100_000, 100_000)],
		['image/jpeg', jpeg(1200, 800), jpeg(65_000, 65_000)],
		['image/jpeg', jpeg(1200, 800, 500_000), jpeg(65_000, 65_000, 500_000)],
		['image/gif', gif(1200, 800), gif(65_000, 65_000)],
		['image/webp', webp('VP8 ', 1200, 800), webp('VP8 ', 16_000, 16_000)],
		['image/webp', webp('VP8L', 1200, 800), webp('VP8L', 16_000, 16_000)],
		['image/webp', webp('VP8X', 1200, 800), webp('VP8X', 1_000_000, 1_000_000)]
	])('%s: a sound size is taken, one that no memory holds is refused', async (type, sound, bomb) => {
		expect(await inspected(sound)).toBe(type);
		expect(await inspected(bomb)).toEqual({ refusal: 'image-bomb' });
	});

	test('long and thin, without size, or of a kind that we cannot measure', async () => {
		expect(await inspected(png(40_000, 1))).toEqual({ refusal: 'image-bomb' });
		expect(await inspected(png(0, 10))).toEqual({ refusal: 'mismatched' });
		expect(await inspected(Buffer.from('ffd8ffd9', 'hex'))).toEqual({ refusal: 'mismatched' });
		expect(await inspected(Buffer.from('424d', 'hex'), ['image/bmp'])).toMatchObject({ refusal: 'type-not-accepted' });
	});
});

describe('text', () => {
	test.each([
		['text/plain', 'Un rapport\nsur le mercure\n'],
		['text/plain', 'Прекращение производства'],
		['text/plain', '\ufeffمعلومات\n'],
		['text/csv', 'country,year,tonnes\nGHA,2024,1.5\nPER,2024,3\n'],
		['text/csv', 'pays;note\nGHA;"a; b\nc"\nPER;x\n'],
		['text/html', '<!doctype html><script>alert(1)</script>'],
		['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>']
	])('%s: %s', async (type, text) => {
		const found = await inspected(strToU8(text));
		expect(found).toEqual(everything.includes(type) ? type : { refusal: 'type-not-accepted', found: type });
	});

	test('that is not valid UTF-8, even far from its beginning, is none', async () => {
		const far = Buffer.concat([Buffer.alloc(2_500_000, 'a'), Buffer.from([0xc3, 0x28])]);
		expect(await inspected(far)).toEqual({ refusal: 'type-not-accepted', found: null });
		expect(await inspected(Buffer.from('caf\xe9', 'latin1'))).toEqual({ refusal: 'type-not-accepted', found: null });
		expect(await inspected(Buffer.from('nul\0byte'))).toEqual({ refusal: 'type-not-accepted', found: null });
	});

	test('a table may come as plain text and a column as a table, if that is what the list allows', async () => {
		expect(await inspected(strToU8('a,b\n1,2\n'), ['text/plain'])).toBe('text/plain');
		expect(await inspected(strToU8('a\n1\n'), ['text/csv'], 'application/vnd.ms-excel')).toBe('text/csv');
	});
});
