// SPDX-License-Identifier: Apache-2.0
// Whether the catalogue shows what the records are, and bringing it in step.
import { sql } from 'kysely';
import { currentConvention } from '#convention/server/current.ts';
import { projectMany } from '#catalogue/server/project-many.ts';
import type { Database, Reading } from '#platform/server/database.ts';
import { loadDefinitions } from '#records/server/definitions.ts';

/** Records whose entry is missing, stale or too much, with what is the matter. */
export async function outOfStep(db: Reading): Promise<{ id: string; why: string }[]> {
	const { rows } = await sql<{ id: string; why: string }>`
		select coalesce(record.id, entry.record_id) as id,
			case when entry.record_id is null then 'is not in it' when record.id is null then 'is there and should not be'
				when entry.number is null then 'was not projected for search' else 'stands there otherwise' end as why
		from (
			select id, state, published, type, owner, superseded_by from records.records
			where visibility = 'public' and state <> 'unpublished' and published is not null and type in (select id from forms.definitions)
		) as record
		full join catalogue.entries as entry on entry.record_id = record.id
		where record.id is null or entry.record_id is null or entry.number is null or entry.state <> record.state or entry.revision <> record.published
			or entry.type <> record.type or entry.owner <> record.owner or entry.superseded_by is distinct from record.superseded_by
		order by 1`.execute(db as never);
	return rows;
}

/** Projects what is out of step anew, some hundred records a transaction. Returns how many. */
export async function repairCatalogue(database: Database): Promise<number> {
	const world = { definitions: await loadDefinitions(database.fresh), convention: await currentConvention(database) };
	const ids = (await outOfStep(database.fresh)).map(({ id }) => id);
	for (let from = 0; from < ids.length; from += 200) await database.write((db) => projectMany(db, world, ids.slice(from, from + 200)));
	return ids.length;
}
