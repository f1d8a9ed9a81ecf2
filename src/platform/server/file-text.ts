// SPDX-License-Identifier: Apache-2.0
// The text inside a stored file. It is read in a thread of its own that is ended when it takes too long or too much, so that no file, however
// made, harms the process; one file at a time. Knows nothing of what the text is for.
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { officeTypes } from './office-text.ts';

export interface FileText {
	/**
	 * `read`: there is text, perhaps cut at a limit. `unreadable`: it holds none (a picture, a scan), is encrypted or damaged. `too-large`: an archive
	 * bomb, or nothing came of it within the limits of size, time and memory.
	 */
	state: 'read' | 'unreadable' | 'too-large';
	/** Running text with "\n" between lines; '' unless read. */
	text: string;
}

export interface Task {
	mediaType: string;
	bytes: Uint8Array<ArrayBuffer>;
	characters: number;
	pages: number;
	/** For a library outside JavaScript. */
	memoryBytes: number;
}

/** What the thread sends: that it is up, text, and how it ended. */
export type Piece = { begun: true } | { text: string } | { end: 'whole' | 'damaged' | 'bomb' };

export const fileTextLimits = {
	bytes: 64 * 1024 * 1024,
	/** UTF-16 units. What comes after them is not read. */
	characters: 2_000_000,
	/** Of a PDF. */
	pages: 2000,
	milliseconds: 120_000,
	/** For the objects of JavaScript, and for the reader of PDF beside them, the file included. */
	heapMegabytes: 384,
	memoryBytes: 384 * 1024 * 1024
};

/** Media types that may hold text. */
export const textTypes: readonly string[] = ['application/pdf', ...officeTypes, 'text/plain', 'text/csv'];

const thread = 'src/platform/server/file-text-worker.ts';
let last: Promise<unknown> = Promise.resolve();

/**
 * Reads the text of a file of a detected media type. `open` is asked for the content when it is this file's turn. Throws what `open` throws, what
 * `signal` was aborted with, and a defect that kept the thread from beginning; never for anything that is in the file.
 */
export function fileText(
	open: () => Promise<Readable>,
	mediaType: string,
	{ limits = fileTextLimits, signal }: { limits?: typeof fileTextLimits; signal?: AbortSignal } = {}
): Promise<FileText> {
	if (!textTypes.includes(mediaType)) return Promise.resolve({ state: 'unreadable', text: '' });
	const turn = last.then(async (): Promise<FileText> => {
		signal?.throwIfAborted();
		const bytes = await contentOf(await open(), limits.bytes);
		if (!bytes) return { state: 'too-large', text: '' };
		const { end, text } = await readIn({ ...limits, mediaType, bytes }, limits, signal);
		const cut = text.slice(0, limits.characters).toWellFormed();
		// Signs alone are what a scan leaves behind.
		if (/[\p{L}\p{N}]/u.test(cut)) return { state: 'read', text: cut };
		return { state: end === 'bomb' || end === 'stopped' ? 'too-large' : 'unreadable', text: '' };
	});
	last = turn.catch(() => {});
	return turn;
}

/** All bytes in a buffer of their own, which can be handed over to a thread; null when there are more than allowed. */
async function contentOf(source: Readable, most: number): Promise<Uint8Array<ArrayBuffer> | null> {
	const pieces: Buffer[] = [];
	let size = 0;
	for await (const piece of source as AsyncIterable<Buffer>) {
		size += piece.length;
		if (size > most) return null;
		pieces.push(piece);
	}
	const bytes = new Uint8Array(size);
	let at = 0;
	for (const piece of pieces) {
		bytes.set(piece, at);
		at += piece.length;
	}
	return bytes;
}

type Ending = 'whole' | 'damaged' | 'bomb' | 'stopped';

function readIn(task: Task, limits: typeof fileTextLimits, signal?: AbortSignal): Promise<{ end: Ending; text: string }> {
	const { promise, resolve: settle, reject } = Promise.withResolvers<{ end: Ending; text: string }>();
	const worker = new Worker(resolve(thread), {
		workerData: task,
		transferList: [task.bytes.buffer],
		env: {},
		// What a library has to say about a damaged file is nobody's concern.
		stdout: true,
		stderr: true,
		resourceLimits: { maxOldGenerationSizeMb: limits.heapMegabytes, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 }
	});
	let text = '';
	let end: Ending = 'damaged';
	let begun = false;
	const stop = () => {
		end = 'stopped';
		void worker.terminate();
	};
	const clock = setTimeout(stop, limits.milliseconds);
	signal?.addEventListener('abort', stop);
	worker.on('message', (piece: Piece) => {
		if ('text' in piece) text += text ? `\n${piece.text}` : piece.text;
		else if ('begun' in piece) begun = true;
		else {
			end = piece.end;
			// Whatever a library still waits for.
			void worker.terminate();
		}
	});
	worker.on('error', (fault: NodeJS.ErrnoException) => {
		if (fault.code === 'ERR_WORKER_OUT_OF_MEMORY') end = 'stopped';
		else if (!begun) reject(fault);
	});
	worker.on('exit', () => {
		clearTimeout(clock);
		signal?.removeEventListener('abort', stop);
		if (signal?.aborted) reject(signal.reason);
		else settle({ end, text });
	});
	return promise;
}
