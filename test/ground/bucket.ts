// SPDX-License-Identifier: Apache-2.0
// An S3-compatible store for tests, on loopback, in a temporary folder.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';

export interface TestBucket {
	/** For FILES_URL. */
	url: string;
	stop(): Promise<void>;
}

export async function startBucket(): Promise<TestBucket> {
	const directory = await mkdtemp(join(tmpdir(), 's3-'));
	const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory, configureBuckets: [{ name: 'files' }] });
	const { port } = await server.run();
	return {
		url: `s3://S3RVER:S3RVER@files?endpoint=http://127.0.0.1:${port}&region=us-east-1`,
		async stop() {
			await server.close();
			await rm(directory, { recursive: true, force: true });
		}
	};
}
