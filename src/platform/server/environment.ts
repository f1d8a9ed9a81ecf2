// SPDX-License-Identifier: Apache-2.0
// The only file that reads the environment. Knows no setting: those are in configuration.ts.
import { type Configuration, configurationFrom } from '../configuration.ts';

/** The configuration of this process. When a setting is wrong the process ends here with status 1 and one line for each problem. */
export function environment(): Configuration {
	const found = configurationFrom(process.env);
	if (!Array.isArray(found)) return found;
	process.stderr.write(found.map((problem) => `${problem}\n`).join(''));
	process.exit(1);
}
