// SPDX-License-Identifier: Apache-2.0
// Saves the whole installation into one file. What is in it stands in ../archive/backup.ts.
import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { environment } from '#platform/server/environment.ts';
import { backup } from '../archive/backup.ts';
import { type Command, openMigrated, Unusable } from '../command.ts';

export const command: Command = {
	what: 'saves every row and every file into one archive',
	help: `
platform backup {file.tar.gz}
platform backup -              writes to the standard output, for a program that encrypts it

The archive holds all tables at one moment, all files by their hash, and the jobs that wait; it goes back into a server or into an embedded database,
whichever it came from. It holds everything that is private and the key that signs sessions: encrypt it. On a server the platform may go on running
meanwhile; with the embedded database it must be stopped.`,
	async run(args) {
		const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
		const [file, ...more] = positionals;
		if (!file || more.length) throw new Unusable('name the file that the archive is written to, or - for the standard output');
		const toOutput = file === '-';
		if (!toOutput && (await stat(file).catch(() => null))) throw new Unusable(`${file} is there already`);
		const { database, files, close } = await openMigrated(environment(), { older: true });
		const part = `${file}.part`;
		try {
			const into = toOutput ? process.stdout : createWriteStream(part, { mode: 0o600, flush: true });
			const end = await backup(database, files, into, new Date());
			if (!toOutput) await rename(part, file);
			const rows = Object.values(end.tables).reduce((sum, each) => sum + each.rows, 0);
			console.error(`saved ${rows} rows of ${Object.keys(end.tables).length} tables, ${end.files} files and ${end.jobs} waiting jobs`);
			for (const sha256 of end.missing) console.error(`a record names the file ${sha256}, which is not in the store`);
			return end.missing.length ? 1 : 0;
		} finally {
			if (!toOutput) await rm(part, { force: true });
			await close();
		}
	}
};
