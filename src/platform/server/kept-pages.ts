// SPDX-License-Identifier: Apache-2.0
// Keeps finished pages, packed as they went out, for as long as what they were made of stands. Knows no page: the state and the key are the caller's.

interface Kept {
	headers: [string, string][];
	body: Uint8Array<ArrayBuffer>;
}

/** Most bytes kept in one process. A page is a few kilobytes when packed. */
const most = 32 * 1024 * 1024;

export interface KeptPages {
	/** The page by its key, if it was kept in this very state. */
	find(state: string, key: string): Response | undefined;
	/** Keeps a whole reply and gives it back; the least lately asked make room. Anything but a 200 is only given back. */
	keep(state: string, key: string, reply: Response): Promise<Response>;
}

export function keptPages(room = most): KeptPages {
	let current = '';
	let bytes = 0;
	const pages = new Map<string, Kept>();

	const enter = (state: string) => {
		if (state === current) return;
		current = state;
		bytes = 0;
		pages.clear();
	};
	const drop = (key: string) => {
		bytes -= pages.get(key)?.body.length ?? 0;
		pages.delete(key);
	};
	const replied = ({ headers, body }: Kept) => new Response(uncopied(body), { headers });

	return {
		find(state, key) {
			enter(state);
			const kept = pages.get(key);
			if (!kept) return undefined;
			pages.delete(key);
			pages.set(key, kept);
			return replied(kept);
		},
		async keep(state, key, reply) {
			if (reply.status !== 200 || !reply.body) return reply;
			const kept = { headers: [...reply.headers], body: new Uint8Array(await reply.arrayBuffer()) };
			// The state may have turned while the page was made: what is older than the state is not kept.
			if (state === current) {
				drop(key);
				pages.set(key, kept);
				bytes += kept.body.length;
				for (const oldest of pages.keys()) {
					if (bytes <= room) break;
					drop(oldest);
				}
			}
			return replied(kept);
		}
	};
}

/** A reply that is given bytes takes a copy of them each time; one that is given a stream passes on what it is handed. */
const uncopied = (bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> =>
	new ReadableStream({
		start(controller) {
			if (bytes.length) controller.enqueue(bytes);
			controller.close();
		}
	});
