// SPDX-License-Identifier: Apache-2.0
// Brings in where addresses of an older site lead, from a list as CSV, as the page of the secretariat does.
import { readFile, stat } from 'node:fs/promises';
import { pageExists } from '#api/pages.ts';
import { importRedirects } from '#interop/redirects/server/redirects.ts';
import { isRefusal } from '#people/refusal.ts';
import { environment } from '#platform/server/environment.ts';
import { readerIn } from '#text/message.ts';
import { openInstance } from '#worker/instance.ts';
import { type Command, Unusable } from '../command.ts';

export const command: Command = {
	what: 'brings in where addresses of an older site lead, from CSV; repeatable',
	help: `
platform import-redirects {file}

The file is CSV in UTF-8 with the columns from, to and status. from: a path, or a whole address of the older site. to: a path on this platform, with its
language or without, where the reader's is taken. status: 301 (also when empty), 302, 307, 308, or 410 for what is gone, without a target. At most 20,000
lines. They are asked only where no page answers. What leads nowhere, to another site or in a circle is refused line by line; the others are taken.
Run it again with the same file and nothing changes. With the embedded database the platform must be stopped meanwhile.
Exit code: 0 all lines are in; 1 some are refused; 2 not understood; 3 could not run.`,
	async run(args) {
		const [path, ...more] = args;
		if (!path || more.length) throw new Unusable('name one file');
		const found = await stat(path).catch(() => null);
		if (!found?.isFile()) throw new Unusable(`${path} is not a file`);
		if (found.size > 5 * 1_048_576) throw new Unusable(`${path} is larger than 5 MB: divide it`);
		const text = await readFile(path, 'utf8');
		const instance = await openInstance({ ...environment(), logLevel: 'warn' });
		try {
			const { database, configuration } = instance.platform;
			const world = await instance.world();
			const { t } = await readerIn('en');
			const importing = { by: null, at: new Date(), origin: configuration.origin, exists: pageIn(world) };
			const outcome = await database.write((db) => importRedirects(db, importing, text));
			if (isRefusal(outcome)) throw new Unusable(`${path}: ${t(`refusal.${outcome.refusal}`, outcome.values)}`);
			for (const { row, code, value } of outcome.faults)
				console.error(`line ${row}: ${t(`watching.redirects.fault.${code}`)} ${JSON.stringify(value)}`);
			console.log(t('watching.redirects.taken', { taken: outcome.taken, same: outcome.same, faulty: outcome.faults.length }));
			return outcome.faults.length ? 1 : 0;
		} finally {
			await instance.close();
		}
	}
};

const pageIn =
	(world: Parameters<typeof pageExists>[1]) =>
	(db: Parameters<typeof pageExists>[0], path: string): Promise<boolean> =>
		pageExists(db, world, path);
