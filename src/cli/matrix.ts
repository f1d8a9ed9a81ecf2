// SPDX-License-Identifier: Apache-2.0
// Writes docs/authorisation.md from the table of abilities.
import { writeFile } from 'node:fs/promises';
import { matrixPage } from '../people/matrix.ts';

await writeFile('docs/authorisation.md', matrixPage());
