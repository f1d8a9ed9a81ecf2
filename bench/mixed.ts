// SPDX-License-Identifier: Apache-2.0
// A day of readers in five minutes: pages, searches, registers, the API and feeds mixed, RATE (250) requests a second for SECONDS (300) at ROWS (1000000)
// records on PostgreSQL. Asked: does anything fail, and does the memory of the process grow?
import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { chanceFrom } from '../test/ground/chance.ts';
import { percentile } from './ground/figures.ts';
import { openInside, serverHome, startPlatform } from './ground/platform.ts';
import { type Figure, report, wanted } from './ground/results.ts';
import { words } from './ground/invented-words.ts';
import { load, someRecords } from './search-loader.ts';

const settings = { rows: wanted('ROWS', 1_000_000), rate: wanted('RATE', 250), seconds: wanted('SECONDS', 300), seed: wanted('SEED', 7) };
const figures: Figure[] = [];
const languages = ['ar', 'en', 'es', 'fr', 'ru', 'zh'] as const;

const chance = chanceFrom(settings.seed);
const one = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T;

const home = await serverHome({ name: `records-${settings.rows}` });
const inside = await openInside(home);
await load(inside.platform.database, settings.rows);
const ids = await someRecords(inside.platform.database, 5000);
await inside.platform.close();
// Readers come from many addresses, as through a proxy: each has its own allowance for the API.
const platform = await startPlatform(home, { env: { LOG_LEVEL: 'warn', ADDRESS_HEADER: 'x-real-ip' } });

/** What readers ask for, with how many of a hundred do. */
const asked: [share: number, what: string, address: () => string][] = [
	[40, 'record page', () => `/${one(languages)}/records/${one(ids)}`],
	[10, 'search', () => `/${one(languages)}/search?q=${encodeURIComponent(one(words.rare))}`],
	[15, 'Party page', () => `/${one(languages)}/parties/${one(['GHA', 'BRA', 'CHE', 'IDN', 'KEN', 'JPN', 'FRA', 'PER'])}`],
	[10, 'home page', () => `/${one(languages)}`],
	[10, 'register', () => `/${one(languages)}/registers`],
	[10, 'record by the API', () => `/api/v1/records/${one(ids)}`],
	[3, 'list by the API', () => '/api/v1/records?limit=20'],
	[2, 'feed', () => `/feeds/${one(languages)}/publications.atom`]
];

function next(): { what: string; address: string } {
	let at = chance() * 100;
	for (const [share, what, address] of asked) if ((at -= share) < 0) return { what, address: address() };
	throw new Error('the shares do not make a hundred');
}

/** An address of one of some thousand readers, from the block that is set aside for measuring (RFC 2544). */
const reader = (): string => `198.18.${Math.floor(chance() * 16)}.${Math.floor(chance() * 250) + 1}`;

const resident = (): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${platform.pid}/status`, 'utf8'))?.[1]) / 1024;

const agent = new Agent({ keepAlive: true, maxSockets: 200 });
const times = new Map<string, number[]>(asked.map(([, what]) => [what, []]));
const faults: string[] = [];
let open = 0;

function ask({ what, address }: { what: string; address: string }): void {
	const began = performance.now();
	open += 1;
	const fault = (said: string) => {
		faults.push(`${address}: ${said}`);
		open -= 1;
	};
	const request = get(
		platform.origin + address,
		{ agent, headers: { 'accept-encoding': 'gzip, br', 'x-real-ip': reader() }, timeout: 30_000 },
		(answer) => {
			answer.resume();
			answer.on('error', (error) => fault(error.message));
			answer.on('end', () => {
				if (answer.statusCode !== 200) return fault(`status ${answer.statusCode}`);
				times.get(what)?.push(performance.now() - began);
				open -= 1;
			});
		}
	);
	request.on('timeout', () => request.destroy(new Error('no answer in 30 s')));
	request.on('error', (error) => fault(error.message));
}

/** Requests go out by the clock, whether or not earlier ones were answered, as readers do. */
async function traffic(seconds: number): Promise<{ asked: number; memory: number[] }> {
	const began = performance.now();
	const memory: number[] = [];
	let count = 0;
	for (;;) {
		const elapsed = (performance.now() - began) / 1000;
		if (elapsed >= seconds) break;
		for (; count < elapsed * settings.rate; count += 1) ask(next());
		if (memory.length < elapsed / 5) memory.push(resident());
		await new Promise((resolve) => setTimeout(resolve, 4));
	}
	while (open > 0) await new Promise((resolve) => setTimeout(resolve, 20));
	return { asked: count, memory };
}

// Until caches and the collector of garbage have found their size: growth is what comes after that.
await traffic(Math.min(90, settings.seconds / 2));
for (const each of times.values()) each.length = 0;
const early = faults.splice(0).length;
const { asked: count, memory } = await traffic(settings.seconds);
const fifth = Math.max(1, Math.floor(memory.length / 5));
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const [beginning, end] = [mean(memory.slice(0, fifth)), mean(memory.slice(-fifth))];
figures.push({
	what: 'requests that failed',
	value: faults.length,
	unit: 'requests',
	target: { on: 'value', most: 0 },
	more: { asked: count, 'while it warmed up': early }
});
figures.push({
	what: 'memory at the end, beside the beginning',
	value: end,
	unit: 'MB',
	baseline: { what: 'the first fifth', value: beginning },
	target: { on: 'ratio', most: 1.05 }
});
for (const [what, each] of times)
	figures.push({
		what,
		value: percentile(each, 50),
		unit: 'ms (p50)',
		more: { p95: percentile(each, 95), p99: percentile(each, 99), answered: each.length }
	});
await platform.stop();
await home.close();
report({ name: 'mixed', question: 'Do five minutes of mixed traffic fail or fill the memory?', settings, notes: faults.slice(0, 20) }, figures);
