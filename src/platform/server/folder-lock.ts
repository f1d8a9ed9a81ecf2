// SPDX-License-Identifier: Apache-2.0
// Keeps two processes off one data folder. The embedded database has no protection of its own: two at once would destroy it.
// A lock outlives its process after kill -9 and must then stand in nobody's way.
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, readlink, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { writeWhole } from './write-whole.ts';

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
	/** False while it is still looking whether it is alone. */
	holds: boolean;
}

const beatSeconds = 5;
const silentSeconds = 30;

/**
 * Takes the folder for this process until the returned function is called. Throws `FolderTaken` while another living process holds it.
 * Everybody puts down a claim under a name of its own and then looks for others: of two, the one that looks later sees the other. So there are
 * never two holders, and since no name is used twice, the claim of a dead process can be removed by anybody at any time.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
	const claims = join(folder, 'lock');
	await mkdir(claims, { recursive: true });
	const me: Holder = { pid: process.pid, began: await beginning(process.pid), place: await here(), holds: false };
	for (let attempt = 0; attempt < 100; attempt += 1) {
		const name = randomBytes(8).toString('hex');
		const mine = join(claims, name);
		await writeWhole(mine, JSON.stringify(me));
		const other = await livingOther(claims, name, me);
		if (!other) {
			await writeWhole(mine, JSON.stringify({ ...me, holds: true }));
			return kept(mine);
		}
		await rm(mine, { force: true });
		if (other.holds) throw new FolderTaken(taken(folder, other, me));
		// Two newcomers saw each other and both stepped back: try again, not in step.
		await new Promise((resolve) => setTimeout(resolve, Math.random() * 50));
	}
	throw new FolderTaken(`several processes are trying to take the data folder ${folder} at once: start one of them again`);
}

/** A holder elsewhere cannot be asked whether it lives; its claim stays young while it does. */
function kept(mine: string): () => Promise<void> {
	const beat = setInterval(() => void utimes(mine, new Date(), new Date()).catch(() => {}), beatSeconds * 1000);
	beat.unref();
	return async () => {
		clearInterval(beat);
		await rm(mine, { force: true });
	};
}

/** A living claim that is not ours, one that holds before one that does not; the dead ones are cleared away. */
async function livingOther(claims: string, mine: string, me: Holder): Promise<Holder | null> {
	let found = null as Holder | null;
	for (const name of await readdir(claims)) {
		if (name === mine || !/^[\da-f]{16}$/.test(name)) continue;
		const path = join(claims, name);
		const claim = await claimAt(path);
		if (claim && (await lives(claim, path, me))) found = found?.holds ? found : claim;
		else await rm(path, { force: true });
	}
	return found;
}

function taken(folder: string, holder: Holder, me: Holder): string {
	const who = holder.place === me.place ? `process ${holder.pid}` : `process ${holder.pid} of another machine or container`;
	return `the data folder ${folder} is in use by ${who}: stop that process, or set DATA_DIR to another folder`;
}

/** Null when it has just been withdrawn, or was spoilt by a power cut. */
async function claimAt(path: string): Promise<Holder | null> {
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
