// SPDX-License-Identifier: Apache-2.0
// Reads the letters that came in: a Maildir under DATA_DIR, filled by a mail server itself or by `platform receive`. Each letter is read once and taken
// away: what it answers is kept as a suggestion, its text is not.
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ParsedMail } from 'mailparser';
import type { World } from '#catalogue/server/project.ts';
import type { Database } from '#platform/server/database.ts';
import type { Log } from '#platform/server/log.ts';
import type { Platform } from '#platform/server/platform.ts';
import { isAutomatic, replyKeyIn } from '#sharing/reply-letter.ts';
import { type Telling, telling } from '#sharing/server/doing.ts';
import { type ReplyOutcome, takeReply } from '#sharing/server/take-reply.ts';
import { bounceKeyIn } from '#watching/bounce.ts';
import { type BounceOutcome, takeBounce } from '#watching/server/take-bounce.ts';

export const inboxQueue = 'inbox';

/** What is larger is no answer to one question, whatever hangs on it. */
export const largestLetter = 2 * 1_048_576;

const everyMinute = '* * * * *';

export const inboxOf = (dataDir: string): string => join(dataDir, 'inbox');

export async function readInbox(platform: Platform, world: () => Promise<World>): Promise<void> {
	const { replyDomain, dataDir } = platform.configuration;
	await platform.jobs.work(inboxQueue, async () => {
		if (replyDomain) await takeInLetters(platform, await world(), { folder: inboxOf(dataDir), domain: replyDomain, ...telling(platform.jobs) });
	});
	if (!replyDomain) return;
	for (const part of ['new', 'cur', 'tmp']) await mkdir(join(inboxOf(dataDir), part), { recursive: true });
	await platform.jobs.every(everyMinute, inboxQueue);
}

interface Where extends Telling {
	folder: string;
	domain: string;
}

/** How many were read. A letter that makes us stumble is set aside, and the others are read all the same. */
export async function takeInLetters(
	{ database, log }: { database: Database; log: Log },
	world: World,
	where: Where,
	at = new Date()
): Promise<number> {
	let read = 0;
	for (const part of ['new', 'cur']) {
		const folder = join(where.folder, part);
		for (const name of (await readdir(folder).catch(() => [])).toSorted()) {
			const path = join(folder, name);
			if (name.startsWith('.') || !(await stat(path).catch(() => null))?.isFile()) continue;
			try {
				const outcome = await takeIn(database, world, where, await beginningOf(path), at);
				log.info({ outcome }, 'a letter was read');
				await rm(path, { force: true });
				read += 1;
			} catch (fault) {
				// Another process has read it meanwhile.
				if ((fault as NodeJS.ErrnoException).code === 'ENOENT') continue;
				log.error({ err: fault }, 'a letter could not be read');
				await mkdir(join(where.folder, 'failed'), { recursive: true });
				await rename(path, join(where.folder, 'failed', name)).catch(() => {});
			}
		}
	}
	return read;
}

/** The letter, or undefined where it is larger than we read. */
async function beginningOf(path: string): Promise<Buffer | undefined> {
	const file = await open(path);
	try {
		return (await file.stat()).size > largestLetter ? undefined : await file.readFile();
	} finally {
		await file.close();
	}
}

/** Nobody is answered whom no ask names: a letter that is automatic, too large or not for us is dropped in silence. */
export async function takeIn(
	database: Database,
	{ definitions, convention }: World,
	{ domain, tell }: Telling & Pick<Where, 'domain'>,
	letter: Buffer | undefined,
	at: Date
): Promise<ReplyOutcome | BounceOutcome | 'too-large' | 'automatic'> {
	if (!letter) return 'too-large';
	// Only where a letter comes in: a start has no need of it.
	const { simpleParser } = await import('mailparser');
	const mail = await simpleParser(letter, { skipTextToHtml: true, skipImageLinks: true, maxHtmlLengthToParse: 500_000 });
	const from = mail.from?.value[0]?.address ?? '';
	const headers = headersOf(mail);
	// A letter to a follower that came back is written by a machine, and read before others of them are dropped.
	const bounced = bounceKeyIn(recipients(mail, headers), domain);
	if (bounced) return takeBounce(database, bounced, letter.toString('latin1'), at);
	if (isAutomatic(headers, from)) return 'automatic';
	const key = replyKeyIn(recipients(mail, headers), domain);
	if (!key) return 'unknown';
	const reply = { key, from, text: mail.text ?? '', identity: mail.messageId ?? letter.toString('latin1') };
	return database.write((db) => takeReply(db, { at, definitions, convention, tell }, reply));
}

/** As they stand in the letter, unfolded. */
const headersOf = (mail: ParsedMail): Map<string, string> =>
	new Map(
		mail.headerLines.map(({ key, line }) => [
			key,
			line
				.slice(line.indexOf(':') + 1)
				.replace(/\r?\n/g, ' ')
				.trim()
		])
	);

/** Everywhere that an address of ours may stand: a mail server may have delivered a copy, or an alias. */
function recipients(mail: ParsedMail, headers: Map<string, string>): string[] {
	const addressed = [mail.to, mail.cc].flat().flatMap((each) => each?.value ?? []);
	const delivered = ['delivered-to', 'x-original-to', 'envelope-to'].flatMap((name) => headers.get(name)?.replace(/[<>]/g, '') ?? []);
	return [...addressed.flatMap(({ address }) => address ?? []), ...delivered];
}
