// SPDX-License-Identifier: Apache-2.0
// What the figures of an installation mean: for each part whether somebody must do something, and which sentence says what. Pure.
import type { Health, QueueStanding } from '#platform/health.ts';

export const partIds = ['health', 'jobs', 'mail', 'harvests', 'storage', 'content', 'sign-ins', 'webhooks', 'log'] as const;
export type PartId = (typeof partIds)[number];

/** good: nothing to do; look: when there is time; act: now. */
export type Tone = 'good' | 'look' | 'act';

export interface Part {
	id: PartId;
	tone: Tone;
	/** Of the sentence: `administration.says.{code}`. */
	code: string;
	values: { [name: string]: number };
}

const part = (id: PartId, tone: Tone, code: string, values: Part['values'] = {}): Part => ({ id, tone, code: `${id}.${code}`, values });

const gigabyte = 1024 ** 3;
/** Nobody works on a queue whose first job could have been done for so long. */
export const patienceMs = 15 * 60_000;

export function healthPart({ migrations, replica, disk, database }: Pick<Health, 'migrations' | 'replica' | 'disk' | 'database'>): Part {
	const id = 'health';
	if (migrations.waiting.length) return part(id, 'act', 'migrations', { count: migrations.waiting.length });
	if (replica && replica.lag === null) return part(id, 'act', 'replica-silent');
	const share = disk ? disk.free / disk.all : 1;
	const free = Math.round(share * 100);
	if (disk && (share < 0.05 || disk.free < gigabyte)) return part(id, 'act', 'disk', { free });
	if (replica?.lag && replica.lag > 60) return part(id, 'look', 'replica-late', { seconds: Math.round(replica.lag) });
	if (share < 0.15) return part(id, 'look', 'disk-low', { free });
	if (database.milliseconds > 1000) return part(id, 'look', 'slow', { milliseconds: database.milliseconds });
	return part(id, 'good', 'good');
}

const stuck = (standings: readonly QueueStanding[], at: Date): QueueStanding[] =>
	standings.filter(({ oldest }) => oldest !== null && at.getTime() - oldest.getTime() > patienceMs);

const sum = (standings: readonly QueueStanding[], of: 'failed' | 'waiting' | 'done'): number =>
	standings.reduce((all, standing) => all + standing[of], 0);

/** Letters have a part of their own. */
export function jobsPart(standings: readonly QueueStanding[], at: Date): Part {
	const id = 'jobs';
	const late = stuck(standings, at);
	if (late.length) return part(id, 'act', 'stuck', { count: sum(late, 'waiting') });
	const failed = sum(standings, 'failed');
	return failed ? part(id, 'look', 'failed', { count: failed }) : part(id, 'good', 'good');
}

export function mailPart(letters: readonly QueueStanding[], at: Date, { server, demo }: { server: boolean; demo: boolean }): Part {
	const id = 'mail';
	const late = stuck(letters, at);
	if (late.length) return part(id, 'act', 'stuck', { count: sum(late, 'waiting') });
	const failed = sum(letters, 'failed');
	if (failed) return part(id, 'look', 'failed', { count: failed });
	if (!server && !demo) return part(id, 'look', 'outbox');
	return part(id, 'good', 'good', { count: sum(letters, 'done') });
}

export function harvestsPart(runs: readonly { state: string }[]): Part {
	const failed = runs.filter(({ state }) => state === 'failed').length;
	if (failed) return part('harvests', 'look', 'failed', { count: failed });
	return part('harvests', 'good', runs.length ? 'good' : 'none');
}

export function storagePart(counted: { unnamed: number } | null): Part {
	if (!counted) return part('storage', 'good', 'uncounted');
	return counted.unnamed ? part('storage', 'look', 'unnamed', { count: counted.unnamed }) : part('storage', 'good', 'good');
}

export interface ContentFigures {
	broken: number;
	plans: number;
	facts: number;
}

export function contentPart({ broken, plans, facts }: ContentFigures): Part {
	if (plans) return part('content', 'act', 'plans', { count: plans });
	if (broken) return part('content', 'look', 'links', { count: broken });
	return part('content', 'good', 'good', { facts });
}

export interface SignInFigures {
	/** Accounts and addresses that are locked now. */
	locked: number;
	/** Officers who have neither an authenticator nor a passkey. */
	unprotected: number;
}

export function signInsPart({ locked, unprotected }: SignInFigures): Part {
	if (locked) return part('sign-ins', 'look', 'locked', { count: locked });
	return unprotected ? part('sign-ins', 'look', 'factor', { count: unprotected }) : part('sign-ins', 'good', 'good');
}

export interface WebhookFigures {
	on: number;
	failing: number;
	failed: number;
}

export function webhooksPart({ on, failing, failed }: WebhookFigures): Part {
	if (failed) return part('webhooks', 'act', 'stopped', { count: failed });
	if (failing) return part('webhooks', 'look', 'failing', { count: failing });
	return part('webhooks', 'good', on ? 'good' : 'none', { count: on });
}

export const logPart = (): Part => part('log', 'good', 'good');

/** Of an address of mail, what tells it from others and does not give it away. */
export const masked = (address: string): string => address.replace(/^(.)[^@]*/, '$1…');
