// SPDX-License-Identifier: Apache-2.0
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { expect, test } from 'vitest';
import { startPostgres } from '../../../test/ground/postgres.ts';
import { hasHungUp, isBusy } from './busy.ts';

test('a pool without a free connection, a statement out of time and a server that is gone are busy; a defect is not', async () => {
	const server = await startPostgres({ durable: false });
	const pool = new pg.Pool({ connectionString: server.url('postgres'), max: 1, connectionTimeoutMillis: 3000 });
	pool.on('error', () => {});
	const held = await pool.connect();
	held.on('error', () => {});
	const fault = (promise: Promise<unknown>) => promise.then(() => null).catch((thrown: unknown) => thrown);
	expect(isBusy(await fault(pool.query('select 1')))).toBe(true);
	await held.query('set statement_timeout = 20');
	expect(isBusy(await fault(held.query('select pg_sleep(60)')))).toBe(true);
	expect(isBusy(await fault(held.query('select nonsense')))).toBe(false);
	expect(isBusy(new Error('reading failed', { cause: { code: '57P01' } }))).toBe(true);
	expect(isBusy(null)).toBe(false);
	held.release(true);
	await pool.end();
	await server.stop();
});

test('a caller who hangs up in the middle is no defect', async () => {
	const { promise: cut, resolve: heard } = Promise.withResolvers<unknown>();
	const server = createServer((received) => received.on('error', heard).resume());
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	const { port } = server.address() as AddressInfo;
	const sending = request({ port, host: '127.0.0.1', method: 'POST', headers: { 'content-length': 1000 } });
	sending.on('error', () => {});
	server.once('request', () => sending.destroy());
	sending.write('half');
	expect(hasHungUp(await cut)).toBe(true);
	expect(hasHungUp(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }))).toBe(false);
	expect(hasHungUp(null)).toBe(false);
	await new Promise((closed) => server.close(closed));
});
