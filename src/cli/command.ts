// SPDX-License-Identifier: Apache-2.0
// What a command of the operator is, and how one opens the database without changing it. Knows no command.
import { realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Configuration } from '#platform/configuration.ts';
import { type Database, openEmbedded, openServer } from '#platform/server/database.ts';
import { type Files, openFiles } from '#platform/server/files.ts';
import { lockFolder } from '#platform/server/folder-lock.ts';
import { isMigrated } from '#platform/server/migrate.ts';

export interface Command {
	/** One line. */
	what: string;
	help: string;
	/** Returns the exit code. Throws where it could not be done; the message is shown. */
	run(args: string[]): Promise<number>;
}

/** The command was not called as it can be. */
export class Unusable extends Error {}

/** A report never takes the place of the file that it tells about, by whatever path that is named. */
export async function notOver(report: string, file: string): Promise<void> {
	const place = (path: string) => realpath(path).catch(() => resolve(path));
	if ((await place(report)) === (await place(file))) throw new Unusable(`--report would write over ${file}: name another file`);
}

export interface Opened {
	configuration: Configuration;
	database: Database;
	files: Files;
	close(): Promise<void>;
}

/** Opens database and files as they are: nothing is migrated, nothing is loaded. Throws `FolderTaken` while a server holds the embedded database. */
export async function openAsItIs(configuration: Configuration): Promise<Opened> {
	const { databaseUrl, dataDir } = configuration;
	const release = databaseUrl ? async () => {} : await lockFolder(dataDir);
	try {
		const database = databaseUrl ? openServer(databaseUrl, null) : await openEmbedded(join(dataDir, 'database'));
		const files = await openFiles(configuration);
		return {
			configuration,
			database,
			files,
			async close() {
				files.close();
				await database.close();
				await release();
			}
		};
	} catch (fault) {
		await release();
		throw fault;
	}
}

/**
 * The same, for what reads tables: throws with what is to be done where the database is not of this version; `older` takes one that was of any version, to
 * be saved before it is brought to this one.
 */
export async function openMigrated(configuration: Configuration, { older = false } = {}): Promise<Opened> {
	const opened = await openAsItIs(configuration);
	try {
		if (await isMigrated(opened.database, older ? null : undefined)) return opened;
		throw new Error(
			older
				? 'the database is empty: look whether DATA_DIR and DATABASE_URL are right'
				: 'the database has not been brought to this version: run platform migrate first, or look whether DATA_DIR and DATABASE_URL are right'
		);
	} catch (fault) {
		await opened.close();
		throw fault;
	}
}
