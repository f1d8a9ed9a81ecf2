// SPDX-License-Identifier: Apache-2.0
// A line between a browser and the platform that can be cut, that loses replies, and that is as slow as wished: what a poor line does, on purpose.
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';

export interface BrokenLine {
	origin: string;
	/** Nobody answers any more, as when the platform is stopped: open connections break. */
	cut(): Promise<void>;
	mend(): Promise<void>;
	/** Requests arrive, and the line breaks before anything comes back. */
	loseReplies(lose: boolean): void;
	/** Bytes that went up and came down. */
	bytes: { up: number; down: number };
	close(): Promise<void>;
}

export interface Slowness {
	/** Bits per second, each way. */
	rate: number;
	/** Milliseconds, one way. */
	delay: number;
}

/** Passes on at a rate and after a delay; all connections of the line share it, as on a real one. */
function slowed({ rate, delay }: Slowness): (chunk: Buffer, pass: (chunk: Buffer) => void) => void {
	let free = 0;
	return (chunk, pass) => {
		const now = performance.now();
		free = Math.max(now, free) + (chunk.length * 8 * 1000) / rate;
		setTimeout(() => pass(chunk), free + delay - now);
	};
}

/** The port is the browser's; the platform's own origin must be this one. */
export async function breakableLine(port: number, target: () => number, slow?: Slowness): Promise<BrokenLine> {
	const open = new Set<Socket>();
	const bytes = { up: 0, down: 0 };
	let losing = false;
	let server: Server | undefined;
	const up = slow && slowed(slow);
	const down = slow && slowed(slow);

	function serve(client: Socket): void {
		const platform = connect(target(), '127.0.0.1');
		for (const socket of [client, platform]) {
			open.add(socket);
			socket.on('error', () => {});
			socket.on('close', () => {
				open.delete(socket);
				client.destroy();
				platform.destroy();
			});
		}
		client.on('data', (chunk: Buffer) => {
			bytes.up += chunk.length;
			if (up) up(chunk, (late) => platform.write(late));
			else platform.write(chunk);
		});
		platform.on('data', (chunk: Buffer) => {
			// What came back is not passed on, and the line breaks when the platform has done its work.
			if (losing) return void client.destroy();
			bytes.down += chunk.length;
			if (down) down(chunk, (late) => client.write(late));
			else client.write(chunk);
		});
	}
	async function mend(): Promise<void> {
		if (server?.listening) return;
		server = createServer(serve);
		await new Promise<void>((listening) => server?.listen(port, '127.0.0.1', listening));
	}
	async function cut(): Promise<void> {
		if (!server?.listening) return;
		const closed = new Promise((done) => server?.close(done));
		for (const socket of open) socket.destroy();
		await closed;
	}
	await mend();
	const { port: own } = (server as unknown as Server).address() as AddressInfo;
	port = own;
	return { origin: `http://127.0.0.1:${own}`, cut, mend, loseReplies: (lose) => (losing = lose), bytes, close: cut };
}
