// SPDX-License-Identifier: Apache-2.0
// A thread of the loader: writes its share of the batches by a connection of its own.
import { parentPort, workerData } from 'node:worker_threads';
import { openServer } from '#platform/server/database.ts';
import { type Batches, writeBatches } from './invented-records.ts';

const { url, batches } = workerData as { url: string; batches: Batches };
const database = openServer(url, null);
await writeBatches(database, batches, (records) => parentPort?.postMessage(records));
await database.close();
