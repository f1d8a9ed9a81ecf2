// SPDX-License-Identifier: Apache-2.0
// Brings the database to the newest migration, and says which ran. A start does the same; this does it ahead of one.
import { parseArgs } from 'node:util';
import { environment } from '#platform/server/environment.ts';
import { migrate } from '#platform/server/migrate.ts';
import { type Command, openAsItIs } from '../command.ts';

export const command: Command = {
	what: 'applies the migrations that have not run yet, and says which',
	help: 'platform migrate',
	async run(args) {
		parseArgs({ args, options: {} });
		const { database, close } = await openAsItIs(environment());
		try {
			const ran = await migrate(database);
			for (const name of ran) console.log(name);
			if (!ran.length) console.log('nothing to do: all migrations have run');
			return 0;
		} finally {
			await close();
		}
	}
};
