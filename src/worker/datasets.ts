// SPDX-License-Identifier: Apache-2.0
// Makes the bulk download every night, and soon after a first start.
import { mkdir, readdir, rm } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { World } from '#catalogue/server/project.ts';
import { type Dump, forgetOldDumps, newestDump, saveDump } from '#interop/dump/server/dumps.ts';
import { writeDump } from '#interop/dump/server/write-dump.ts';
import type { Platform } from '#platform/server/platform.ts';
import { reading } from '#platform/server/database.ts';
import { languages } from '#text/languages.ts';
import { type MessageId, readerIn } from '#text/message.ts';
import type { Words } from '#text/words.ts';

type Ground = Pick<Platform, 'configuration' | 'database' | 'files' | 'jobs' | 'log'>;

export const dumpQueue = 'dataset-dump';
const nightly = '15 1 * * *';
/** Seconds: a million records take minutes, many more beside other work. */
const longest = 6 * 3600;
/** Whoever has just started waits for pages first. */
const firstAfter = 60_000;

export async function dumpDatasets(platform: Ground, world: () => Promise<World>, clock = () => new Date()): Promise<void> {
	const { database, jobs } = platform;
	const folder = join(platform.configuration.dataDir, 'dumps');
	await mkdir(folder, { recursive: true });
	// What a crash left half written.
	for (const name of await readdir(folder)) if (name.startsWith('dump-')) await rm(join(folder, name), { recursive: true, force: true });
	await jobs.work(dumpQueue, async (_, { signal }) => void (await makeDump(platform, await world(), clock(), signal)), { longest });
	await jobs.every(nightly, dumpQueue);
	if (!(await newestDump(database.fresh)))
		await database.write((db) => jobs.enqueue(db, dumpQueue, {}, { after: new Date(clock().getTime() + firstAfter) }));
}

/** Null where one of the same second is there already: the job ran twice. */
export async function makeDump(
	{ configuration, database, files, log }: Omit<Ground, 'jobs'>,
	{ definitions, convention }: World,
	at: Date,
	signal?: AbortSignal
): Promise<Dump | null> {
	const began = performance.now();
	const { origin, dataDir } = configuration;
	const readers = await Promise.all(languages.map(readerIn));
	const inAll = (id: MessageId): Words => Object.fromEntries(readers.map(({ language, t }) => [language, t(id)]));
	const reader = await readerIn('en');
	const folder = join(dataDir, 'dumps');
	await mkdir(folder, { recursive: true });
	const written = await writeDump({
		db: database.read,
		definitions,
		convention,
		reader,
		about: {
			title: inAll('datasets.package.title'),
			description: reader.t('datasets.package.description'),
			licence: inAll('datasets.licence.text'),
			page: `${origin}/en/data`,
			origin,
			site: inAll('site.name')
		},
		words: { file: (name) => inAll(`datasets.file.${name}`), column: (name) => inAll(`datasets.column.${name}`) },
		at,
		folder,
		...(signal ? { signal } : {})
	});
	try {
		for (const file of written.files) await files.takeBack(createReadStream(file.path), file);
		const dump: Dump = {
			id: written.id,
			madeAt: at,
			records: written.records,
			withdrawn: written.withdrawn,
			files: written.files
		};
		const freed = await database.write(async (db) => {
			if ((await newestDump(reading(db)))?.id === dump.id) return null;
			await saveDump(db, dump);
			return forgetOldDumps(db);
		});
		for (const sha256 of freed ?? []) await files.remove(sha256);
		log.info(
			{ dump: dump.id, records: dump.records, files: dump.files.length, milliseconds: Math.round(performance.now() - began) },
			'everything public was written into files'
		);
		return freed && dump;
	} finally {
		await written.drop();
	}
}
