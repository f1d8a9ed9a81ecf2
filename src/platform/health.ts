// SPDX-License-Identifier: Apache-2.0
// Figures of a running installation: its process, its database, its disk, its queues. Pure.

export interface Health {
	version: string;
	node: string;
	/** Seconds since this process began. */
	uptime: number;
	/** Bytes that this process holds, that the machine has, and that are free there. */
	memory: { held: number; all: number; free: number };
	database: { embedded: boolean; version: string; bytes: number; milliseconds: number };
	/** Null where none is configured; `lag` in seconds, null where it did not answer. */
	replica: { lag: number | null } | null;
	migrations: { ran: number; waiting: string[]; lastAt: Date | null };
	/** Of the data folder; null where the system does not say. */
	disk: { all: number; free: number } | null;
	files: 'folder' | 'bucket';
	mail: 'server' | 'outbox';
}

export interface QueueStanding {
	queue: string;
	/** Could be done now. */
	waiting: number;
	/** Held back until their hour. */
	later: number;
	running: number;
	/** Given up after their last try. */
	failed: number;
	/** Done within the fourteen days that jobs are kept. */
	done: number;
	lastDone: Date | null;
	/** Since when the first of those that could be done waits. */
	oldest: Date | null;
}

export interface TroubledJob {
	id: string;
	queue: string;
	/** again: waits for another try; failed: given up. */
	state: 'again' | 'failed';
	tries: number;
	madeAt: Date;
	/** Of a job that waits for another try. */
	nextAt: Date | null;
	/** What the last try said; '' where it said nothing. */
	reason: string;
}

export interface Scheduled {
	queue: string;
	cron: string;
	/** Null where none was done within the fourteen days that jobs are kept. */
	lastDone: Date | null;
	lastFailed: Date | null;
}
