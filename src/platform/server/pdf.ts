// SPDX-License-Identifier: Apache-2.0
// Sets documents as tagged PDF. The compiler starts with the first document and rests when none was asked for a while; a start of the platform pays
// nothing for it. Knows no document: those are templates with data (src/interop/print).
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Done, Order } from './typesetting.ts';

/** What one document may take, waiting included, in milliseconds. */
const patience = 20_000;
/** More than so many at once are turned away: they would wait too long. */
const mostWaiting = 40;
/** Text of this length makes some thousand pages; nobody prints more. */
const longest = 16_000_000;
/** Without a document for so long, the memory of the fonts is given back. */
const restAfter = 5 * 60_000;

interface Waiting {
	order: Order;
	done: (made: Done | null) => void;
	timer: NodeJS.Timeout;
}

interface Press {
	thread: Worker;
	waiting: Map<number, Waiting>;
}

let press: Press | undefined;
let resting: NodeJS.Timeout | undefined;
let orders = 0;

function start(): Press {
	// From the root, since the build puts this module elsewhere.
	const thread = new Worker(resolve('src/platform/server/typesetting.ts'));
	const started: Press = { thread, waiting: new Map() };
	thread.unref();
	thread.on('message', (made: Done) => finish(started, made.id, made));
	const fail = (fault: string) => {
		if (press === started) press = undefined;
		for (const id of [...started.waiting.keys()]) finish(started, id, { id, fault });
	};
	thread.on('error', (fault) => fail(String(fault)));
	thread.on('exit', () => fail('the thread ended'));
	return started;
}

function finish(from: Press, id: number, made: Done | null): void {
	const waiting = from.waiting.get(id);
	if (!waiting) return;
	from.waiting.delete(id);
	clearTimeout(waiting.timer);
	if (from.waiting.size === 0) {
		from.thread.unref();
		clearTimeout(resting);
		resting = setTimeout(() => void rest(from), restAfter).unref();
	}
	waiting.done(made);
}

async function rest(which: Press | undefined = press): Promise<void> {
	if (!which || which.waiting.size > 0) return;
	if (press === which) press = undefined;
	await which.thread.terminate();
}

/** The one that takes too long is given up, and those behind it start anew elsewhere. */
function giveUp(on: Press, id: number): void {
	if (press === on) press = undefined;
	finish(on, id, null);
	const others = [...on.waiting.values()];
	on.waiting.clear();
	void on.thread.terminate();
	if (others.length === 0) return;
	press ??= start();
	for (const other of others) give(press, other);
}

function give(to: Press, waiting: Waiting): void {
	to.waiting.set(waiting.order.id, waiting);
	to.thread.ref();
	to.thread.postMessage(waiting.order);
}

/** A PDF, and whether it could be marked as PDF/UA-1; it is tagged in any case. */
export interface Pdf {
	bytes: Uint8Array<ArrayBuffer>;
	claimed: boolean;
}

/**
 * A document as PDF. `template` is a path from the root of the installation; `data` must become JSON. `busy` when it took too long, is too long, or too
 * many wait; a template that does not compile throws.
 */
export function typeset(template: string, data: unknown, at: Date): Promise<Pdf | 'busy'> {
	const document = JSON.stringify(data);
	if (document.length > longest || (press?.waiting.size ?? 0) >= mostWaiting) return Promise.resolve('busy');
	clearTimeout(resting);
	const to = (press ??= start());
	const order: Order = { id: (orders += 1), template, document, at: Math.floor(at.getTime() / 1000) };
	return new Promise((found, fail) => {
		const timer = setTimeout(() => giveUp(holding(order.id) ?? to, order.id), patience);
		const done: Waiting['done'] = (made) => {
			if (made === null) found('busy');
			else if ('fault' in made) fail(new Error(`${template} does not compile: ${made.fault}`));
			else found({ bytes: made.pdf as Uint8Array<ArrayBuffer>, claimed: made.claimed });
		};
		give(to, { order, done, timer });
	});
}

/** Where an order waits by now: it may have moved to another thread. */
const holding = (id: number): Press | undefined => (press?.waiting.has(id) ? press : undefined);

/** For tests and for the end of a process: the thread stops, and the next document starts another. */
export const restPress = (): Promise<void> => rest();
