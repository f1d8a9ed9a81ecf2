// SPDX-License-Identifier: Apache-2.0
// Takes in one letter from a mail server's pipe. It is laid into the inbox whole and at once; the running platform reads it.
import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { environment } from '#platform/server/environment.ts';
import { inboxOf, largestLetter } from '#worker/inbox.ts';
import { type Command, Unusable } from '../command.ts';

export const command: Command = {
	what: 'takes in a letter that answers a question, from the pipe of a mail server',
	help: `
platform receive < message

Reads one message from the standard input and lays it into DATA_DIR/inbox, where the running platform finds it within a minute. It opens no database, so
the platform goes on running. Needs MAIL_REPLY_DOMAIN. docs/operations.md says how a mail server is set up.
Exit code: 0 taken in, or larger than is read and dropped; 2 not understood; 3 could not be laid down: the mail server shall try again.`,
	async run(args) {
		if (args.length) throw new Unusable('the message comes by the standard input');
		const { dataDir, replyDomain } = environment();
		if (!replyDomain) throw new Unusable('MAIL_REPLY_DOMAIN is not set: no letter of the platform offers to be answered');
		const parts: Buffer[] = [];
		let size = 0;
		for await (const part of process.stdin as AsyncIterable<Buffer>) {
			size += part.length;
			if (size <= largestLetter) parts.push(part);
		}
		if (size > largestLetter) {
			console.error('the message is larger than an answer to one question can be, and was dropped');
			return 0;
		}
		await layDown(inboxOf(dataDir), Buffer.concat(parts));
		return 0;
	}
};

/** As a Maildir wants it: written beside, then moved, so that nobody reads half of it. */
export async function layDown(folder: string, message: Buffer): Promise<void> {
	for (const part of ['new', 'cur', 'tmp']) await mkdir(join(folder, part), { recursive: true });
	const name = `${Date.now()}.${randomUUID()}.platform`;
	await writeFile(join(folder, 'tmp', name), message, { mode: 0o600 });
	await rename(join(folder, 'tmp', name), join(folder, 'new', name));
}
