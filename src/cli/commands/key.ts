// SPDX-License-Identifier: Apache-2.0
// The keys that receipts are signed with: which there are, and another in place of the one in use. No private key is ever printed.
import { parseArgs } from 'node:util';
import { environment } from '#platform/server/environment.ts';
import { publicKeys, renewSigningKey, signingKey } from '#platform/server/signing-keys.ts';
import { type Command, openMigrated } from '../command.ts';

export const command: Command = {
	what: 'lists the public keys that receipts are verified with; renews the one in use',
	help: `
platform key            every key: its id, when it was made, when it was replaced
platform key --renew    makes a new key; the one in use can sign nothing any more, and what it signed stays valid

Renew the key when somebody may have read it. Then look at receipts that turn up with the page /verify, and not only offline: who has the old key can
still make receipts up, but not revisions with their seals.`,
	async run(args) {
		const { values } = parseArgs({ args, options: { renew: { type: 'boolean', default: false } } });
		const { database, close } = await openMigrated(environment());
		try {
			const at = new Date();
			if (values.renew) await database.write((db) => renewSigningKey(db, at));
			else await signingKey(database, at);
			for (const { id, createdAt, retiredAt } of await publicKeys(database.fresh))
				console.log(`${id}  made ${createdAt.toISOString()}  ${retiredAt ? `replaced ${retiredAt.toISOString()}` : 'in use'}`);
			return 0;
		} finally {
			await close();
		}
	}
};
