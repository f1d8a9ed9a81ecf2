// SPDX-License-Identifier: Apache-2.0
// The little that we use of what comes without types.

declare module 'autocannon' {
	interface Result {
		errors: number;
		timeouts: number;
		/** Seconds. */
		duration: number;
		requests: { total: number };
		latency: { p50: number; p99: number };
		statusCodeStats: Record<string, { count: number }>;
	}
	interface Options {
		url: string;
		headers: Record<string, string>;
		duration: number;
		connections: number;
		requests?: { setupRequest(request: { path: string }): { path: string } }[];
	}
	export default function autocannon(options: Options): Promise<Result>;
}
