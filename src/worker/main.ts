// SPDX-License-Identifier: Apache-2.0
// A worker by itself, for an installation of many machines: reacts to events and sends letters, serves no page. Needs DATABASE_URL,
// since the embedded database belongs to one process.
import { environment } from '#platform/server/environment.ts';
import { openInstance } from './instance.ts';

const configuration = environment();
if (!configuration.databaseUrl) {
	console.error('a worker by itself needs DATABASE_URL; without it the web process works too');
	process.exit(1);
}
const instance = await openInstance(configuration);
await instance.work();
instance.platform.log.info('the worker waits for events');
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void instance.close().finally(() => process.exit(0)));
