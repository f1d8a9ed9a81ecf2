// SPDX-License-Identifier: Apache-2.0
// Makes the typed client in client/generated from the description of the API, as it is for a fresh installation. `node client/make.ts [folder]`.
import { createClient } from '@hey-api/openapi-ts';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openapi } from '#api/openapi.ts';
import { conventionOf } from '#convention/convention.ts';
import { readSeeds } from '#convention/server/seed.ts';
import { definitionsFrom } from '#records/definitions.ts';
import { readSeededDefinitions } from '#records/server/definitions.ts';

export async function makeClient(folder: string): Promise<void> {
	const definitions = definitionsFrom((await readSeededDefinitions()).map(({ definition, earlier }) => ({ ...definition, current: !earlier })));
	const convention = conventionOf(await readSeeds());
	// The day is in the examples alone, and those are in no type.
	const description = await openapi({ origin: 'http://localhost:3000', definitions, convention, today: '2026-01-01' });
	const work = await mkdtemp(join(tmpdir(), 'client-'));
	try {
		const input = join(work, 'openapi.json');
		await writeFile(input, JSON.stringify(description));
		await createClient({
			input,
			output: { path: folder, clean: true, module: { extension: '.ts' } },
			logs: { level: 'silent', file: false },
			plugins: ['@hey-api/typescript', '@hey-api/sdk', { name: '@hey-api/client-fetch', baseUrl: 'http://localhost:3000/api/v1' }]
		});
	} finally {
		await rm(work, { recursive: true });
	}
}

if (import.meta.main) await makeClient(process.argv[2] ?? 'client/generated');
