// SPDX-License-Identifier: Apache-2.0
// The body of a reply that goes out while it is made. The readers that Node makes of its own streams (`Readable.toWeb`) throw outside of every
// promise when a reader leaves at the wrong moment, and the whole process ends with it; here a reader that leaves ends its own reply only.
import { Readable } from 'node:stream';

type Parts = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;

/** Made as fast as it is read, a part at a time. A fault on the way breaks the line off, so that nobody takes a part for the whole. */
export function outflow(parts: Parts): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	const left = Symbol.asyncIterator in parts ? parts[Symbol.asyncIterator]() : parts[Symbol.iterator]();
	return new ReadableStream(
		{
			async pull(controller) {
				const next = await left.next();
				if (next.done) controller.close();
				else controller.enqueue(typeof next.value === 'string' ? encoder.encode(next.value) : next.value);
			},
			async cancel() {
				// A file is open before its first part is asked for, and an iterator that nobody began closes nothing.
				if (parts instanceof Readable) parts.destroy();
				await left.return?.();
			}
		},
		{ highWaterMark: 0 }
	);
}
