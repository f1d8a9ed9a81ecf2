// SPDX-License-Identifier: Apache-2.0
// The only file that reads the environment. Knows no setting but the one that may lie in a file: the rest is in configuration.ts.
import { readFileSync } from 'node:fs';
import { type Configuration, configurationFrom } from '../configuration.ts';

/** The configuration of this process. When a setting is wrong the process ends here with status 1 and one line for each problem. */
export function environment(): Configuration {
	const found = configurationFrom(variables());
	if (!Array.isArray(found)) return found;
	return end(found);
}

function end(problems: string[]): never {
	process.stderr.write(problems.map((problem) => `${problem}\n`).join(''));
	process.exit(1);
}

/** OIDC_PROVIDERS may name a file that holds the list. */
function variables(): Record<string, string | undefined> {
	const path = process.env.OIDC_PROVIDERS?.trim();
	if (!path || /^[[{"]/.test(path)) return process.env;
	try {
		return { ...process.env, OIDC_PROVIDERS: readFileSync(path, 'utf8') };
	} catch {
		return end(['OIDC_PROVIDERS names a file that cannot be read; give the path of one that this user may read, or the list itself']);
	}
}
