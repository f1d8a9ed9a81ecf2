// SPDX-License-Identifier: Apache-2.0
// Fetches projects: what somebody asked for, what is due by its schedule, and at a first start what the release brings.
import type { World } from '#catalogue/server/project.ts';
import { runHarvest } from '#interop/harvest/server/run-harvest.ts';
import { seedSources } from '#interop/harvest/server/seeded-sources.ts';
import type { Platform } from '#platform/server/platform.ts';
import { isDue } from '#projects/harvest.ts';
import { harvestQueue, queueHarvest } from '#projects/server/harvests.ts';
import { allSources } from '#projects/server/sources.ts';

type Ground = Pick<Platform, 'configuration' | 'database' | 'files' | 'jobs' | 'log'>;

const due = 'project-harvests-due';
/** Whether a source is due is asked every hour; how often it is fetched stands with the source. */
const hourly = '17 * * * *';

export async function harvestProjects(platform: Ground, world: () => Promise<World>, clock = () => new Date()): Promise<void> {
	const { database, jobs, log } = platform;
	await jobs.work<{ harvest: string }>(harvestQueue, async ({ harvest: id }, { signal }) => {
		const began = performance.now();
		const harvest = await runHarvest(platform, id, {
			world: await world(),
			at: clock(),
			signal,
			fetching: { allowedHosts: platform.configuration.harvestHosts }
		});
		if (!harvest) return;
		const { source, state, rows, counts, fault } = harvest;
		log.info({ source, state, rows, counts, fault: fault?.code, milliseconds: Math.round(performance.now() - began) }, 'projects were harvested');
	});
	await jobs.work(due, async () => {
		const now = clock();
		for (const source of (await allSources(database.fresh)).filter((each) => isDue(each, now)))
			await database.write((db) => queueHarvest(db, jobs, { source: source.id, origin: 'address', by: 'platform', at: now }));
	});
	await jobs.every(hourly, due);
	await seedSources(database, clock(), (db, harvest) => jobs.enqueue(db, harvestQueue, { harvest }));
}
