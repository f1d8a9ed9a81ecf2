// SPDX-License-Identifier: Apache-2.0
// Runs once before all test files: with TEST_DATABASE=postgres it starts the PostgreSQL server that they share, and stops it at the end.
import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres.ts';
import { makeTemplate } from './template.ts';

declare module 'vitest' {
	interface ProvidedContext {
		/** Connection URL of the shared server's first database; null when the tests run on the embedded database. */
		postgres: string | null;
	}
}

export default async function setup(project: TestProject) {
	if (process.env.TEST_DATABASE !== 'postgres') {
		project.provide('postgres', null);
		return;
	}
	const server = await startPostgres();
	try {
		await makeTemplate(server.url);
	} catch (fault) {
		await server.stop();
		throw fault;
	}
	project.provide('postgres', server.url());
	return () => server.stop();
}
