// SPDX-License-Identifier: Apache-2.0
// Makes what every test database is copied from: a database with the tables of the migrations and of the job queue, and nothing in them.
import { sql } from 'kysely';
import { type Database, openServer } from '#platform/server/database.ts';
import { openJobs } from '#platform/server/jobs.ts';
import { openLog } from '#platform/server/log.ts';
import { migrate } from '#platform/server/migrate.ts';

export const templateName = 'template_platform';

export async function prepare(database: Database): Promise<void> {
	await migrate(database);
	const jobs = await openJobs(database, { log: openLog('silent'), drained: true });
	await jobs.stop();
}

/** Makes the template on a server, once a run. */
export async function makeTemplate(url: (database?: string) => string): Promise<void> {
	await onServer(url(), `create database ${templateName}`);
	const database = openServer(url(templateName), null);
	await prepare(database);
	await database.close();
}

/** Runs one statement of plain SQL at an address. */
export async function onServer(url: string, statement: string): Promise<void> {
	const server = openServer(url, null);
	await sql.raw(statement).execute(server.kysely);
	await server.close();
}
