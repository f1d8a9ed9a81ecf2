// SPDX-License-Identifier: Apache-2.0
// Brings a clone to the point where its tools and its build are there and fresh. Plain JavaScript without dependencies, for Node 18 and later:
// when it runs, nothing may be installed yet. What is up to date is left alone, so that no network is needed then.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('.', import.meta.url));
const modules = join(root, 'node_modules');

/** The Node of this project: tools and server run on it, whatever the machine has. */
export const node = join(modules, '.bin', 'node');

/**
 * Says one short line about something that takes time.
 * @param {string} text
 */
export const say = (text) => console.log(text);

/**
 * Runs a program to its end; `quiet` keeps what it says to itself. Resolves to its exit code and what it said.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, quiet?: boolean }} [options]
 * @returns {Promise<{ code: number | null, output: string }>}
 */
export function run(command, args, { env = process.env, quiet = false } = {}) {
	return new Promise((done, failed) => {
		const child = spawn(command, args, {
			cwd: root,
			env,
			stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
			shell: process.platform === 'win32'
		});
		let output = '';
		for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += text));
		running.add(child);
		child.on('error', failed);
		child.on('close', (code, signal) => {
			running.delete(child);
			done({ code: signal ? 1 : code, output });
		});
	});
}

/**
 * What is under way ends before this process does: an npm that goes on alone would be in the way of the next start.
 * @type {Set<import('node:child_process').ChildProcess>}
 */
const running = new Set();
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
	process.once(signal, () => {
		if (running.size === 0) return;
		for (const child of running) {
			child.on('close', () => running.size === 0 && process.exit(128 + constants.signals[signal]));
			child.kill('SIGTERM');
			setTimeout(() => child.kill('SIGKILL'), 3000);
		}
	});
}

/** The variables of this process, with the project's own tools first on the path. */
export const withTools = (more = {}) => ({ ...process.env, PATH: [join(modules, '.bin'), process.env.PATH].join(delimiter), ...more });

/** Installs the packages of package-lock.json when those in node_modules are others. Development tools too: they build the pages. */
export async function install() {
	const stamp = join(modules, '.stamp');
	const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
	const wanted = createHash('sha256').update(lock).digest('hex');
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
	if (!matches(JSON.parse(lock)) || (await fault())) {
		say('Installing packages …');
		const begun = Date.now();
		// npm must not run on the Node that it is about to replace.
		const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => resolve(folder) !== join(modules, '.bin'));
		const env = { ...process.env, PATH: path.join(delimiter) };
		const ci = () => run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], { env, quiet: true });
		let { code, output } = await ci();
		if (code !== 0 && /ENOTEMPTY|EEXIST/.test(output)) {
			// npm stumbles over what an install that was cut off has left.
			rmSync(modules, { recursive: true, force: true, maxRetries: 5 });
			({ code, output } = await ci());
		}
		if (code !== 0) throw new Error(`npm ci failed:\n${output.trim()}`);
		say(`Installed in ${seconds(begun)}`);
	}
	const found = await fault();
	if (found) throw new Error(`node_modules/.bin/node does not run (are install scripts switched off in npm?):\n${found}`);
	writeFileSync(stamp, wanted);
}

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }} Locked */

/** What keeps the project's own Node from running; null when it runs. Its package fetches it in an install script. */
async function fault() {
	const { code, output } = await run(node, ['--version'], { quiet: true }).catch(({ message }) => ({ code: 1, output: message }));
	return code === 0 ? null : output.trim();
}

/**
 * npm writes at the end of every install what it has installed: true when that is what the lock file asks for.
 * @param {{ packages: Record<string, Locked> }} lock
 */
function matches(lock) {
	const path = join(modules, '.package-lock.json');
	if (!existsSync(path)) return false;
	/** @type {Record<string, Locked>} */
	const installed = JSON.parse(readFileSync(path, 'utf8')).packages;
	/** @param {[string, Locked]} entry */
	const same = ([name, { version, integrity }]) => lock.packages[name]?.version === version && lock.packages[name]?.integrity === integrity;
	const needed = Object.entries(lock.packages).filter(([name, { optional, devOptional, peer }]) => name && !optional && !devOptional && !peer);
	return Object.entries(installed).every(same) && needed.every(([name]) => name in installed && existsSync(join(root, name)));
}

/** Builds the pages when what they are made of has changed. */
export async function build() {
	const stamp = join(root, 'build', '.stamp');
	const wanted = sources();
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
	say('Building …');
	const begun = Date.now();
	rmSync(stamp, { force: true });
	const vite = join(modules, '.bin', 'vite');
	const { code, output } = await run(node, [vite, 'build', '--logLevel', 'warn'], { env: withTools({ NODE_ENV: 'production' }), quiet: true });
	if (code !== 0) throw new Error(`the build failed:\n${output.trim()}`);
	const empty = await run(node, [join('src', 'cli', 'empty-database.ts')], { env: withTools({ NODE_ENV: 'production' }), quiet: true });
	if (empty.code !== 0) throw new Error(`the empty database could not be made:\n${empty.output.trim()}`);
	mkdirSync(join(root, 'build'), { recursive: true });
	writeFileSync(stamp, wanted);
	say(`Built in ${seconds(begun)}`);
}

/** One hash of everything that goes into the build. Tests do not. */
function sources() {
	const hash = createHash('sha256');
	/** @param {string} path */
	const add = (path) =>
		hash
			.update(path)
			.update('\0')
			.update(readFileSync(join(root, path)))
			.update('\0');
	/** @param {string} folder */
	const walk = (folder) => {
		if (!existsSync(join(root, folder))) return;
		for (const entry of readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
			const path = `${folder}/${entry.name}`;
			if (entry.isDirectory()) walk(path);
			else if (!entry.name.endsWith('.test.ts')) add(path);
		}
	};
	walk('src');
	walk('static');
	walk('migrations');
	walk('seeds/convention');
	walk('seeds/forms');
	for (const file of ['vite.config.ts', 'package-lock.json']) add(file);
	return hash.digest('hex');
}

/**
 * How long ago, for a line to a person.
 * @param {number} begun milliseconds since 1970
 */
export const seconds = (begun) => `${((Date.now() - begun) / 1000).toFixed(1)} s`;
