// SPDX-License-Identifier: Apache-2.0
// How many requests a second an address answers, asked by wrk where it is installed: it takes far less of the processor that the server runs on than a client
// in JavaScript does, which a page of a hundred kilobytes keeps busier than the server. Else by autocannon.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { installed } from './installed.ts';
import { type Asking, type Rate, rate } from './rate.ts';

const run = promisify(execFile);
const wrk = installed('wrk');

export const client = wrk ? 'wrk' : 'autocannon';

/** As `rate`; wrk does not tell which statuses came, so one answer is looked at before and one after. */
export async function quickRate(url: string, asking: Omit<Asking, 'anew'>): Promise<Rate> {
	if (!wrk) return rate(url, asking);
	const { headers = {}, seconds, connections, status = 200 } = asking;
	await expect(url, headers, status);
	const sent = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
	const { stdout } = await run(wrk, ['-t', '1', '-c', String(connections), '-d', `${Math.ceil(seconds)}s`, '--latency', ...sent, url]);
	await expect(url, headers, status);
	if (/Socket errors|Non-2xx/.test(stdout)) throw new Error(`${url}: ${stdout}`);
	const number = (pattern: RegExp): number => Number(pattern.exec(stdout)?.[1] ?? NaN);
	return {
		perSecond: number(/Requests\/sec:\s*([\d.]+)/),
		p50: milliseconds(/50%\s+([\d.]+)(us|ms|s)/.exec(stdout)),
		p99: milliseconds(/99%\s+([\d.]+)(us|ms|s)/.exec(stdout)),
		requests: number(/(\d+) requests in/)
	};
}

async function expect(url: string, headers: Record<string, string>, status: number): Promise<void> {
	const reply = await fetch(url, { headers });
	await reply.arrayBuffer();
	if (reply.status !== status) throw new Error(`${url}: ${reply.status}, expected ${status}`);
}

function milliseconds(found: RegExpExecArray | null): number {
	const factor = { us: 0.001, ms: 1, s: 1000 }[found?.[2] ?? ''] ?? NaN;
	return Number(found?.[1]) * factor;
}
