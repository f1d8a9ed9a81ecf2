// SPDX-License-Identifier: Apache-2.0
// How long the whole list of the GEF's website takes, 5,032 projects of all kinds: read, judged, and those about mercury published as records; then the
// same file again, whose hash is known; then a file in which one project changed, so that every row is compared. Beside it the file read by its adapter and
// nothing more. FILE (test/files/gef-export-2020-03-08.csv).
import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { currentConvention } from '#convention/server/current.ts';
import { seedConvention } from '#convention/server/seed.ts';
import { readSource } from '#interop/harvest/server/read-source.ts';
import { runHarvest } from '#interop/harvest/server/run-harvest.ts';
import { seedSources } from '#interop/harvest/server/seeded-sources.ts';
import { harvestTables } from '#interop/harvest/server/tables.ts';
import { openEmbedded } from '#platform/server/database.ts';
import { openFiles } from '#platform/server/files.ts';
import { migrate } from '#platform/server/migrate.ts';
import type { Harvest } from '#projects/harvest.ts';
import { askHarvest } from '#projects/server/harvests.ts';
import { loadDefinitions, seedDefinitions } from '#records/server/definitions.ts';
import { report } from './ground/results.ts';

const path = process.env.FILE ?? 'test/files/gef-export-2020-03-08.csv';
const folder = await mkdtemp(join(tmpdir(), 'harvest-'));
const database = await openEmbedded(null);
await migrate(database);
await database.write(async (db) => {
	await seedConvention(db);
	await seedDefinitions(db);
});
const files = await openFiles({ dataDir: folder, bucket: null });
const world = { definitions: await loadDefinitions(database.read), convention: await currentConvention(database) };
await seedSources(database, new Date(), async () => {}, { ask: false });

const csv = await readFile(path);
const took = async <T>(act: () => Promise<T>): Promise<[number, T]> => {
	const began = performance.now();
	const made = await act();
	return [performance.now() - began, made];
};
const [adapter, read] = await took(async () => {
	let rows = 0;
	for await (const told of readSource({ kind: 'gef' }, csv, await harvestTables(world.convention.states))) if (!('fault' in told)) rows += 1;
	return rows;
});

async function harvest(bytes: Uint8Array): Promise<[number, Harvest]> {
	const kept = await files.put(bytes, { limitBytes: bytes.length + 1, accept: ['text/csv', 'text/plain'] });
	if ('refusal' in kept) throw new Error(kept.refusal);
	const at = new Date();
	const id = await database.write((db) =>
		askHarvest(db, { source: 'gef', origin: 'file', file: { name: 'export.csv', sha256: kept.sha256 }, by: 'bench', at })
	);
	const [milliseconds, done] = await took(() => runHarvest({ database, files }, id as string, { world, at }));
	if (!done || done.state === 'failed') throw new Error(JSON.stringify(done?.fault));
	return [milliseconds, done];
}

globalThis.gc?.();
const before = process.memoryUsage().rss;
const [cold, first] = await harvest(csv);
const memory = (process.memoryUsage().rss - before) / 1024 / 1024;
const [unchanged, second] = await harvest(csv);
if (second.state !== 'unchanged') throw new Error(`the same file again was ${second.state}`);
// Another title for one project: the file is another, and all but one row are as before.
const [one, third] = await harvest(Buffer.from(csv.toString('utf8').replace('Gold Mining in Chad', 'Gold Mining in the Chad')));
if (third.counts.changed !== 1 || third.counts.new) throw new Error(`one project changed: ${JSON.stringify(third.counts)}`);

const baseline = { what: 'the file read by its adapter and nothing more', value: adapter };
report(
	{
		name: 'harvest-gef',
		question: 'How long does a harvest of the whole list of the GEF take?',
		settings: { FILE: path, rows: read, ...Object.fromEntries(Object.entries(first.counts)) }
	},
	[
		{ what: 'harvest, cold', of: `PGlite, ${read} rows`, value: cold, unit: 'ms', baseline, target: { on: 'value', most: 10_000 } },
		{ what: 'harvest of the same file', of: 'PGlite', value: unchanged, unit: 'ms', baseline, target: { on: 'value', most: 2000 } },
		{ what: 'harvest of a file in which one project changed', of: 'PGlite', value: one, unit: 'ms', baseline, target: { on: 'value', most: 2000 } },
		{ what: 'memory above what the process held before', of: 'cold', value: memory, unit: 'MB', target: { on: 'value', most: 200 } }
	]
);
files.close();
await database.close();
await rm(folder, { recursive: true });
