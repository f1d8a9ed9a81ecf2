// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '#platform/server/database.ts';
import { testDatabase } from '../../../test/ground/database.ts';
import { readingTag } from './reading-tag.ts';

let database: Database;
beforeAll(async () => {
	database = await testDatabase();
});
afterAll(() => database.close());

const tag = (now: number, path = '/en/registers', today = '2026-11-24') =>
	readingTag(database.read, 'build', today, new URL(path, 'http://localhost'), now);

test('the tag stays while nothing changes, and differs by address, language and day', async () => {
	const first = await tag(0);
	expect(await tag(10_000)).toBe(first);
	expect(
		new Set([first, await tag(10_001, '/fr/registers'), await tag(10_002, '/en/registers?x=1'), await tag(10_003, '/en/registers', '2026-11-25')])
			.size
	).toBe(4);
});

test('a change of what can be read changes the tag, half a second later at most', async () => {
	const before = await tag(20_000);
	await database.write((db) => db.insertInto('platform.settings').values({ name: 'catalogue-version', value: '1' }).execute());
	expect(await tag(20_100)).toBe(before);
	expect(await tag(20_501)).not.toBe(before);
});
