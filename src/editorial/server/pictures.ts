// SPDX-License-Identifier: Apache-2.0
// Pictures: taken in without what the camera wrote into them, and drawn in the widths and formats that pages ask for, once each. The library that draws
// is heavy and loaded when the first picture comes; one picture is drawn at a time, so that pages are served meanwhile.
import { type FileRefusal, isFileRefusal, type KeptFile } from '#platform/file.ts';
import type { Database } from '#platform/server/database.ts';
import type { Files } from '#platform/server/files.ts';
import { inspectFile } from '#platform/server/inspect-file.ts';
import { pictureTypes, type Rendition, sizeOf } from '../picture.ts';

const megabyte = 1_048_576;
const largest = 20 * megabyte;
/** Wider than any screen shows it: what is kept of a picture that comes in. */
const widestKept = 2560;

let last: Promise<unknown> = Promise.resolve();

/** One after the other, whatever became of the one before. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
	const turn = last.then(work, work);
	last = turn.catch(() => undefined);
	return turn;
}

/** Draws a picture anew at most so wide. What is not drawn (place, camera, comments) is not in what comes of it. Throws where it cannot be read. */
async function drawn(content: Buffer, wide: number, format: Rendition['format'], quality: number): Promise<Buffer> {
	const { createCanvas, loadImage } = await import('@napi-rs/canvas');
	const picture = await loadImage(content);
	const { width, height } = sizeOf({ width: picture.width, height: picture.height }, wide);
	const canvas = createCanvas(width, height);
	const context = canvas.getContext('2d');
	context.imageSmoothingQuality = 'high';
	context.drawImage(picture, 0, 0, width, height);
	return format === 'avif' ? canvas.encode('avif', { quality, speed: 8 }) : canvas.encode('webp', quality);
}

/** Takes a picture in: its type is looked for in the content, its size is bounded, and it is drawn anew before it is kept. */
export async function takePicture(files: Files, picture: AsyncIterable<Uint8Array>): Promise<KeptFile | FileRefusal> {
	const content = await collected(picture);
	if (!content) return { refusal: 'too-large', limitBytes: largest };
	if (content.length === 0) return { refusal: 'empty' };
	const look = async (at: number, length: number) => content.subarray(at, at + length);
	const found = await inspectFile(look, content.length, { accept: pictureTypes });
	if (typeof found !== 'string') return found;
	try {
		const clean = await inTurn(() => drawn(content, widestKept, 'webp', 90));
		return await files.put(clean, { limitBytes: largest, accept: ['image/webp'] });
	} catch {
		return { refusal: 'mismatched' };
	}
}

/** All of it, or null where it is more than a picture may have. */
async function collected(source: AsyncIterable<Uint8Array>): Promise<Buffer | null> {
	const pieces: Uint8Array[] = [];
	let size = 0;
	for await (const piece of source) {
		size += piece.length;
		if (size > largest) return null;
		pieces.push(piece);
	}
	return Buffer.concat(pieces);
}

async function contentOf(files: Files, sha256: string): Promise<Buffer | null> {
	const stream = await files.open(sha256);
	return stream && collected(stream as AsyncIterable<Uint8Array>);
}

const making = new Map<string, Promise<KeptFile | null>>();

/** The rendition of a picture that is kept; made now where nobody asked for it before. Null where the picture is gone or cannot be drawn. */
export async function renditionOf(
	{ database, files }: { database: Database; files: Files },
	source: string,
	rendition: Rendition
): Promise<KeptFile | null> {
	const { width, format } = rendition;
	const made = await database.read
		.selectFrom('editorial.renditions')
		.select(['sha256', 'size'])
		.where('source', '=', source)
		.where('width', '=', width)
		.where('format', '=', format)
		.executeTakeFirst();
	if (made && (await files.has(made.sha256))) return { ...made, mediaType: `image/${format}` };
	const key = `${source} ${width} ${format}`;
	let now = making.get(key);
	if (!now) {
		now = make({ database, files }, source, rendition).finally(() => making.delete(key));
		making.set(key, now);
	}
	return now;
}

async function make(
	{ database, files }: { database: Database; files: Files },
	source: string,
	{ width, format }: Rendition
): Promise<KeptFile | null> {
	const content = await contentOf(files, source);
	if (!content) return null;
	const bytes = await inTurn(() => drawn(content, width, format, format === 'avif' ? 55 : 78)).catch(() => null);
	if (!bytes) return null;
	const kept = await files.put(bytes, { limitBytes: largest, accept: [`image/${format}`] });
	if (isFileRefusal(kept)) return null;
	const row = { sha256: kept.sha256, size: kept.size };
	await database.write((db) =>
		db
			.insertInto('editorial.renditions')
			.values({ source, width, format, ...row })
			.onConflict((conflict) => conflict.columns(['source', 'width', 'format']).doUpdateSet(row))
			.execute()
	);
	return kept;
}
