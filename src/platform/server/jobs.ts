// SPDX-License-Identifier: Apache-2.0
// Work that happens after a commit: enqueued inside the transaction that causes it, done at least once, tried again when it fails.
// Knows no queue by name but the one of the dead; what a queue's jobs mean is the business of whoever works on it.
import { type JobResult, PgBoss } from 'pg-boss';
import { afterCommit, type Database, type Writing } from './database.ts';
import { jobsConnection, through } from './jobs-connection.ts';
import type { Log } from './log.ts';

export interface Job {
	id: string;
	/** 1 for the first try. A job that was cut off by a crash is tried again, so a handler must bear being run twice. */
	attempt: number;
	/** Aborts when the job has taken too long or the process stops. */
	signal: AbortSignal;
}

export type Handler<Data extends object> = (data: Data, job: Job) => Promise<void>;

export interface Jobs {
	/**
	 * Puts a job into a queue as part of the caller's transaction: it exists when that commits and never otherwise. Workers of this process start on
	 * it at once, those of others within two seconds. `after` holds it back until then. The queue must be known: see `declare`.
	 */
	enqueue(db: Writing, queue: string, data: object, options?: { after?: Date }): Promise<void>;
	/** Makes queues known, so that a process that does not work on them can enqueue. Working on a queue declares it. */
	declare(...queues: string[]): Promise<void>;
	/**
	 * From now on `handler` does the jobs of the queue, up to four at a time. What it throws is logged and the job is tried again later. A job that
	 * takes longer than `longest` seconds (600) is aborted: more is for what goes through all that is published.
	 */
	work<Data extends object>(queue: string, handler: Handler<Data>, options?: { longest?: number }): Promise<void>;
	/** Enqueues a job without data at the times of a cron expression in UTC, once however many processes say so. */
	every(cron: string, queue: string): Promise<void>;
	/**
	 * For tests, on a queue opened with `drained`: does every job that is due, and those that they cause, and returns when none is left.
	 * With `later`, retries and held-back jobs are done as well without waiting for their time.
	 */
	drain(options?: { later?: boolean }): Promise<{ done: number; failed: number }>;
	/** Takes no more jobs, waits up to 20 s for those in hand, and leaves the rest to the next start. */
	stop(): Promise<void>;
}

const graveyard = 'dead-jobs';
/** Seconds that a job may take, unless whoever works on its queue says otherwise. */
const usual = 600;

/** Tries: at once, then after about 5 s, 10 s, 20 s … up to an hour apart, ten in all, which spans some three hours. */
const patience = {
	retryLimit: 9,
	retryDelay: 5,
	retryBackoff: true,
	retryDelayMax: 3600,
	// A job whose process fell silent is given to another.
	heartbeatSeconds: 30,
	deleteAfterSeconds: 14 * 86_400
};

/** Opens the job queue on the platform's database, in a schema of its own that it creates and migrates itself. */
export async function openJobs(database: Database, { log, drained = false }: { log: Log; drained?: boolean }): Promise<Jobs> {
	const boss = new PgBoss({
		db: jobsConnection(database),
		backend: database.embedded ? 'pglite' : 'postgres',
		schema: 'pgboss',
		supervise: !drained,
		schedule: !drained,
		superviseIntervalSeconds: 30,
		monitorIntervalSeconds: 30,
		flowIntervalSeconds: 3600,
		registerInstance: false,
		openTelemetry: { enabled: false }
	});
	// It hands on faults of the driver as plain objects with the statement and its parameters: take the message only.
	boss.on('error', (fault) => log.warn({ err: Object.assign(new Error(fault.message), { stack: fault.stack }) }, 'the job queue reported a fault'));
	boss.on('warning', ({ message }) => log.warn(`job queue: ${message}`));
	await boss.start();

	const handlers = new Map<string, Handler<object>>();
	const workers = new Map<string, string>();

	/** How long its jobs may take is known to whoever works on a queue: others leave it as it is. */
	async function declare(queue: string, longest?: number): Promise<void> {
		const options = {
			...patience,
			...(queue === graveyard ? {} : { deadLetter: graveyard }),
			...(longest === undefined ? {} : { expireInSeconds: longest })
		};
		const known = await boss.getQueue(queue);
		if (!known) await boss.createQueue(queue, { expireInSeconds: usual, ...options });
		else if (Object.entries(options).some(([name, value]) => known[name as keyof typeof known] !== value)) await boss.updateQueue(queue, options);
	}

	async function run(queue: string, job: { id: string; data: object; retryCount: number; signal?: AbortSignal }): Promise<JobResult> {
		const attempt = job.retryCount + 1;
		try {
			await handlers.get(queue)?.(job.data, { id: job.id, attempt, signal: job.signal ?? new AbortController().signal });
			return { id: job.id, status: 'completed' };
		} catch (fault) {
			const err = fault instanceof Error ? fault : new Error(String(fault));
			log.warn({ queue, job: job.id, attempt, err }, 'a job failed');
			return { id: job.id, status: 'failed', output: { name: err.name, message: err.message } };
		}
	}

	async function work<Data extends object>(
		queue: string,
		handler: Handler<Data>,
		{ longest = usual, pollingIntervalSeconds = 2 } = {}
	): Promise<void> {
		if (handlers.has(queue)) throw new Error(`the queue ${queue} already has a handler`);
		await declare(queue, longest);
		handlers.set(queue, handler as unknown as Handler<object>);
		if (drained) return;
		const options = { batchSize: 4, burstWhenBatchFull: true, pollingIntervalSeconds, perJobResults: true } as const;
		workers.set(queue, await boss.work<object, void, typeof options>(queue, options, (jobs) => Promise.all(jobs.map((job) => run(queue, job)))));
	}

	await declare(graveyard, usual);
	await work(graveyard, bury, { pollingIntervalSeconds: 30 });

	async function bury(_: object, { id }: Job): Promise<void> {
		const [dead] = await boss.findJobs(graveyard, { id });
		const { name, message } = (dead?.sourceOutput ?? {}) as { name?: string; message?: string };
		log.error({ queue: dead?.sourceName, job: dead?.sourceId, fault: { name, message } }, 'a job was given up after its last try');
	}

	return {
		async declare(...queues) {
			for (const queue of queues) await declare(queue);
		},
		work: (queue, handler, options) => work(queue, handler, options),
		async enqueue(db, queue, data, { after } = {}) {
			await through(db, (own) => boss.send(queue, data, { db: own, ...(after ? { startAfter: after } : {}) }));
			const worker = workers.get(queue);
			if (worker) afterCommit(db, () => boss.notifyWorker(worker));
		},
		async every(cron, queue) {
			await declare(queue);
			await boss.schedule(queue, cron, {}, { tz: 'UTC' });
		},
		async drain({ later = false } = {}) {
			if (!drained) throw new Error('only a queue opened with `drained` is drained: otherwise its own workers are at it too');
			const count = { done: 0, failed: 0 };
			for (let found = true; found;) {
				found = false;
				for (const queue of handlers.keys()) {
					const jobs = await boss.fetch<object>(queue, { batchSize: 100, ignoreStartAfter: later });
					for (const job of jobs) {
						found = true;
						const result = await run(queue, job);
						if (result.status === 'completed') await boss.complete(queue, job);
						else await boss.fail(queue, job, result.output as object);
						count[result.status === 'completed' ? 'done' : 'failed'] += 1;
					}
				}
			}
			return count;
		},
		async stop() {
			await boss.stop({ graceful: true, timeout: 20_000 });
		}
	};
}
