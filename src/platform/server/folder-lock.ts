// SPDX-License-Identifier: Apache-2.0
// Keeps two processes off one data folder. The embedded database has no protection of its own: two at once would destroy it.
// A lock outlives its process after kill -9 and must then stand in nobody's way.
import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, readlink, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** Another process holds the folder: the message is the one line that an operator needs. */
export class FolderTaken extends Error {
	override name = 'FolderTaken';
}

interface Holder {
	pid: number;
	/** When the process began, as the kernel counts it: a later process with the same number is another one. Null where unknown. */
	began: string | null;
	/** Where process numbers mean something: this machine, or this container on it. */
	place: string;
	/** Tells this taking from any other. */
	token: string;
}

const beatSeconds = 5;
const silentSeconds = 30;

/** Takes the folder for this process until the returned function is called. Throws `FolderTaken` while another living process holds it. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
	await mkdir(folder, { recursive: true });
	const path = join(folder, 'lock');
	const me: Holder = { pid: process.pid, began: await beginning(process.pid), place: await here(), token: randomBytes(8).toString('hex') };
	const mine = join(folder, `lock.${me.token}`);
	await writeFile(mine, JSON.stringify(me));
	try {
		await take(path, mine, me);
	} finally {
		await rm(mine, { force: true });
	}
	// A holder elsewhere cannot be asked whether it lives; its lock stays young while it does.
	const beat = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => {}), beatSeconds * 1000);
	beat.unref();
	return async () => {
		clearInterval(beat);
		if ((await holderOf(path))?.token === me.token) await rm(path, { force: true });
	};
}

/** `link` makes the lock appear whole or fails because there is one: no moment with an empty lock, no two winners. */
async function take(path: string, mine: string, me: Holder): Promise<void> {
	for (let attempt = 0; attempt < 5; attempt += 1) {
		try {
			return await link(mine, path);
		} catch (fault) {
			if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault;
		}
		const holder = await holderOf(path);
		if (holder && (await lives(holder, path, me))) throw new FolderTaken(taken(path, holder, me));
		// Two may find the same dead lock. Whoever moved away a lock that is not the one it judged puts it back.
		const aside = `${mine}.dead`;
		if (!(await rename(path, aside).then(yes, no))) continue;
		const moved = await holderOf(aside);
		if (moved?.token !== holder?.token) await link(aside, path).catch(() => {});
		await rm(aside, { force: true });
	}
	throw new FolderTaken(`${path} is being taken by several processes at once; start again`);
}

const yes = () => true;
const no = () => false;

function taken(path: string, holder: Holder, me: Holder): string {
	const who = holder.place === me.place ? `process ${holder.pid}` : `process ${holder.pid} of another machine or container`;
	return `the data folder is in use by ${who} (${path}): stop that process, or set DATA_DIR to another folder`;
}

async function holderOf(path: string): Promise<Holder | null> {
	try {
		return JSON.parse(await readFile(path, 'utf8')) as Holder;
	} catch {
		return null;
	}
}

async function lives(holder: Holder, path: string, me: Holder): Promise<boolean> {
	if (holder.place !== me.place) {
		const found = await stat(path).catch(() => null);
		return found !== null && Date.now() - found.mtimeMs < silentSeconds * 1000;
	}
	// This very process holds it: opened twice.
	if (holder.pid === me.pid) return holder.began === me.began;
	try {
		process.kill(holder.pid, 0);
	} catch (fault) {
		// EPERM: it lives and belongs to somebody else.
		if ((fault as NodeJS.ErrnoException).code !== 'EPERM') return false;
	}
	return holder.began === null || holder.began === (await beginning(holder.pid));
}

/** Field 22 of /proc/…/stat, after the name in brackets, which may itself hold spaces and brackets. */
async function beginning(pid: number): Promise<string | null> {
	const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
	return text?.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

/** Machine, its start, and the space of process numbers, as far as the system tells. */
async function here(): Promise<string> {
	const start = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
	const space = await readlink('/proc/self/ns/pid').catch(() => '');
	return start && space ? `${start.trim()} ${space}` : hostname();
}
