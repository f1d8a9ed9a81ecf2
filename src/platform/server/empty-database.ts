// SPDX-License-Identifier: Apache-2.0
// What a new embedded database begins with where the build has made it (src/cli/empty-database.ts): a copy takes a moment, making it anew takes seconds.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export const emptyDatabase = 'build/database.tar';

/** Undefined where there is a database already, or nothing to copy; then the migrations make what is missing, as they do in any case. */
export async function copyFor(folder: string): Promise<Blob | undefined> {
	if (existsSync(join(folder, 'PG_VERSION')) || !existsSync(emptyDatabase)) return undefined;
	return new Blob([await readFile(emptyDatabase)]);
}
