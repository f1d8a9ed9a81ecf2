// SPDX-License-Identifier: Apache-2.0
// Looks an installation over and says what is wrong. What is looked at stands in ../doctor/; it changes nothing, but for the catalogue with --repair.
import { parseArgs } from 'node:util';
import { environment } from '#platform/server/environment.ts';
import { type Command, openAsItIs } from '../command.ts';
import { repairCatalogue } from '../doctor/catalogue.ts';
import { examine } from '../doctor/examine.ts';

export const command: Command = {
	what: 'looks the installation over: database, facts, forms, seals, files, catalogue, jobs, clock, disk',
	help: `
platform doctor [--repair] [--quick]

  --repair  brings the catalogue in step with the records; nothing else is ever changed
  --quick   does not read the content of every file

Each line says ok or WRONG; what is only to be known is marked note. Exit code: 0 nothing is wrong; 1 something is. With the embedded database the
platform must be stopped meanwhile.`,
	async run(args) {
		const { values } = parseArgs({ args, options: { repair: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } } });
		const opened = await openAsItIs(environment());
		try {
			let wrong = 0;
			let catalogue = false;
			for await (const { what, state, details } of examine(opened, { now: new Date(), quick: values.quick })) {
				console.log(`${{ ok: 'ok   ', note: 'note ', wrong: 'WRONG' }[state]}  ${what}`);
				for (const detail of details.slice(0, 20)) console.log(`         ${detail}`);
				if (details.length > 20) console.log(`         … and ${details.length - 20} more`);
				if (state !== 'wrong') continue;
				if (what.startsWith('catalogue') && values.repair) catalogue = true;
				else wrong += 1;
			}
			if (catalogue) console.log(`repaired: ${await repairCatalogue(opened.database)} records were brought into the catalogue anew`);
			return wrong ? 1 : 0;
		} finally {
			await opened.close();
		}
	}
};
