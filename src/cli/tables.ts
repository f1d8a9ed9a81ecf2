// SPDX-License-Identifier: Apache-2.0
// Writes src/platform/server/tables.ts from the migrated schema, so that SQL stays the only description of the tables.
import { writeFile } from 'node:fs/promises';
import { openEmbedded } from '../platform/server/database.ts';
import { migrate } from '../platform/server/migrate.ts';
import { describeTables } from '../platform/server/tables-from-schema.ts';

const database = await openEmbedded(null);
await migrate(database);
await writeFile('src/platform/server/tables.ts', await describeTables(database));
await database.close();
