// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { messageIndexes } from './message-index.ts';
import { messageSets } from './message-sets.ts';

test('the index files of messages are fresh: run `npm run messages` when this fails', () => {
	for (const [path, text] of messageIndexes()) expect(readFileSync(path, 'utf8'), path).toBe(text);
});

test('a browser is sent what its pages say: letters and the pages that one only reads are made on the server', () => {
	const { desk, office } = messageSets();
	expect(desk).toEqual(expect.arrayContaining(['desk', 'forms', 'refusal', 'offline', 'sharing']));
	expect(office).toEqual(expect.arrayContaining(['designer', 'facts']));
	for (const topic of ['mail', 'api', 'home', 'who', 'accessibility']) expect([...desk, ...office], topic).not.toContain(topic);
	// What a focal point never opens costs a poor line nothing.
	expect(desk.filter((topic) => office.includes(topic))).toEqual([]);
});
