// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
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
	expect(second.said).toBe(
		`the data folder is in use by process ${first.child.pid} (${folder}/lock): stop that process, or set DATA_DIR to another folder`
	);
	await killed(second.child);
	await killed(first.child);
	expect(await readdir(folder)).toEqual(['lock']);
	const release = await lockFolder(folder);
	await release();
	expect(await readdir(folder)).toEqual([]);
});

test('one process cannot take it twice', async () => {
	const release = await lockFolder(folder);
	await expect(lockFolder(folder)).rejects.toBeInstanceOf(FolderTaken);
	await release();
	await (await lockFolder(folder))();
});

test('of many that find a dead lock at the same moment, one gets it', async () => {
	const { child } = await holder();
	await killed(child);
	const tries = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder)));
	expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
	expect(await readdir(folder)).toEqual(['lock']);
});

test('a later process with the number of the dead one does not hold it', async () => {
	const release = await lockFolder(folder);
	const lock = JSON.parse(await readFile(join(folder, 'lock'), 'utf8'));
	await release();
	await writeFile(join(folder, 'lock'), JSON.stringify({ ...lock, pid: process.ppid, began: '1', token: 'x' }));
	await (await lockFolder(folder))();
});

test('a holder of another machine keeps it while its lock is young', async () => {
	const elsewhere = { pid: 1, began: null, place: 'elsewhere', token: 'x' };
	await writeFile(join(folder, 'lock'), JSON.stringify(elsewhere));
	await expect(lockFolder(folder)).rejects.toThrow('process 1 of another machine or container');
	const minuteAgo = new Date(Date.now() - 60_000);
	await utimes(join(folder, 'lock'), minuteAgo, minuteAgo);
	await (await lockFolder(folder))();
});

test('a lock that nobody can read is a dead one', async () => {
	await writeFile(join(folder, 'lock'), '');
	await (await lockFolder(folder))();
});
