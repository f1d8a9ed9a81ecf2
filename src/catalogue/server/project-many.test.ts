// SPDX-License-Identifier: Apache-2.0
// Many at once and one by one write the same: rows, words, counts of facets.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { type Exchange, openExchange } from '../../../test/exchange.ts';
import { projectMany } from './project-many.ts';
import { projectAll } from './project.ts';

let exchange: Exchange;
beforeAll(async () => {
	exchange = await openExchange();
});
afterAll(() => exchange.close());

async function catalogue() {
	const { database } = exchange.world;
	// Numbers are given in the order of projection, and the marks of the blocks follow them.
	const entries = await sql<{ row: Record<string, unknown> }>`
		select to_jsonb(entry) - 'changed_at' - 'number' - 'search' - 'facets' || jsonb_build_object('search', entry.search::text, 'facets', (select array_agg(code order by code)
			from unnest(entry.facets) as code)) as row
		from catalogue.entries as entry order by record_id`.execute(database.kysely);
	const words = await sql<object>`select * from catalogue.words order by word, language`.execute(database.kysely);
	const counts = await sql<object>`
		select code, sum(change)::int as count from catalogue.facet_changes group by code having sum(change) <> 0 order by code`.execute(database.kysely);
	return { entries: entries.rows.map(({ row }) => row), words: words.rows, counts: counts.rows };
}

const empty = () =>
	exchange.world.database.write(async (db) => {
		await db.deleteFrom('catalogue.entries').execute();
		await db.deleteFrom('catalogue.words').execute();
	});

test('many records at once become the same entries as one by one', async () => {
	const { database, catalogue: world } = exchange.world;
	const tombstone = await sql<{ title: object }>`select title from catalogue.entries where state = 'withdrawn'`.execute(database.kysely);
	await database.write((db) =>
		db
			.insertInto('catalogue.file_texts')
			.values({ sha256: 'b'.repeat(64), media_type: 'application/pdf', text: 'Une explication détaillée', language: 'fr', state: 'read' })
			.execute()
	);
	await empty();
	await database.write((db) => projectAll(db, world));
	const one = await catalogue();
	expect(one.entries.length).toBeGreaterThan(5);
	expect(JSON.stringify(one.entries)).toContain('explic');
	await empty();
	const ids = (await database.read.selectFrom('records.records').select('id').execute()).map(({ id }) => id);
	const standing = await database.write((db) => projectMany(db, world, [...ids, 'MC-NONE-GH-0001']));
	const many = await catalogue();
	expect(many.entries).toEqual(one.entries);
	expect(many.words).toEqual(one.words);
	expect(many.counts).toEqual(one.counts);
	expect(standing).toBe(one.entries.length);
	expect(tombstone.rows.length).toBe(1);

	// Again: nothing changes but how often words were seen, numbers included.
	const numbers = () => sql<object>`select record_id, number from catalogue.entries order by record_id`.execute(database.kysely);
	const before = await numbers();
	await database.write((db) => projectMany(db, world, ids));
	expect((await numbers()).rows).toEqual(before.rows);
	expect((await catalogue()).entries).toEqual(one.entries);

	// What is not public any more is taken out.
	const hidden = ids.find((id) => id === exchange.ids.notification) as string;
	await database.write((db) => db.updateTable('records.records').set({ visibility: 'restricted' }).where('id', '=', hidden).execute());
	await database.write((db) => projectMany(db, world, [hidden]));
	expect((await catalogue()).entries.map((entry) => entry.record_id)).not.toContain(hidden);
});
