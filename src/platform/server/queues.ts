// SPDX-License-Identifier: Apache-2.0
// How the job queues stand, and two ways of stepping in: a job is tried again now, or put aside. Knows jobs by queue and number, and never shows what is in
// them: a letter's data opens accounts.
import { sql } from 'kysely';
import type { QueueStanding, Scheduled, TroubledJob } from '../health.ts';
import type { Reading, Writing } from './database.ts';

/** The queue's own machinery, and the one in which the dead are only told of. */
const ours = sql`name not like '\\_\\_pgboss%' and name <> 'dead-jobs'`;

export async function queueStandings(db: Reading): Promise<QueueStanding[]> {
	const { rows } = await sql<{
		queue: string;
		waiting: number;
		later: number;
		running: number;
		failed: number;
		done: number;
		last_done: Date | null;
		oldest: Date | null;
	}>`
		select name as queue,
			count(*) filter (where state in ('created', 'retry') and start_after <= now()) as waiting,
			count(*) filter (where state in ('created', 'retry') and start_after > now()) as later,
			count(*) filter (where state = 'active') as running,
			count(*) filter (where state = 'failed') as failed,
			count(*) filter (where state = 'completed') as done,
			max(completed_on) filter (where state = 'completed') as last_done,
			min(start_after) filter (where state in ('created', 'retry') and start_after <= now()) as oldest
		from pgboss.job where ${ours} group by name order by name`.execute(db as never);
	return rows.map(({ last_done: lastDone, ...row }) => ({ ...row, lastDone }));
}

/** Those that failed at least once and are not done, given up ones first. */
export async function troubledJobs(db: Reading, { queue, limit = 100 }: { queue?: string; limit?: number } = {}): Promise<TroubledJob[]> {
	const { rows } = await sql<{
		id: string;
		name: string;
		state: string;
		retry_count: number;
		created_on: Date;
		start_after: Date;
		reason: string | null;
	}>`
		select id::text, name, state::text, retry_count, created_on, start_after, left(output ->> 'message', 300) as reason
		from pgboss.job where state in ('failed', 'retry') and ${ours} ${queue === undefined ? sql`` : sql`and name = ${queue}`}
		order by state desc, created_on desc, id limit ${limit}`.execute(db as never);
	return rows.map((row) => ({
		id: row.id,
		queue: row.name,
		state: row.state === 'failed' ? 'failed' : 'again',
		tries: row.state === 'failed' ? row.retry_count + 1 : Math.max(1, row.retry_count),
		madeAt: row.created_on,
		nextAt: row.state === 'failed' ? null : row.start_after,
		reason: row.reason ?? ''
	}));
}

export async function scheduledJobs(db: Reading): Promise<Scheduled[]> {
	const { rows } = await sql<{ queue: string; cron: string; last_done: Date | null; last_failed: Date | null }>`
		select schedule.name as queue, schedule.cron,
			max(job.completed_on) filter (where job.state = 'completed') as last_done,
			max(job.completed_on) filter (where job.state = 'failed') as last_failed
		from pgboss.schedule as schedule left join pgboss.job as job on job.name = schedule.name
		group by schedule.name, schedule.cron order by schedule.name`.execute(db as never);
	return rows.map(({ last_done: lastDone, last_failed: lastFailed, ...row }) => ({ ...row, lastDone, lastFailed }));
}

/** Identifiers come from pages. */
const isJob = (id: string): boolean => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id);

/** Does it at the next look of a worker, within two seconds; with one more try than it had. False where it is done, in hand or unknown. */
export async function retryJob(db: Writing, queue: string, id: string): Promise<boolean> {
	if (!isJob(id)) return false;
	const { rows } = await sql`
		update pgboss.job set state = 'retry', retry_limit = greatest(retry_limit, retry_count) + 1, completed_on = null, start_after = now(),
			keep_until = greatest(keep_until, now() + interval '14 days')
		where name = ${queue} and id = ${id}::uuid and state in ('failed', 'retry') and ${ours} returning 1`.execute(db);
	return rows.length > 0;
}

/** Never done, and forgotten after fourteen days. False where it is done, in hand or unknown. */
export async function cancelJob(db: Writing, queue: string, id: string): Promise<boolean> {
	if (!isJob(id)) return false;
	const { rows } = await sql`
		update pgboss.job set state = 'cancelled', completed_on = now()
		where name = ${queue} and id = ${id}::uuid and state in ('created', 'failed', 'retry') and ${ours} returning 1`.execute(db);
	return rows.length > 0;
}
