// SPDX-License-Identifier: Apache-2.0
// Counts what is kept: every night, and when an administrator asks.
import { countStorage, noteCount, storageQueue } from '#insights/administration/server/storage.ts';
import type { Platform } from '#platform/server/platform.ts';

/** When few people work. */
const nightly = '47 2 * * *';

export async function countStorageNightly({ jobs, database, files }: Platform, clock = () => new Date()): Promise<void> {
	await jobs.work(storageQueue, async (_, { signal }) => {
		const counted = await countStorage(database.fresh, files, signal);
		await database.write((db) => noteCount(db, { at: clock(), ...counted }));
	});
	await jobs.every(nightly, storageQueue);
}
