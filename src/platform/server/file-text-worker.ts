// SPDX-License-Identifier: Apache-2.0
// The thread that reads the text of one file and ends. It is given bytes and no secret, sends pieces of text, and asks nobody anything: whoever
// started it ends it when it takes too much time or memory.
import { parentPort, workerData } from 'node:worker_threads';
import { runningText } from '../running-text.ts';
import type { Piece, Task } from './file-text.ts';
import { OfficeFault, officeText, officeTypes } from './office-text.ts';

// A library that would like to fetch something finds nothing to do it with.
for (const name of ['fetch', 'WebSocket', 'EventSource']) Reflect.deleteProperty(globalThis, name);

const { mediaType, bytes, characters, pages, memoryBytes } = workerData as Task;
const send = (piece: Piece) => parentPort?.postMessage(piece);
const whole = 64 * 1024;

let gathered = '';
let sent = 0;

function flush(): void {
	const text = runningText(gathered);
	gathered = '';
	sent += text.length;
	if (text) send({ text });
}

/** True when there is enough. */
function take(text: string): boolean {
	gathered += text;
	if (gathered.length >= whole) flush();
	return sent >= characters;
}

async function read(): Promise<void> {
	if (pdfText) {
		pdfText(bytes, pages, take);
	} else if (officeTypes.includes(mediaType)) {
		const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		await officeText(async (at, length) => file.subarray(at, at + length), file.length, mediaType, take);
	} else {
		const decoder = new TextDecoder();
		for (let at = 0; at < bytes.length; at += whole) if (take(decoder.decode(bytes.subarray(at, at + whole), { stream: true }))) return;
	}
}

// Large, so only where it is needed.
const pdfText = mediaType === 'application/pdf' ? await (await import('./pdf-text.ts')).openPdfium(memoryBytes) : null;
send({ begun: true });
try {
	await read();
	flush();
	send({ end: 'whole' });
} catch (fault) {
	flush();
	send({ end: fault instanceof RangeError || (fault instanceof OfficeFault && fault.fault === 'bomb') ? 'bomb' : 'damaged' });
}
