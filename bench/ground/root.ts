// SPDX-License-Identifier: Apache-2.0
// Where the repository is, and throw-away folders for measurements. Seeds and migrations are found from the working directory, so it is set here.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
process.chdir(root);

const folders = new Set<string>();

/** A folder that is gone when this process ends. */
export function throwAway(prefix: string): string {
	const folder = mkdtempSync(join(tmpdir(), `${prefix}-`));
	folders.add(folder);
	return folder;
}

process.on('exit', () => {
	for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
