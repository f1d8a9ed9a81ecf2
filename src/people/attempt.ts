// SPDX-License-Identifier: Apache-2.0
// How many tries are allowed in how long, and how long a lock lasts. The counting is pure; the rows are in server/attempts.ts.

const minutes = 60_000;

/** By kind: `limit` tries within `within` ms, then locked for `lock` ms. */
export const limits = {
	// An account: ten wrong tries lock it, whoever made them.
	'sign-in': { limit: 10, within: 15 * minutes, lock: 15 * minutes },
	// An address may be a whole ministry or a meeting hall: right passwords do not count (they are taken back).
	'sign-in-address': { limit: 60, within: 15 * minutes, lock: 15 * minutes },
	forgotten: { limit: 3, within: 60 * minutes, lock: 60 * minutes },
	'forgotten-address': { limit: 20, within: 60 * minutes, lock: 60 * minutes },
	'register-address': { limit: 10, within: 60 * minutes, lock: 60 * minutes },
	// Letters that somebody asks for at an address of mail, and that one network address asks for.
	follow: { limit: 5, within: 60 * minutes, lock: 60 * minutes },
	'follow-address': { limit: 20, within: 60 * minutes, lock: 60 * minutes },
	// Links are 256 random bits; this only keeps a machine from asking all day.
	'link-address': { limit: 60, within: 15 * minutes, lock: 15 * minutes }
} as const;
export type AttemptKind = keyof typeof limits;

export interface Attempts {
	count: number;
	beganAt: Date;
	lockedUntil: Date | null;
}

export type Counted = { allowed: true; attempts: Attempts } | { allowed: false; attempts: Attempts; until: Date };

/** Counts one more try. It is counted before it is made, so that many tries at once cannot slip through. */
export function counted(before: Attempts | null, kind: AttemptKind, now: Date): Counted {
	const { limit, within, lock } = limits[kind];
	if (before?.lockedUntil && before.lockedUntil > now) return { allowed: false, attempts: before, until: before.lockedUntil };
	const expired = !before || before.lockedUntil !== null || now.getTime() - before.beganAt.getTime() >= within;
	if (expired) return { allowed: true, attempts: { count: 1, beganAt: now, lockedUntil: null } };
	const attempts = { ...before, count: before.count + 1 };
	if (attempts.count <= limit) return { allowed: true, attempts };
	const until = new Date(now.getTime() + lock);
	return { allowed: false, attempts: { ...attempts, lockedUntil: until }, until };
}

/** After a try that failed: locked at once when it was the last one allowed; otherwise null. */
export function lockAfter(attempts: Attempts, kind: AttemptKind, now: Date): Date | null {
	return attempts.count >= limits[kind].limit ? new Date(now.getTime() + limits[kind].lock) : null;
}

/** Whole minutes to wait, at least one. */
export const minutesUntil = (until: Date, now: Date): number => Math.max(1, Math.ceil((until.getTime() - now.getTime()) / minutes));
