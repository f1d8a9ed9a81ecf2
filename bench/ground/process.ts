// SPDX-License-Identifier: Apache-2.0
// A server in a process of its own: started, waited for, stopped or killed. Knows neither the platform nor what it is compared with.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { freePort } from '../../test/ground/postgres.ts';
import { throwAway } from './root.ts';

export interface Running {
	origin: string;
	pid: number;
	/** Milliseconds from the start of the process to its first 200. */
	startedIn: number;
	/** Milliseconds of processor that it has used so far, its own and the kernel's for it; NaN where the system does not tell. */
	used(): number;
	/** Waits until it has nothing to do: what a start leaves for later, of which nobody waits for the end, would be measured along. */
	idle(): Promise<void>;
	/** What it wrote, newest last. */
	said(): string;
	stop(): Promise<void>;
	/** kill -9: it gets no chance to finish anything. */
	kill(): Promise<void>;
}

export interface Starting {
	args: string[];
	cwd: string;
	env?: Record<string, string>;
	/** Address whose first 200 says that it is there. */
	ready: string;
	port?: number;
	command?: string;
	/** Ends the whole group of processes that the command started: npm starts others. */
	group?: boolean;
	patience?: number;
}

const alive = new Set<ChildProcess>();
process.on('exit', () => alive.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));

/** Starts a server on loopback and waits for its first good answer. It writes into a file, as a service would: nobody's pipe slows it down. */
export async function start({
	args,
	cwd,
	env = {},
	ready,
	port,
	command = process.execPath,
	group = false,
	patience = 120_000
}: Starting): Promise<Running> {
	const chosen = port ?? (await freePort());
	const origin = `http://127.0.0.1:${chosen}`;
	const path = join(throwAway('bench-log'), 'log');
	const log = openSync(path, 'a');
	const began = performance.now();
	const child = spawn(command, args, {
		cwd,
		env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(chosen), ORIGIN: origin, ...env },
		stdio: ['ignore', log, log],
		detached: group
	});
	closeSync(log);
	alive.add(child);
	const ended = once(child, 'exit').then(() => void alive.delete(child));
	const said = () => readFileSync(path, 'utf8').slice(-5000);
	const send = (signal: NodeJS.Signals) => (group && child.pid ? process.kill(-child.pid, signal) : child.kill(signal));
	while (!(await answers(origin + ready))) {
		if (child.exitCode !== null || child.signalCode !== null) throw new Error(`it ended while starting:\n${said()}`);
		if (performance.now() - began > patience) {
			send('SIGKILL');
			throw new Error(`it did not answer ${ready} within ${patience / 1000} s:\n${said()}`);
		}
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
	const end = async (signal: NodeJS.Signals) => {
		if (child.exitCode === null && child.signalCode === null) send(signal);
		await ended;
	};
	return {
		origin,
		pid: child.pid as number,
		startedIn: performance.now() - began,
		used: () => used(child.pid as number),
		idle: () => idle(child.pid as number),
		said,
		stop: () => end('SIGTERM'),
		kill: () => end('SIGKILL')
	};
}

/** Fields 14 and 15 of /proc/…/stat, in ticks of 10 ms; the name before them, in brackets, may hold spaces. */
function used(pid: number): number {
	try {
		const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
		return (Number(fields[11]) + Number(fields[12])) * 10;
	} catch {
		return NaN;
	}
}

/** Three seconds of which it used less than a twentieth; a fault after five minutes. */
async function idle(pid: number): Promise<void> {
	for (let [quiet, rounds] = [0, 0]; quiet < 3; rounds += 1) {
		if (rounds > 300) throw new Error('it never came to rest');
		const before = used(pid);
		await new Promise((resolve) => setTimeout(resolve, 1000));
		quiet = used(pid) - before < 50 ? quiet + 1 : 0;
	}
}

const answers = (url: string): Promise<boolean> =>
	new Promise((resolve) => {
		const request = get(url, { agent: false }, (response) => {
			response.resume();
			response.on('end', () => resolve(response.statusCode === 200));
			response.on('error', () => resolve(false));
		});
		request.on('error', () => resolve(false));
	});
