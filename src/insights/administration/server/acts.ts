// SPDX-License-Identifier: Apache-2.0
// What an administrator does to the platform itself, each written into the audit log in the same transaction.
import { may } from '#people/may.ts';
import type { Person } from '#people/person.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { unlock } from '#people/server/by-operator.ts';
import { logAct } from '#people/server/log-act.ts';
import type { Writing } from '#platform/server/database.ts';
import type { Jobs } from '#platform/server/jobs.ts';
import { cancelJob, retryJob } from '#platform/server/queues.ts';
import { storageQueue } from './storage.ts';

export interface Administering {
	by: Person | null;
	at: Date;
}

type Done = { done: true };
const done: Done = { done: true };

/** Lets a job that failed be tried again now, or puts it aside for good. */
export async function stepIn(
	db: Writing,
	{ by, at }: Administering,
	{ queue, job, way }: { queue: string; job: string; way: 'retry' | 'cancel' }
): Promise<Done | Refusal> {
	if (!by || !may(by, 'platform.administer')) return refuse('not-allowed');
	const changed = await (way === 'retry' ? retryJob : cancelJob)(db, queue, job);
	if (!changed) return refuse('changed-meanwhile');
	await logAct(db, way === 'retry' ? 'job.retried' : 'job.cancelled', { by: by.id, about: job, at, details: { queue } });
	return done;
}

/** Has the store gone through now. */
export async function askCount(db: Writing, { by, at }: Administering, jobs: Pick<Jobs, 'enqueue'>): Promise<Done | Refusal> {
	if (!by || !may(by, 'platform.administer')) return refuse('not-allowed');
	await jobs.enqueue(db, storageQueue, {});
	await logAct(db, 'storage.count-asked', { by: by.id, about: 'storage', at });
	return done;
}

/** Lifts the lock that wrong passwords brought on an account. */
export async function unlockAccount(db: Writing, { by, at }: Administering, account: string): Promise<Done | Refusal> {
	if (!by || !may(by, 'platform.administer')) return refuse('not-allowed');
	const found = await db.selectFrom('people.accounts').select('email').where('id', '=', account).where('erased_at', 'is', null).executeTakeFirst();
	if (!found) return refuse('not-found');
	await unlock(db, found.email);
	await logAct(db, 'account.unlocked', { by: by.id, about: account, at });
	return done;
}
