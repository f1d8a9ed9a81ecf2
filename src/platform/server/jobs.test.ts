// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../test/ground/database.ts';
import type { Database } from './database.ts';
import { type Jobs, openJobs } from './jobs.ts';
import { openLog } from './log.ts';

let database: Database;
const lines: { level: string; msg: string; queue?: string; fault?: unknown }[] = [];
const log = openLog('info', { write: (line) => void lines.push(JSON.parse(line)) });

beforeAll(async () => {
	database = await testDatabase();
});
afterAll(() => database.close());

describe('drained jobs', () => {
	let jobs: Jobs;
	beforeAll(async () => {
		jobs = await openJobs(database, { log, drained: true });
	});
	afterAll(() => jobs.stop());

	test('exist when the transaction commits, and never otherwise', async () => {
		const seen: object[] = [];
		await jobs.work('greet', async (data) => void seen.push(data));
		await expect(
			database.write(async (db) => {
				await jobs.enqueue(db, 'greet', { name: 'lost' });
				throw new Error('changed my mind');
			})
		).rejects.toThrow('changed my mind');
		await database.write((db) => jobs.enqueue(db, 'greet', { name: 'kept' }));
		expect(await jobs.drain()).toEqual({ done: 1, failed: 0 });
		expect(seen).toEqual([{ name: 'kept' }]);
	});

	test('may take ten minutes, or as long as whoever works on them says; who only knows the queue changes nothing', async () => {
		await jobs.work('short', async () => {});
		await jobs.work('long', async () => {}, { longest: 7200 });
		await jobs.declare('short', 'long', 'elsewhere');
		const { rows } = await sql<{ name: string; seconds: number }>`
			select name, expire_seconds as seconds from pgboss.queue where name in ('short', 'long', 'elsewhere') order by name`.execute(database.kysely);
		expect(rows).toEqual([
			{ name: 'elsewhere', seconds: 600 },
			{ name: 'long', seconds: 7200 },
			{ name: 'short', seconds: 600 }
		]);
	});

	test('are done with those that they cause', async () => {
		const seen: string[] = [];
		await jobs.work<{ left: number }>('countdown', async ({ left }) => {
			seen.push(`left ${left}`);
			if (left > 0) await database.write((db) => jobs.enqueue(db, 'countdown', { left: left - 1 }));
		});
		await database.write((db) => jobs.enqueue(db, 'countdown', { left: 2 }));
		await jobs.drain();
		expect(seen).toEqual(['left 2', 'left 1', 'left 0']);
	});

	test('that fail wait for their time, are tried ten times in all, and are then reported dead without their data', async () => {
		const attempts: number[] = [];
		await jobs.work('sink', async (_, { attempt }) => {
			attempts.push(attempt);
			throw new Error('no ground');
		});
		await database.write((db) => jobs.enqueue(db, 'sink', { answer: 'the secret of Ghana' }));
		expect(await jobs.drain()).toEqual({ done: 0, failed: 1 });
		expect(await jobs.drain()).toEqual({ done: 0, failed: 0 });
		lines.length = 0;
		// Nine more tries, and the dead job's own: to report it.
		expect(await jobs.drain({ later: true })).toEqual({ done: 1, failed: 9 });
		expect(attempts).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
		expect(lines.filter((line) => line.level === 'error')).toEqual([
			expect.objectContaining({ msg: 'a job was given up after its last try', queue: 'sink', fault: { name: 'Error', message: 'no ground' } })
		]);
		expect(JSON.stringify(lines)).not.toContain('Ghana');
	});

	test('can be held back', async () => {
		const seen: object[] = [];
		await jobs.work('remind', async (data) => void seen.push(data));
		await database.write((db) => jobs.enqueue(db, 'remind', { day: 'due' }, { after: new Date(Date.now() + 3_600_000) }));
		await jobs.drain();
		expect(seen).toEqual([]);
		await jobs.drain({ later: true });
		expect(seen).toEqual([{ day: 'due' }]);
	});

	test('of an unknown queue are a defect, and leave the transaction undone', async () => {
		await expect(database.write((db) => jobs.enqueue(db, 'nobody', {}))).rejects.toThrow('Queue nobody does not exist');
	});

	test('of a queue that only another process knows are taken without leaving the transaction', async () => {
		const other = await openJobs(database, { log, drained: true });
		await other.declare('theirs');
		const seen: object[] = [];
		await database.write((db) => jobs.enqueue(db, 'theirs', { from: 'us' }));
		await other.work('theirs', async (data) => void seen.push(data));
		await other.drain();
		await other.stop();
		expect(seen).toEqual([{ from: 'us' }]);
	});

	test('a schedule is kept once', async () => {
		await jobs.every('0 5 * * *', 'nightly');
		await jobs.every('30 5 * * *', 'nightly');
		const { rows } = await sql`select name, cron, timezone from pgboss.schedule`.execute(database.kysely);
		expect(rows).toEqual([{ name: 'nightly', cron: '30 5 * * *', timezone: 'UTC' }]);
	});
});

