// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { outflow } from './outflow.ts';
import { encodingFor, packed } from './packed.ts';

const text = 'mercury '.repeat(2000);
const asked = (accept?: string, method = 'GET') => new Request('http://localhost/', { method, headers: accept ? { 'accept-encoding': accept } : {} });
const page = (headers: Record<string, string> = { 'content-type': 'text/html' }) => new Response(text, { headers });

test('the better encoding that the client takes is chosen, and a refusal is heard', () => {
	expect(encodingFor('gzip, deflate, br')).toBe('br');
	expect(encodingFor('gzip;q=0.8, br;q=0')).toBe('gzip');
	expect(encodingFor('identity')).toBeNull();
	expect(encodingFor(null)).toBeNull();
});

test('a page comes out as it went in, and far smaller on the way', async () => {
	for (const [accept, unpack] of [
		['br', brotliDecompressSync],
		['gzip', gunzipSync]
	] as const) {
		const reply = await packed(asked(accept), page());
		const body = Buffer.from(await reply.arrayBuffer());
		expect(reply.headers.get('content-encoding')).toBe(accept);
		expect(reply.headers.get('vary')).toContain('accept-encoding');
		expect(body.length).toBeLessThan(text.length / 10);
		expect(unpack(body).toString()).toBe(text);
	}
});

test('files in ranges, pictures and clients without the wish are left alone', async () => {
	for (const [request, reply] of [
		[asked(), page()],
		[asked('br'), page({ 'content-type': 'image/png' })],
		[asked('br'), page({ 'content-type': 'text/plain', 'content-range': 'bytes 0-1/2' })]
	] as const) {
		const same = await packed(request, reply);
		expect(same.headers.get('content-encoding')).toBeNull();
		expect(await same.text()).toBe(text);
	}
});

test('what is long is packed while it is made, and whole at its end', async () => {
	for (const [accept, unpack] of [
		['br', brotliDecompressSync],
		['gzip', gunzipSync]
	] as const) {
		const line = 'mercury '.repeat(10_000);
		let made = 0;
		async function* lines() {
			for (; made < 400; made++) yield line;
		}
		const reply = await packed(asked(accept), new Response(outflow(lines()), { headers: { 'content-type': 'text/csv' } }));
		expect(made).toBeLessThan(100);
		const body = Buffer.from(await reply.arrayBuffer());
		expect(made).toBe(400);
		expect(body.length).toBeLessThan((line.length * 400) / 100);
		expect(unpack(body).toString()).toBe(line.repeat(400));
	}
});

test('a reader of what is long that leaves ends what makes it, and a fault there ends its reply', async () => {
	for (const leaves of [true, false]) {
		let ended: () => void = () => {};
		const end = new Promise<void>((resolve) => (ended = resolve));
		async function* lines() {
			try {
				for (let made = 0; leaves || made < 200; made++) yield randomBytes(20_000).toString('hex');
				throw new Error('the database went away');
			} finally {
				ended();
			}
		}
		const reply = await packed(asked('gzip'), new Response(outflow(lines()), { headers: { 'content-type': 'text/csv' } }));
		if (leaves) await reply.body?.cancel();
		else await expect(reply.arrayBuffer()).rejects.toThrow('the database went away');
		await end;
	}
});
