// SPDX-License-Identifier: Apache-2.0
// How often one address may call: a token bucket each, in this process only. The time is an argument. Several web processes each keep their own,
// so the limit of all together is a multiple: it protects the machine, and is no quota.

export interface Allowance {
	/** Calls at once, and calls a minute in the long run. */
	limit: number;
	/** Takes one call from the bucket of an address at a moment in milliseconds. */
	take(address: string, now: number): Taken;
}

export interface Taken {
	allowed: boolean;
	limit: number;
	/** Calls that are left right now. */
	remaining: number;
	/** Whole seconds until the bucket is full again, or when refused until the next call is allowed; at least 1. */
	seconds: number;
}

/** Addresses that are remembered; beyond it those that have been idle longest are forgotten, which only ever gives them a full bucket. */
const mostAddresses = 20_000;

export function allowanceOf(limit: number, remembered = mostAddresses): Allowance {
	const perMillisecond = limit / 60_000;
	const buckets = new Map<string, { tokens: number; at: number }>();
	return {
		limit,
		take(address, now) {
			const key = keyOf(address);
			const bucket = buckets.get(key);
			const tokens = bucket ? Math.min(limit, bucket.tokens + Math.max(0, now - bucket.at) * perMillisecond) : limit;
			const allowed = tokens >= 1;
			const left = allowed ? tokens - 1 : tokens;
			// Taken out and put back: the map then stays in the order of use.
			buckets.delete(key);
			buckets.set(key, { tokens: left, at: now });
			if (buckets.size > remembered) buckets.delete(buckets.keys().next().value as string);
			const missing = allowed ? limit - left : 1 - left;
			return { allowed, limit, remaining: Math.floor(left), seconds: Math.max(1, Math.ceil(missing / perMillisecond / 1000)) };
		}
	};
}

/** One bucket for the /64 that a single IPv6 subscriber has, since it may call from any address of it. */
function keyOf(address: string): string {
	if (!address.includes(':') || address.startsWith('::ffff:')) return address;
	const [head = '', tail] = address.split('::');
	const groups = head.split(':').filter(Boolean);
	const rest = tail === undefined ? [] : tail.split(':').filter(Boolean);
	return [...groups, ...Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill('0'), ...rest].slice(0, 4).join(':');
}
