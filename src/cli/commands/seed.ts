// SPDX-License-Identifier: Apache-2.0
// Loads the facts of the treaty and the forms; on request the demonstration content too. What was edited by hand stays.
import { parseArgs } from 'node:util';
import { environment } from '#platform/server/environment.ts';
import { loadDemonstration } from '#worker/demonstration.ts';
import { openInstance } from '#worker/instance.ts';
import { type Command, Unusable } from '../command.ts';

export const command: Command = {
	what: 'loads the facts of the treaty and the forms of this version',
	help: `
platform seed [--demo]

  --demo  also loads the demonstration content, into an empty embedded database only

Migrations are applied first. Facts and forms that were edited by hand stay as they are.`,
	async run(args) {
		const { values } = parseArgs({ args, options: { demo: { type: 'boolean' } } });
		const configuration = environment();
		if (values.demo && configuration.databaseUrl)
			throw new Unusable('the demonstration content is loaded into an embedded database only: unset DATABASE_URL');
		const instance = await openInstance({ ...configuration, demo: values.demo === true, logLevel: 'warn' });
		try {
			const { database } = instance.platform;
			const { facts } = await database.read
				.selectFrom('convention.facts')
				.select((select) => select.fn.countAll<number>().as('facts'))
				.executeTakeFirstOrThrow();
			console.log(`${facts} facts and ${instance.definitions.all.length} forms are loaded`);
			if (values.demo) {
				const accounts = await loadDemonstration(instance);
				for (const { email, password } of accounts) console.log(`${email}  ${password}`);
			}
			return 0;
		} finally {
			await instance.close();
		}
	}
};
