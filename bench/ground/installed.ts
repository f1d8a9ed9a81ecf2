// SPDX-License-Identifier: Apache-2.0
// Programs of the machine that a measure uses where they are there, and does without where they are not.
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

const places = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];

/** Where the program is; undefined where it is not installed. */
export const installed = (name: string): string | undefined =>
	places
		.map((place) => join(place, name))
		.find((path) => {
			try {
				accessSync(path, constants.X_OK);
				return true;
			} catch {
				return false;
			}
		});
