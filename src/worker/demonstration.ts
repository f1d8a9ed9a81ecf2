// SPDX-License-Identifier: Apache-2.0
// Loads the demonstration content: accounts of each role, and records that were filed, returned, published and withdrawn over the years. Only into
// an embedded database that holds no record, and only once. Everything of it is marked as demonstration.
import { type DemoAccount, seedDemoAccounts } from '#people/server/demo-accounts.ts';
import type { Reading } from '#platform/server/database.ts';
import { readTold } from './demonstration/content.ts';
import { actOut, storeFiles } from './demonstration/act-out.ts';
import type { Instance } from './instance.ts';

const setting = 'demonstration';

/** Returns the accounts for the greeting; [] where no demonstration is wanted (DEMO=0) or the database is a server. Throws when a story cannot be acted out: nothing is kept then. */
export async function loadDemonstration(instance: Instance): Promise<DemoAccount[]> {
	const { platform } = instance;
	const { database, configuration, log } = platform;
	if (!configuration.demo || !database.embedded) return [];
	const accounts = await seedDemoAccounts(platform);
	if (!(await isEmpty(database.read))) return accounts;
	const began = performance.now();
	const told = await readTold();
	const kept = await storeFiles(platform.files, told);
	const world = await instance.world();
	const records = await database.write(async (db) => {
		const count = await actOut(db, told, kept, world);
		const at = new Date();
		await db.insertInto('platform.settings').values({ name: setting, value: at.toISOString(), set_at: at }).execute();
		return count;
	});
	log.info({ records, milliseconds: Math.round(performance.now() - began) }, 'demonstration content loaded');
	return accounts;
}

/** No record, and no memory of having loaded: content that somebody took away does not come back. */
async function isEmpty(db: Reading): Promise<boolean> {
	const loaded = await db.selectFrom('platform.settings').select('value').where('name', '=', setting).executeTakeFirst();
	const record = await db.selectFrom('records.records').select('id').limit(1).executeTakeFirst();
	return !loaded && !record;
}
