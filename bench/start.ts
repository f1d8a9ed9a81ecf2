// SPDX-License-Identifier: Apache-2.0
// From a clone to the first page: install and build apart, then `npm start` until /en is answered, on an empty data folder and on a filled one.
// RUNS (3). The clone takes the packages of this folder when the lock file is the same, so that no network is measured; INSTALL=1 runs `npm ci`.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockFolder } from '#platform/server/folder-lock.ts';
import { prepare } from './ground/build.ts';
import { startEmptyPage } from './ground/empty-page.ts';
import { median } from './ground/figures.ts';
import { start } from './ground/process.ts';
import { report, wanted } from './ground/results.ts';
import { root, throwAway } from './ground/root.ts';

const runs = wanted('RUNS', 3);
const timed = <T>(act: () => T): [T, number] => {
	const began = performance.now();
	const value = act();
	return [value, (performance.now() - began) / 1000];
};

const clone = join(throwAway('clone'), 'platform');
const [, cloning] = timed(() => execFileSync('git', ['clone', '--quiet', '--no-hardlinks', root, clone], { stdio: 'inherit' }));
const same = (path: string) => existsSync(join(root, path)) && readFileSync(join(root, path), 'utf8') === readFileSync(join(clone, path), 'utf8');
const installs = process.env.INSTALL === '1' || !same('package-lock.json');
// Copied, never linked: what happens in the clone stays there.
if (!installs) cpSync(join(root, 'node_modules'), join(clone, 'node_modules'), { recursive: true, verbatimSymlinks: true });
const [, installing] = timed(() => prepare('install', clone));
const [, building] = timed(() => prepare('build', clone));

/** Seconds of `npm start` to the first page; the data folder is kept or new. */
async function npmStart(folder: string, env: Record<string, string> = {}): Promise<number> {
	const running = await start({
		command: 'npm',
		args: ['start', '--silent'],
		cwd: clone,
		env: { DATA_DIR: folder, LOG_LEVEL: 'warn', ...env },
		ready: '/en',
		group: true
	});
	await running.stop();
	await free(folder);
	return running.startedIn / 1000;
}

/** npm is gone before the platform that it started: that one finishes what it had in hand. */
async function free(folder: string): Promise<void> {
	for (const until = Date.now() + 30_000; ;) {
		const taken = await lockFolder(folder).then(
			(leave) => leave(),
			(fault: Error) => fault
		);
		if (!taken) return;
		if (Date.now() > until) throw taken;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

const found = { empty: [] as number[], bare: [] as number[], filled: [] as number[], nothing: [] as number[] };
for (let run = 0; run < runs; run += 1) {
	const folder = throwAway('bench-data');
	found.empty.push(await npmStart(folder));
	found.filled.push(await npmStart(folder));
	found.bare.push(await npmStart(throwAway('bench-data'), { DEMO: '0' }));
	const nothing = await startEmptyPage();
	await nothing.stop();
	found.nothing.push(nothing.startedIn / 1000);
}

const baseline = { what: 'empty SvelteKit server to its first page', value: median(found.nothing) };
const first = 'npm start to the first page';
report({ name: 'start', question: 'How long does a stranger wait from a clone to the first page?', settings: { runs, installs } }, [
	{ what: 'git clone', value: cloning, unit: 's' },
	{ what: installs ? 'npm ci' : 'check of packages that are there already', value: installing, unit: 's' },
	{ what: 'build', value: building, unit: 's' },
	{
		what: first,
		of: 'empty data folder, demonstration content loaded',
		value: median(found.empty),
		unit: 's',
		baseline,
		target: { on: 'value', most: 15 }
	},
	{ what: first, of: 'empty data folder, DEMO=0', value: median(found.bare), unit: 's', baseline, target: { on: 'value', most: 15 } },
	{ what: first, of: 'filled data folder', value: median(found.filled), unit: 's', baseline, target: { on: 'value', most: 4 } }
]);