describe('working jobs', () => {
	test('start within a moment of the commit, not at the next poll', async () => {
		const jobs = await openJobs(database, { log });
		let arrived: (at: number) => void = () => {};
		await jobs.work('quick', async () => arrived(performance.now()));
		const delays: number[] = [];
		for (let round = 0; round < 5; round += 1) {
			const done = new Promise<number>((resolve) => (arrived = resolve));
			await database.write((db) => jobs.enqueue(db, 'quick', { round }));
			const committed = performance.now();
			delays.push((await done) - committed);
		}
		await jobs.stop();
		delays.sort((a, b) => a - b);
		expect(delays[2]).toBeLessThan(100);
	});

	test('never see, nor spoil, the transaction of a request that is open at the same time', async () => {
		const jobs = await openJobs(database, { log });
		const seen: number[] = [];
		await jobs.work<{ n: number }>('busy', async ({ n }) => {
			await database.write((db) => sql`select ${n}::int`.execute(db));
			seen.push(n);
		});
		lines.length = 0;
		const requests = Array.from({ length: 60 }, async (_, n) => {
			try {
				await database.write(async (db) => {
					await jobs.enqueue(db, 'busy', { n });
					const before = await sql<{ xid: string }>`select pg_current_xact_id()::text as xid`.execute(db);
					await new Promise((resolve) => setImmediate(resolve));
					const after = await sql<{ xid: string }>`select pg_current_xact_id()::text as xid`.execute(db);
					// Nobody began, ended or broke this transaction in between.
					expect(after.rows).toEqual(before.rows);
					if (n % 3 === 0) await sql`select 1 / 0`.execute(db);
				});
				return n;
			} catch (fault) {
				expect((fault as Error).message).toContain('division by zero');
				return null;
			}
		});
		const kept = (await Promise.all(requests)).filter((n) => n !== null);
		await expect.poll(() => seen.length, { timeout: 10_000 }).toBe(kept.length);
		await jobs.stop();
		expect(seen.sort((a, b) => a - b)).toEqual(kept);
		expect(lines.filter((line) => line.level !== 'info')).toEqual([]);
	});

	test('a failed block of statements of the queue leaves the connection sound for whoever comes next', async () => {
		const { jobsConnection } = await import('./jobs-connection.ts');
		const connection = jobsConnection(database);
		const broken = connection.executeSql('BEGIN;\nselect 1;\nselect 1 / 0;\nCOMMIT;');
		const next = database.write((db) => sql<{ two: number }>`select 2 as two`.execute(db));
		await expect(broken).rejects.toThrow('division by zero');
		expect((await next).rows).toEqual([{ two: 2 }]);
		expect((await connection.executeSql('BEGIN;\nselect 1 as a;\nselect 2 as a;\nCOMMIT;')).rows).toEqual([{ a: 1 }, { a: 2 }]);
	});

	test('stopping waits for the job in hand', async () => {
		const jobs = await openJobs(database, { log });
		const order: string[] = [];
		let begun: () => void = () => {};
		const started = new Promise<void>((resolve) => (begun = resolve));
		let release: () => void = () => {};
		const held = new Promise<void>((resolve) => (release = resolve));
		await jobs.work('slow', async () => {
			begun();
			await held;
			order.push('job');
		});
		await database.write((db) => jobs.enqueue(db, 'slow', {}));
		await started;
		const stopped = jobs.stop().then(() => order.push('stop'));
		release();
		await stopped;
		expect(order).toEqual(['job', 'stop']);
	});
});
