// SPDX-License-Identifier: Apache-2.0
// Pictures as they come from cameras and people who mean harm, on a real database and folder.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isFileRefusal, type KeptFile } from '#platform/file.ts';
import { type Database, openEmbedded } from '#platform/server/database.ts';
import { type Files, openFiles } from '#platform/server/files.ts';
import { migrate } from '#platform/server/migrate.ts';
import { renditionFrom, sizeOf } from '../picture.ts';
import { pictureSize } from './picture-size.ts';
import { renditionOf, takePicture } from './pictures.ts';

let database: Database;
let folder: string;
let files: Files;
beforeAll(async () => {
	database = await openEmbedded(null);
	await migrate(database);
	folder = await mkdtemp(join(tmpdir(), 'pictures-'));
	files = await openFiles({ dataDir: folder, bucket: null });
}, 60_000);
afterAll(async () => {
	files.close();
	await database.close();
	await rm(folder, { recursive: true });
});

async function* pieces(content: Uint8Array) {
	for (let at = 0; at < content.length; at += 65_536) yield content.subarray(at, at + 65_536);
}
const take = (content: Uint8Array) => takePicture(files, pieces(content));
async function bytesOf({ sha256 }: KeptFile): Promise<Buffer> {
	const stream = await files.open(sha256);
	const all: Buffer[] = [];
	for await (const piece of stream as AsyncIterable<Buffer>) all.push(piece);
	return Buffer.concat(all);
}

function landscape(width: number, height: number) {
	const canvas = createCanvas(width, height);
	const context = canvas.getContext('2d');
	context.fillStyle = '#0b5a63';
	context.fillRect(0, 0, width, height);
	context.fillStyle = '#ffffff';
	context.fillRect(0, 0, width / 2, height / 2);
	return canvas;
}

/** A JPEG with what a camera writes into it, as an APP1 segment right after its beginning. */
function withCamera(jpeg: Buffer, said: string): Buffer {
	const body = Buffer.concat([Buffer.from('Exif\0\0'), Buffer.from(said)]);
	const head = Buffer.from([0xff, 0xe1, 0, 0]);
	head.writeUInt16BE(body.length + 2, 2);
	return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

describe('a picture that comes in', () => {
	it('is kept without what the camera wrote into it', async () => {
		const photo = withCamera(await landscape(800, 600).encode('jpeg', 90), 'GPS 5.6037 -0.1870 camera of Ama');
		expect(photo.toString('latin1')).toContain('camera of Ama');
		const kept = await take(photo);
		if (isFileRefusal(kept)) throw new Error(kept.refusal);
		expect(kept.mediaType).toBe('image/webp');
		const bytes = await bytesOf(kept);
		expect(bytes.toString('latin1')).not.toMatch(/camera of Ama|GPS|Exif/);
		const { width, height } = await loadImage(bytes);
		expect([width, height]).toEqual([800, 600]);
	});

	it('is made smaller where no screen is so wide', async () => {
		const kept = await take(await landscape(4000, 1000).encode('png'));
		if (isFileRefusal(kept)) throw new Error(kept.refusal);
		const { width, height } = await loadImage(await bytesOf(kept));
		expect([width, height]).toEqual([2560, 640]);
	});

	it.each([
		['a page of the web', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'type-not-accepted'],
		[
			'a picture that moves',
			Buffer.from('GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;', 'latin1'),
			'type-not-accepted'
		],
		['nothing', Buffer.alloc(0), 'empty'],
		['more than a picture may have', Buffer.alloc(21 * 1_048_576, 1), 'too-large']
	])('is refused when it is %s', async (_, content, refusal) => {
		expect(await take(content)).toMatchObject({ refusal });
	});

	it('is refused when it says more points than can be drawn, or breaks off', async () => {
		const bomb = Buffer.from(await landscape(10, 10).encode('png'));
		bomb.writeUInt32BE(50_000, 16);
		bomb.writeUInt32BE(50_000, 20);
		expect(await take(bomb)).toMatchObject({ refusal: 'image-bomb' });
		const broken = Buffer.from(await landscape(600, 400).encode('png')).subarray(0, 60);
		expect(await take(broken)).toMatchObject({ refusal: 'mismatched' });
	});
});

describe('a rendition', () => {
	it('is made once, never wider than the picture, and made again when it is lost', async () => {
		const kept = await take(await landscape(500, 300).encode('jpeg', 90));
		if (isFileRefusal(kept)) throw new Error(kept.refusal);
		const [one, same] = await Promise.all([
			renditionOf({ database, files }, kept.sha256, { width: 320, format: 'webp' }),
			renditionOf({ database, files }, kept.sha256, { width: 320, format: 'webp' })
		]);
		expect(one).toEqual(same);
		const { width, height } = await loadImage(await bytesOf(one as KeptFile));
		expect([width, height]).toEqual([320, 192]);
		const wide = await renditionOf({ database, files }, kept.sha256, { width: 1280, format: 'avif' });
		expect(wide?.mediaType).toBe('image/avif');
		expect((await loadImage(await bytesOf(wide as KeptFile))).width).toBe(500);
		await files.remove((one as KeptFile).sha256);
		expect(await renditionOf({ database, files }, kept.sha256, { width: 320, format: 'webp' })).toEqual(one);
		expect(await renditionOf({ database, files }, '0'.repeat(64), { width: 320, format: 'webp' })).toBeNull();
	});

	it('has its size told from its beginning, and nothing that is no picture has one', async () => {
		const kept = await take(await landscape(1500, 700).encode('jpeg', 90));
		if (isFileRefusal(kept)) throw new Error(kept.refusal);
		const answer = { file: kept.sha256, name: 'x', mediaType: kept.mediaType };
		expect(await pictureSize(files, answer)).toEqual({ width: 1500, height: 700 });
		// Told again without looking, for as long as the process lives.
		await files.remove(kept.sha256);
		expect(await pictureSize(files, answer)).toEqual({ width: 1500, height: 700 });
		for (const other of [undefined, null, 'x', { file: '../x', mediaType: 'image/webp' }, { ...answer, file: '0'.repeat(64) }])
			expect(await pictureSize(files, other)).toBeNull();
		const text = await files.put(Buffer.from('no picture'), { limitBytes: 100, accept: ['text/plain'] });
		if (isFileRefusal(text)) throw new Error(text.refusal);
		expect(await pictureSize(files, { file: text.sha256, mediaType: 'image/png' })).toBeNull();
	});

	it('exists in few widths, so that nobody has any amount of them drawn', () => {
		expect(renditionFrom('640.avif')).toEqual({ width: 640, format: 'avif' });
		for (const name of ['641.avif', '640.png', '640.avif/x', '99999.webp', '']) expect(renditionFrom(name)).toBeUndefined();
		expect(sizeOf({ width: 3000, height: 1 }, 320)).toEqual({ width: 320, height: 1 });
	});
});
