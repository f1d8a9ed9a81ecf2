// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FolderTaken, lockFolder } from './folder-lock.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'lock-'));
});
afterEach(() => rm(folder, { recursive: true }));

const program = `
	import { lockFolder } from './src/platform/server/folder-lock.ts';
	try { await lockFolder(process.argv[1]); console.log('taken'); setInterval(() => {}, 1000); }
	catch (fault) { console.log(fault.message); }`;

/** A process that takes the folder and holds it until it is killed; and the first line that it says. */
async function holder(): Promise<{ child: ChildProcess; said: string }> {
	const child = spawn(process.execPath, ['--input-type=module', '-e', program, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
	const [line] = (await once(child.stdout as NodeJS.EventEmitter, 'data')) as [Buffer];
	return { child, said: line.toString().trim() };
}

const claims = () => readdir(join(folder, 'lock'));

async function put(claim: object | null): Promise<string> {
	const path = join(folder, 'lock', '0123456789abcdef');
	await mkdir(join(folder, 'lock'), { recursive: true });
	await writeFile(path, claim ? JSON.stringify(claim) : '');
	return path;
}

async function killed(child: ChildProcess): Promise<void> {
	if (child.exitCode === null) {
		const gone = once(child, 'exit');
		child.kill('SIGKILL');
		await gone;
	}
}

test('one process has the folder, the second gets one clear line, and kill -9 frees it', async () => {
	const first = await holder();
	expect(first.said).toBe('taken');
	const second = await holder();
	expect(second.said).toBe(`the data folder ${folder} is in use by process ${first.child.pid}: stop that process, or set DATA_DIR to another folder`);
	await killed(second.child);
	await killed(first.child);
	expect(await claims()).toHaveLength(1);
	const release = await lockFolder(folder);
	expect(await claims()).toHaveLength(1);
	await release();
	expect(await claims()).toEqual([]);
});

test('one process cannot take it twice', async () => {
	const release = await lockFolder(folder);
	await expect(lockFolder(folder)).rejects.toBeInstanceOf(FolderTaken);
	await release();
	await (
		await lockFolder(folder)
	)();
});

test('of many that come at the same moment, over a dead claim, one gets it', async () => {
	for (let round = 0; round < 5; round += 1) {
		const { child } = await holder();
		await killed(child);
		const tries = await Promise.allSettled(Array.from({ length: 12 }, () => lockFolder(folder)));
		const winners = tries.filter((each) => each.status === 'fulfilled');
		expect(winners).toHaveLength(1);
		expect(await claims()).toHaveLength(1);
		await winners[0]?.value();
	}
});

test('a later process with the number of the dead one does not hold it', async () => {
	const release = await lockFolder(folder);
	const [name = ''] = await claims();
	const claim = JSON.parse(await readFile(join(folder, 'lock', name), 'utf8'));
	await release();
	await put({ ...claim, pid: process.ppid, began: '1' });
	await (
		await lockFolder(folder)
	)();
});

test('a holder on another machine keeps it while its claim is young', async () => {
	const path = await put({ pid: 1, began: null, place: 'elsewhere', holds: true });
	await expect(lockFolder(folder)).rejects.toThrow('process 1 of another machine or container');
	const minuteAgo = new Date(Date.now() - 60_000);
	await utimes(path, minuteAgo, minuteAgo);
	await (
		await lockFolder(folder)
	)();
});

test('a claim that nobody can read is a dead one', async () => {
	await put(null);
	await (
		await lockFolder(folder)
	)();
});
