// SPDX-License-Identifier: Apache-2.0
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { outflow } from './outflow.ts';

function* pieces(count: number) {
	for (let each = 0; each < count; each++) yield `${each} ${'mercury '.repeat(20)}\n`;
}

test('text and bytes come out as they went in, in any script', async () => {
	async function* both() {
		yield 'Hg · الزئبق\n';
		yield Buffer.from('汞');
		yield '';
	}
	expect(await new Response(outflow(both())).text()).toBe('Hg · الزئبق\n汞');
	expect(await new Response(outflow([...pieces(3)])).text()).toBe([...pieces(3)].join(''));
});

test('nothing is made before it is asked for, and a reader that leaves ends what makes it', async () => {
	let made = 0;
	let ended = false;
	async function* counted() {
		try {
			for (;;) yield String(made++);
		} finally {
			ended = true;
		}
	}
	const reader = outflow(counted()).getReader();
	expect(made).toBe(0);
	await reader.read();
	await reader.cancel();
	expect([made, ended]).toEqual([1, true]);
});

test('a fault on the way reaches the reader', async () => {
	async function* faulty() {
		yield 'a part';
		throw new Error('the database went away');
	}
	await expect(new Response(outflow(faulty())).text()).rejects.toThrow('the database went away');
});

test('readers that leave at any moment harm nobody: not the process, not the one who comes next', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'outflow-'));
	const path = join(folder, 'file');
	writeFileSync(path, [...pieces(20_000)].join(''));
	const faults: unknown[] = [];
	const note = (fault: unknown) => faults.push(fault);
	process.on('uncaughtException', note);
	const sources = [() => pieces(20_000), () => createReadStream(path), () => Readable.from(pieces(20_000), { objectMode: false })];
	for (const source of sources)
		for (let reads = 0; reads < 60; reads++) {
			const reader = outflow(source()).getReader();
			for (let each = 0; each < reads % 6; each++) await reader.read();
			// Both at once: what is being made when the reader leaves has nowhere to go.
			await Promise.all([reader.read(), reader.cancel()]);
		}
	await new Promise((turn) => setImmediate(turn));
	process.off('uncaughtException', note);
	expect(faults).toEqual([]);
	rmSync(folder, { recursive: true });
});

test('a file that nobody began to read is closed', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'outflow-'));
	const path = join(folder, 'file');
	writeFileSync(path, 'mercury');
	const file = createReadStream(path);
	await once(file, 'open');
	await outflow(file).cancel();
	if (!file.closed) await once(file, 'close');
	expect(file.destroyed).toBe(true);
	rmSync(folder, { recursive: true });
});
