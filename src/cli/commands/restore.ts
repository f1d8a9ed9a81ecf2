// SPDX-License-Identifier: Apache-2.0
// Brings a saved installation back into an empty database. How stands in ../archive/restore.ts.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { environment } from '#platform/server/environment.ts';
import { openJobs } from '#platform/server/jobs.ts';
import { openLog } from '#platform/server/log.ts';
import { NotRestored, restore } from '../archive/restore.ts';
import { type Command, openAsItIs, Unusable } from '../command.ts';

export const command: Command = {
	what: 'brings an archive back, into an empty database alone',
	help: `
platform restore {file.tar.gz}
platform restore -              reads from the standard input

The database must be new and empty, embedded or on a server, whichever the archive came from. Hashes of tables and files are checked; if anything is not
as it was saved, nothing is kept. Then later migrations run. Start the platform afterwards.`,
	async run(args) {
		const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
		const [file, ...more] = positionals;
		if (!file || more.length) throw new Unusable('name the archive, or - for the standard input');
		// Looked for before a database is made for it.
		if (file !== '-' && !(await stat(file).catch(() => null))?.isFile()) throw new Unusable(`${file} is not a file`);
		const { database, files, close } = await openAsItIs(environment());
		try {
			const from = file === '-' ? process.stdin : createReadStream(file);
			const done = await restore(database, files, from, (on) => openJobs(on, { log: openLog('silent'), drained: true }));
			console.log(`restored what was saved on ${done.madeAt}: ${done.rows} rows, ${done.files} files and ${done.jobs} waiting jobs`);
			for (const name of done.migrated) console.log(`then ran ${name}`);
			for (const sha256 of done.missing) console.log(`the file ${sha256} was missing when the archive was made`);
			return 0;
		} catch (fault) {
			if (!(fault instanceof NotRestored)) throw fault;
			console.error(`not restored: ${fault.message}`);
			return 3;
		} finally {
			await close();
		}
	}
};
