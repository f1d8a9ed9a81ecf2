// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, expect, test } from 'vitest';
import { json } from '#platform/server/database.ts';
import { testDatabase } from '../../../test/ground/database.ts';
import { currentDefinitions, lastDefinitions, markOfForms } from './current.ts';
import { loadDefinitions, seedDefinitions } from './definitions.ts';

const type = 'art7-nap';
let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
	database = await testDatabase();
	await database.write((db) => seedDefinitions(db));
});
afterAll(() => database.close());

/** What another process does when it publishes: this one hears nothing of it. */
const publishElsewhere = (version: string) =>
	database.write(async (db) => {
		const there = await db.selectFrom('forms.definitions').selectAll().where('id', '=', type).where('current', '=', true).executeTakeFirstOrThrow();
		await db.updateTable('forms.definitions').set({ current: false }).where('id', '=', type).execute();
		await db
			.insertInto('forms.definitions')
			.values({
				...there,
				version,
				form: json({ ...(there.form as object), version }),
				type: json(there.type),
				current: true,
				seeded_sha256: null,
				published_at: new Date(there.published_at.getTime() + 1000)
			})
			.execute();
	});

test('readers share one snapshot as long as nothing is published', async () => {
	const [first, second] = await Promise.all([currentDefinitions(database), currentDefinitions(database)]);
	expect(first).toBe(second);
	expect(await currentDefinitions(database, { now: true })).toBe(first);
	expect(lastDefinitions(database)).toBe(first);
	expect(markOfForms(first)).not.toBe('');
});

test('whoever writes knows at once what another process published; drafts and records of both versions find their form', async () => {
	const before = await currentDefinitions(database, { now: true });
	await publishElsewhere('2');
	const after = await currentDefinitions(database, { now: true });
	expect(after).not.toBe(before);
	expect(markOfForms(after)).not.toBe(markOfForms(before));
	expect(after.current(type)?.form.version).toBe('2');
	expect([after.form(type, '1')?.version, after.form(type, '2')?.version]).toEqual(['1', '2']);
	expect(after.versions(type)).toEqual(['1', '2']);
	expect(await currentDefinitions(database)).toBe(after);
});

test('a release brings no seeded version over one that the secretariat published', async () => {
	await database.write(async (db) => {
		await db.deleteFrom('forms.definitions').where('id', '=', type).where('version', '=', '1').execute();
		await seedDefinitions(db);
	});
	const definitions = await loadDefinitions(database.read);
	expect(definitions.current(type)?.form.version).toBe('2');
	expect(definitions.form(type, '1')?.version).toBe('1');
});
