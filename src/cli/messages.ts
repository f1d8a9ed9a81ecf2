// SPDX-License-Identifier: Apache-2.0
// Writes the index files of messages: src/text/messages/{language}.ts imports every topic of src/text/messages/{language}/, and two beside it what a
// browser needs.
import { writeFile } from 'node:fs/promises';
import { messageIndexes } from './message-index.ts';

for (const [path, text] of messageIndexes()) await writeFile(path, text);
