// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '#platform/server/database.ts';
import { testDatabase } from '../../../test/ground/database.ts';
import { readingState, readingTag, remembered } from './reading-tag.ts';

let database: Database;
beforeAll(async () => {
	database = await testDatabase();
});
afterAll(() => database.close());

test('the tag stays while nothing changes, and differs by address and state', () => {
	const tag = (path: string, state = 'one') => readingTag(state, `http://localhost${path}`);
	expect(tag('/en/registers')).toBe(tag('/en/registers'));
	expect(new Set([tag('/en/registers'), tag('/fr/registers'), tag('/en/registers?x=1'), tag('/en/registers', 'two')]).size).toBe(4);
});

test('a change of what can be read changes the state, half a second later at most', async () => {
	const before = await readingState(database.read, 20_000);
	await database.write((db) => db.insertInto('platform.settings').values({ name: 'catalogue-version', value: '1' }).execute());
	expect(await readingState(database.read, 20_100)).toBe(before);
	expect(await readingState(database.read, 20_501)).not.toBe(before);
});

test('what was read is made once while the state stands, and again after it', async () => {
	let made = 0;
	const read = (state: string, key = 'page') => remembered(state, key, async () => (made += 1));
	expect(await Promise.all([read('a'), read('a')])).toEqual([1, 1]);
	expect(await read('b')).toBe(2);
	expect(await read('b', 'other')).toBe(3);
	expect(await read('b')).toBe(2);
});

test('what fails is not kept, and the least lately used is forgotten', async () => {
	await expect(remembered('c', 'bad', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
	expect(await remembered('c', 'bad', async () => 'good')).toBe('good');
	for (let n = 0; n < 499; n += 1) await remembered('c', `page ${n}`, async () => n);
	expect(await remembered('c', 'bad', async () => 'again')).toBe('good');
	await remembered('c', 'one more', async () => 0);
	expect(await remembered('c', 'page 0', async () => 'anew')).toBe('anew');
});
