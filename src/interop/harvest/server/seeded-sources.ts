// SPDX-License-Identifier: Apache-2.0
// The sources that the release brings, with their files: of projects from seeds/projects, of what others publish from seeds/linked.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { sql } from 'kysely';
import type { Database, Writing } from '#platform/server/database.ts';
import type { Source } from '#projects/harvest.ts';
import { askHarvest } from '#projects/server/harvests.ts';
import { allSources, keepSources, type SeededSource } from '#projects/server/sources.ts';

const folder = 'seeds/projects';

/** The file of the release for a source; null where it has none. */
export const seedFile = async ({ seed }: Pick<Source, 'seed'>): Promise<Uint8Array | null> =>
	seed === null ? null : readFile(join(folder, basename(seed)));

const setting = 'project-sources';

/**
 * Sources of the release come in, where they changed; and for each whose file was not taken in yet, a harvest is asked for. `enqueue` puts it into the queue, in
 * the same transaction: nothing is read here. Without `ask` the sources alone come in.
 */
export async function seedSources(
	database: Pick<Database, 'write' | 'fresh'>,
	at: Date,
	enqueue: (db: Writing, harvest: string) => Promise<void>,
	{ ask = true } = {}
): Promise<string[]> {
	const texts = await Promise.all([folder, 'seeds/linked'].map((each) => readFile(join(each, 'sources.yaml'), 'utf8')));
	const sha256 = createHash('sha256').update(texts.join('\n')).digest('hex');
	const known = await database.fresh.selectFrom('platform.settings').select('value').where('name', '=', setting).executeTakeFirst();
	if (known?.value !== sha256) {
		const { parse } = await import('yaml');
		await database.write(async (db) => {
			await keepSources(
				db,
				texts.flatMap((text) => parse(text) as SeededSource[]),
				at
			);
			await db
				.insertInto('platform.settings')
				.values({ name: setting, value: sha256 })
				.onConflict((conflict) => conflict.column('name').doUpdateSet({ value: sha256, set_at: sql`now()` }))
				.execute();
		});
	}
	if (!ask) return [];
	const asked: string[] = [];
	for (const source of await allSources(database.fresh)) {
		const file = await seedFile(source);
		if (!file || source.seededSha256 === createHash('sha256').update(file).digest('hex')) continue;
		await database.write(async (db) => {
			const id = await askHarvest(db, { source: source.id, origin: 'seed', by: 'platform', at });
			if (!id) return;
			asked.push(id);
			await enqueue(db, id);
		});
	}
	return asked;
}
