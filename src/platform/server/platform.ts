// SPDX-License-Identifier: Apache-2.0
// Opens what every process stands on, in order, and closes it in reverse. Knows no noun: what is done with it is theirs.
import { join } from 'node:path';
import type { Configuration } from '../configuration.ts';
import { type Database, openEmbedded, openServer } from './database.ts';
import { copyFor } from './empty-database.ts';
import { type Files, openFiles } from './files.ts';
import { lockFolder } from './folder-lock.ts';
import { type Jobs, openJobs } from './jobs.ts';
import { type Log, openLog } from './log.ts';
import { type Mailer, openMailer } from './mail.ts';
import { migrate } from './migrate.ts';

export interface Platform {
	configuration: Configuration;
	log: Log;
	database: Database;
	mailer: Mailer;
	files: Files;
	jobs: Jobs;
	/** Lets jobs in hand finish, then closes everything. A second call waits for the first. */
	close(): Promise<void>;
}

interface Options {
	/** Where the log goes instead of standard output. */
	log?: Log;
	/** For tests: jobs run only when drained. */
	drained?: boolean;
}

/**
 * Opens the log, the data folder, the database (brought to the newest migration), files, mail and jobs.
 * Throws `FolderTaken` when another process has the embedded database. When a later step fails, what was opened is closed again.
 */
export async function openPlatform(configuration: Configuration, options: Options = {}): Promise<Platform> {
	const log = options.log ?? openLog(configuration.logLevel);
	const opened: { name: string; close: () => unknown }[] = [];
	const open = async <T>(name: string, opening: Promise<T>, close: (value: T) => unknown): Promise<T> => {
		const value = await opening;
		opened.push({ name, close: () => close(value) });
		return value;
	};
	let closing: Promise<void> | undefined;
	const close = () =>
		(closing ??= (async () => {
			for (const { name, close } of opened.reverse()) {
				try {
					await close();
				} catch (err) {
					log.error({ err }, `could not close the ${name}`);
				}
			}
		})());

	try {
		const { databaseUrl, readDatabaseUrl, dataDir } = configuration;
		// Only the embedded database forbids company: with a server, web and worker processes share files and outbox as they like.
		if (!databaseUrl) await open('data folder', lockFolder(dataDir), (release) => release());
		const embedded = join(dataDir, 'database');
		const opening = databaseUrl ? Promise.resolve(openServer(databaseUrl, readDatabaseUrl)) : openEmbedded(embedded, await copyFor(embedded));
		const database = await open('database', opening, (each) => each.close());
		for (const name of await migrate(database)) log.info({ migration: name }, 'migrated');
		const files = await open('files', openFiles(configuration), (each) => each.close());
		const mailer = await open('mailer', openMailer(configuration), (each) => each.close());
		const jobs = await open('jobs', openJobs(database, { log, drained: options.drained ?? false }), (each) => each.stop());
		return { configuration, log, database, mailer, files, jobs, close };
	} catch (fault) {
		await close();
		throw fault;
	}
}
