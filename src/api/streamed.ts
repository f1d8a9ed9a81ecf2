// SPDX-License-Identifier: Apache-2.0
// A reply that goes out while it is made, for what is too large to be held. A fault on the way breaks the line off, so that nobody takes a part for the
// whole.
import { Readable } from 'node:stream';

export const streamed = (parts: AsyncIterable<string> | Iterable<string>, headers: Record<string, string>): Response =>
	new Response(Readable.toWeb(Readable.from(parts, { objectMode: false })) as unknown as ReadableStream, { headers });
