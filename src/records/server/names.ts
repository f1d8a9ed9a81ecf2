// SPDX-License-Identifier: Apache-2.0
// Who has a name that only one published record may have. Asked of the records themselves, under a lock: the catalogue follows a moment later, and of
// two who publish at once the second one has to see the first.
import { sql } from 'kysely';
import { type Refusal, refuse } from '#people/refusal.ts';
import { type Reading, reading, type Writing } from '#platform/server/database.ts';
import { type Name, nameKey } from '../name.ts';

type Named = Pick<Name, 'space' | 'name'>;

/** Many names as one parameter. */
const recordset = (names: readonly object[]) => sql`jsonb_to_recordset(${JSON.stringify(names)}::text::jsonb)`;

/** Keeps everybody else from taking names of these spaces until the transaction ends; in one order, so that two never wait in a circle. */
export async function lockNames(db: Writing, names: readonly Named[]): Promise<void> {
	for (const space of [...new Set(names.map((each) => each.space))].sort())
		await sql`select pg_advisory_xact_lock(hashtextextended(${`names ${space}`}, 0))`.execute(db);
}

/** The published records that have the names, by `nameKey`; a name that is free is not among them. */
export async function namesHeld(db: Reading, names: readonly Named[]): Promise<Map<string, string>> {
	if (!names.length) return new Map();
	const { rows } = await sql<Named & { record_id: string }>`
		select held.space, held.name, held.record_id
		from records.names as held
		join ${recordset(names)} as asked (space text, name text) using (space, name)
		join records.records as record on record.id = held.record_id and record.state = 'published'`.execute(db as never);
	return new Map(rows.map((row) => [nameKey(row), row.record_id]));
}

/** Writes down whose the names are. They are free, and locked; a record leaves the name that it had before. */
export async function takeNames(db: Writing, taken: readonly (Named & { record: string })[]): Promise<void> {
	if (!taken.length) return;
	const records = taken.map(({ record }) => record);
	await db.deleteFrom('records.names').where('record_id', 'in', records).execute();
	await db
		.insertInto('records.names')
		.values(taken.map(({ space, name, record }) => ({ space, name, record_id: record })))
		.onConflict((conflict) => conflict.columns(['space', 'name']).doUpdateSet((is) => ({ record_id: is.ref('excluded.record_id') })))
		.execute();
}

/** Takes the name for a record that is being published, or says which other one has it. */
export async function takeName(db: Writing, record: string, named: Name | null): Promise<Refusal | null> {
	if (!named) return null;
	await lockNames(db, [named]);
	const holder = (await namesHeld(reading(db), [named])).get(nameKey(named));
	if (holder && holder !== record) return refuse('name-taken', { record: holder, name: named.name });
	if (!holder) await takeNames(db, [{ ...named, record }]);
	return null;
}
