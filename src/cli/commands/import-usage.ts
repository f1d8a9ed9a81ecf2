// SPDX-License-Identifier: Apache-2.0
// Brings in how an older site was used, from the logs of its web server.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { importUsage } from '#insights/server/import-usage.ts';
import { environment } from '#platform/server/environment.ts';
import { openInstance } from '#worker/instance.ts';
import { type Command, Unusable } from '../command.ts';

export const command: Command = {
	what: 'brings in how an older site was used, from the logs of its web server; repeatable',
	help: `
platform import-usage [--host www.example.org] {file} …

Each file is a log in the Combined Log Format (Apache, nginx), plain or packed with gzip. Name all files of a time in one call: a visitor is one within a
day also where the log was begun anew at noon. --host: name of the site, when it is not this one's; who comes from there comes from no other site.
Only sums by day are kept; addresses and browsers are not. A day that has sums already, and today, is left out and named, so nothing is counted twice.
Lines that are none are named by file and number; the others are taken. With the embedded database the platform must be stopped meanwhile.
Exit code: 0 all lines are in; 1 some lines are none of a log; 2 not understood; 3 could not run.`,
	async run(args) {
		const named = args.indexOf('--host');
		const host = named >= 0 ? args[named + 1] : undefined;
		const paths = args.filter((_, at) => named < 0 || (at !== named && at !== named + 1));
		if (named >= 0 && !/^[a-z\d.-]+$/i.test(host ?? '')) throw new Unusable('--host needs the name of a host');
		if (paths.length === 0 || paths.some((path) => path.startsWith('--'))) throw new Unusable('name one file or more');
		for (const path of paths) if (!(await stat(path).catch(() => null))?.isFile()) throw new Unusable(`${path} is not a file`);
		const instance = await openInstance({ ...environment(), logLevel: 'warn' });
		try {
			const { database, configuration } = instance.platform;
			const files = paths.map((path) => ({ name: basename(path), lines: linesOf(path) }));
			const own = host ?? new URL(configuration.origin).hostname;
			const outcome = await importUsage(database, files, { own, today: new Date().toISOString().slice(0, 10) });
			for (const { file, line } of outcome.bad) console.error(`${file}, line ${line}: not a line of the Combined Log Format`);
			if (outcome.badInAll > outcome.bad.length) console.error(`… and ${outcome.badInAll - outcome.bad.length} more`);
			for (const { day, lines } of outcome.leftOut) console.error(`${day}: ${lines} lines left out, the day is counted already or is not over`);
			console.log(`${outcome.lines} lines, ${outcome.counted} counted on ${outcome.days.length} days`);
			return outcome.badInAll ? 1 : 0;
		} finally {
			await instance.close();
		}
	}
};

function linesOf(path: string): AsyncIterable<string> {
	const file = createReadStream(path);
	return createInterface({ input: path.endsWith('.gz') ? file.pipe(createGunzip()) : file, crlfDelay: Infinity });
}
