// SPDX-License-Identifier: Apache-2.0
// How many requests a second an address answers, asked by autocannon. An answer that is not what was expected is a fault of the measurement.
import autocannon from 'autocannon';

export interface Rate {
	perSecond: number;
	/** Milliseconds. */
	p50: number;
	p99: number;
	requests: number;
}

export interface Asking {
	headers?: Record<string, string>;
	seconds: number;
	connections: number;
	/** Expected of every answer. */
	status?: number;
	/** Adds a number to the address that is never used twice, so that no copy of the page can be given. */
	anew?: boolean;
}

let serial = 0;

export async function rate(url: string, { headers = {}, seconds, connections, status = 200, anew = false }: Asking): Promise<Rate> {
	const { pathname } = new URL(url);
	const requests = anew ? [{ setupRequest: (request: { path: string }) => ({ ...request, path: `${pathname}?n=${(serial += 1)}` }) }] : undefined;
	const result = await autocannon({ url, headers, duration: seconds, connections, ...(requests ? { requests } : {}) });
	const others = Object.keys(result.statusCodeStats).filter((code) => code !== String(status));
	if (result.errors || result.timeouts || others.length)
		throw new Error(`${url}: ${result.errors} errors, statuses ${Object.keys(result.statusCodeStats).join(' ')}, expected ${status}`);
	return { perSecond: result.requests.total / result.duration, p50: result.latency.p50, p99: result.latency.p99, requests: result.requests.total };
}
