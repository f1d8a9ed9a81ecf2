// SPDX-License-Identifier: Apache-2.0
// The client against a real server over HTTP; only the clock is the test's own, so that nothing sleeps.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Answers } from '#forms/form.ts';
import { mood, type Saving, unsent } from './autosave.ts';
import { type Client, keepSaving, type SaveReply, type Surroundings } from './client.ts';
import { readUpload } from './upload.ts';

/** A storage as browsers have it. */
class Memory {
	readonly kept = new Map<string, string>();
	full = false;
	get length(): number {
		return this.kept.size;
	}
	key(at: number): string | null {
		return [...this.kept.keys()][at] ?? null;
	}
	getItem(key: string): string | null {
		return this.kept.get(key) ?? null;
	}
	setItem(key: string, value: string): void {
		if (this.full) throw new DOMException('full', 'QuotaExceededError');
		this.kept.set(key, value);
	}
	removeItem(key: string): void {
		this.kept.delete(key);
	}
}

type Handle = (body: { version: number; answers: Answers }, request: IncomingMessage, response: ServerResponse) => Partial<SaveReply> | undefined;

let server: Server | undefined;
const requests: { method?: string; url?: string; headers: IncomingMessage['headers']; body: { version: number; answers: Answers } }[] = [];

async function serve(handle: Handle): Promise<string> {
	server = createServer((request, response) => {
		let text = '';
		request.on('data', (chunk: Buffer) => (text += chunk.toString()));
		request.on('end', () => {
			const body = JSON.parse(text) as { version: number; answers: Answers };
			requests.push({ method: request.method, url: request.url, headers: request.headers, body });
			const reply = handle(body, request, response);
			if (reply === undefined) return;
			response.setHeader('content-type', 'application/json');
			response.end(
				JSON.stringify({ version: 1, savedAt: '2026-01-01T14:02:00.000Z', answers: {}, clashes: [], findings: [], completeness: [], ...reply })
			);
		});
	});
	const { promise, resolve } = Promise.withResolvers<void>();
	server.listen(0, '127.0.0.1', resolve);
	await promise;
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}/en/work/records/MC-X-GH-0001/edit`;
}

afterEach(() => {
	server?.closeAllConnections();
	server?.close();
	server = undefined;
	requests.length = 0;
});

/** A page whose clock moves when the test says so. */
class Page {
	now = 1_000;
	timers: { at: number; act: () => void }[] = [];
	storage: Memory;
	client: Client;
	replies: SaveReply[] = [];
	private waiting: { until: (state: Saving) => boolean; resolve: () => void }[] = [];

	constructor(address: string, storage = new Memory(), answers: Answers = {}) {
		this.storage = storage;
		const surroundings: Surroundings = {
			fetch: (...request) => fetch(...request),
			storage,
			now: () => this.now,
			later: (act, milliseconds) => {
				const timer = { at: this.now + milliseconds, act };
				this.timers.push(timer);
				return () => (this.timers = this.timers.filter((each) => each !== timer));
			},
			chance: () => 1
		};
		this.client = keepSaving(
			{
				address,
				record: 'MC-X-GH-0001',
				account: 'ama',
				version: 0,
				answers,
				savedAt: null,
				changed: (state, reply) => {
					if (reply) this.replies.push(reply);
					this.waiting = this.waiting.filter(({ until, resolve }) => !until(state) || resolve());
				}
			},
			surroundings
		);
	}

	pass(milliseconds: number): void {
		this.now += milliseconds;
		const ready = this.timers.filter(({ at }) => at <= this.now);
		this.timers = this.timers.filter(({ at }) => at > this.now);
		for (const { act } of ready) act();
	}

	until(until: (state: Saving) => boolean): Promise<void> {
		if (until(this.client.state)) return Promise.resolve();
		const { promise, resolve } = Promise.withResolvers<void>();
		this.waiting.push({ until, resolve });
		return promise;
	}

	/** Lets what follows a reply happen: the next timer is set. */
	async settled(until: (state: Saving) => boolean): Promise<void> {
		await this.until(until);
		await new Promise(setImmediate);
	}
}

const key = 'draft/MC-X-GH-0001/ama/terms';
const stored = (state: Saving) => unsent(state).length === 0;

describe('saving over HTTP', () => {
	it('keeps what is typed until it is acknowledged, and sends it after a pause', async () => {
		const page = new Page(await serve(() => ({})));
		page.client.entered('terms');
		page.client.typed('terms', 'one');
		expect(JSON.parse(page.storage.kept.get(key) ?? '')).toEqual({ answer: 'one', start: null, from: 0 });
		page.pass(599);
		expect(mood(page.client.state)).toBe('waiting');
		page.pass(1);
		expect(mood(page.client.state)).toBe('saving');
		await page.settled(stored);
		expect(requests).toMatchObject([
			{ method: 'PATCH', url: '/en/work/records/MC-X-GH-0001/edit/answers', body: { version: 0, answers: { terms: 'one' } } }
		]);
		expect(requests[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'x-requested-with': 'fetch' });
		expect(page.storage.kept.size).toBe(0);
		expect(page.client.state).toMatchObject({ version: 1, savedAt: '2026-01-01T14:02:00.000Z' });
		expect(mood(page.client.state)).toBe('saved');
		expect(page.replies).toHaveLength(1);
	});

	it('tries again later after a broken line, and says so', async () => {
		let broken = true;
		const page = new Page(
			await serve((_, request) => {
				if (!broken) return {};
				request.socket.destroy();
				return undefined;
			})
		);
		page.client.typed('terms', 'one', true);
		await page.settled((state) => state.trouble !== null);
		expect(mood(page.client.state)).toBe('line');
		expect(page.storage.kept.has(key)).toBe(true);
		broken = false;
		page.pass(999);
		expect(requests).toHaveLength(1);
		page.pass(1);
		await page.settled(stored);
		expect(requests.map(({ body }) => body)).toEqual([
			{ version: 0, answers: { terms: 'one' } },
			{ version: 0, answers: { terms: 'one' }, again: true }
		]);
	});

	it('treats 503 as a broken line, and 401 or a redirect as signed out', async () => {
		let status = 503;
		const page = new Page(
			await serve((_, __, response) => {
				if (status === 200) return {};
				response.statusCode = status;
				if (status === 303) response.setHeader('location', '/en/sign-in');
				response.end();
				return undefined;
			})
		);
		page.client.typed('terms', 'one', true);
		await page.settled((state) => state.trouble !== null);
		expect(mood(page.client.state)).toBe('line');
		for (status of [401, 303]) {
			page.client.again();
			await page.settled((state) => !state.flying);
			expect(mood(page.client.state)).toBe('signed-out');
			expect(page.storage.kept.has(key)).toBe(true);
		}
		status = 200;
		page.client.again();
		await page.settled(stored);
		expect(mood(page.client.state)).toBe('saved');
	});

	it('keeps what was refused, with the reason that the server gave', async () => {
		const page = new Page(
			await serve((_, __, response) => {
				response.statusCode = 409;
				response.setHeader('content-type', 'application/problem+json');
				response.end(JSON.stringify({ title: 'It has been submitted meanwhile.', code: 'stage-does-not-fit' }));
				return undefined;
			})
		);
		page.client.typed('terms', 'one', true);
		expect(await page.client.flush()).toBe(false);
		expect(page.client.state.trouble).toEqual({ kind: 'refused', reason: 'It has been submitted meanwhile.' });
		expect(page.storage.kept.has(key)).toBe(true);
	});

	it('takes up what an earlier page left in the browser, and nothing of another account or record', async () => {
		const storage = new Memory();
		storage.setItem(key, JSON.stringify({ answer: 'kept', start: null, from: 0 }));
		storage.setItem('draft/MC-X-GH-0001/kofi/terms', JSON.stringify({ answer: 'not mine', start: null, from: 0 }));
		storage.setItem('draft/MC-X-GH-0001/ama/broken', '{"answer":');
		const page = new Page(await serve(() => ({})), storage);
		expect([page.client.restored, page.client.state.fields.terms?.answer]).toEqual([1, 'kept']);
		await page.settled(stored);
		expect(requests.map(({ body }) => body.answers)).toEqual([{ terms: 'kept' }]);
		expect([...storage.kept.keys()]).toEqual(['draft/MC-X-GH-0001/kofi/terms', 'draft/MC-X-GH-0001/ama/broken']);
	});

	it('leaves alone what another page of the same browser keeps of the same question', async () => {
		const page = new Page(await serve(() => ({})));
		page.client.typed('terms', 'one', true);
		page.storage.setItem(key, 'of the other page');
		await page.settled(stored);
		expect(page.storage.kept.get(key)).toBe('of the other page');
	});

	it('says when the browser can keep nothing', async () => {
		const storage = new Memory();
		const page = new Page(await serve(() => ({})), storage);
		expect(page.client.storageFailed).toBe(false);
		storage.full = true;
		page.client.typed('terms', 'one');
		expect(page.client.storageFailed).toBe(true);
	});

	it('flushes at once, without waiting for the pause or the back-off', async () => {
		const page = new Page(await serve(({ answers }) => ({ answers: {}, version: Object.keys(answers).length })));
		page.client.typed('terms', 'one');
		page.client.typed('other', 2);
		expect(await page.client.flush()).toBe(true);
		expect(requests.map(({ body }) => body.answers)).toEqual([{ terms: 'one', other: 2 }]);
		expect(await page.client.flush()).toBe(true);
	});

	it('flushes also what was typed while a request is in the air', async () => {
		const page = new Page(await serve(() => ({})));
		page.client.typed('terms', 'one', true);
		page.client.typed('terms', 'one two');
		expect(await page.client.flush()).toBe(true);
		expect(requests.map(({ body }) => body.answers)).toEqual([{ terms: 'one' }, { terms: 'one two' }]);
	});
});

describe('the answer to an upload', () => {
	const stored = { file: 'ab'.repeat(32), name: 'plan.pdf', mediaType: 'application/pdf', size: 12, language: 'fr' };

	it('is the stored file, or the reason, or that nothing is known', () => {
		expect(readUpload(201, JSON.stringify(stored))).toEqual({ stored });
		expect(readUpload(415, JSON.stringify({ title: 'This type is not accepted.', code: 'type-not-accepted' }))).toEqual({
			reason: 'This type is not accepted.'
		});
		expect(readUpload(502, '<html>Bad gateway</html>')).toEqual({ lost: true });
		expect(readUpload(201, '{}')).toEqual({ lost: true });
	});
});
