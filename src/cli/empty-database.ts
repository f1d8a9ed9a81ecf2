// SPDX-License-Identifier: Apache-2.0
// Writes build/database.tar: an embedded database with the tables, facts and forms of this version and nothing else, neither a key nor a person. A first
// start begins with a copy of it instead of making all that anew.
import { mkdir } from 'node:fs/promises';
import { seedConvention } from '#convention/server/seed.ts';
import { openEmbedded } from '#platform/server/database.ts';
import { emptyDatabase } from '#platform/server/empty-database.ts';
import { openJobs } from '#platform/server/jobs.ts';
import { openLog } from '#platform/server/log.ts';
import { migrate } from '#platform/server/migrate.ts';
import { writeWhole } from '#platform/server/write-whole.ts';
import { seedDefinitions } from '#records/server/definitions.ts';

const database = await openEmbedded(null);
await migrate(database);
const jobs = await openJobs(database, { log: openLog('silent'), drained: true });
await jobs.stop();
await database.write(async (db) => {
	await seedConvention(db);
	await seedDefinitions(db);
});
const dump = await database.embedded?.dumpDataDir('none');
if (!dump) throw new Error('no embedded database');
await mkdir('build', { recursive: true });
await writeWhole(emptyDatabase, new Uint8Array(await dump.arrayBuffer()));
await database.close();
