// SPDX-License-Identifier: Apache-2.0
// What the catalogue has of areas of focus: the newest entries of each group in one statement, and the counts of all areas in another. An area gathers
// what says so itself, and the record types that its fact names, so that a new area is there as soon as its fact is.
import { type Selectable, sql } from 'kysely';
import type { Known } from '#convention/fact.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Tables } from '#platform/server/tables.ts';
import type { Words } from '#text/words.ts';
import { apart, type AreaGroup, areaGroups, mostOfGroup } from '../area.ts';
import { entryColumns, entryFromRow } from './entries.ts';
import { named } from './naming.ts';
import type { World } from './project.ts';

type Area = Pick<Known<'area'>, 'id' | 'recordTypes'>;

/** The groups of an area that hold something, in their order. */
export async function readAreaGroups(db: Reading, { definitions, convention }: World, area: Area): Promise<AreaGroup[]> {
	const pairs = areaGroups.flatMap(({ id, types }) => types.map((type) => ({ id, type })));
	const { rows } = await sql<Selectable<Tables['catalogue.entries']> & { part: string; total: number }>`
		select * from (
			select ${sql.join(entryColumns.map((column) => sql.ref(`entry.${column}`)))}, coalesce(groups.id, 'submissions') as part,
				(count(*) over (partition by coalesce(groups.id, 'submissions')))::int as total,
				row_number() over (partition by coalesce(groups.id, 'submissions') order by entry.published_at desc, entry.record_id) as place
			from catalogue.entries as entry
			left join unnest(${pairs.map(({ type }) => type)}::text[], ${pairs.map(({ id }) => id)}::text[]) as groups (type, id) on groups.type = entry.type
			where entry.state = 'published' and (entry.areas @> array[${area.id}]::text[] or entry.type = any(${[...area.recordTypes]}::text[]))
				and entry.type <> all(${apart}::text[])
		) as found where place <= ${mostOfGroup} order by place`.execute(db as never);
	const shown = await named(db, rows.map(entryFromRow), definitions, convention);
	return areaGroups.flatMap(({ id, types }) => {
		const entries = shown.filter((_, at) => rows[at]?.part === id);
		const total = rows.find(({ part }) => part === id)?.total ?? 0;
		return entries.length ? [{ id, total, entries, type: types.length === 1 ? (types[0] ?? null) : null }] : [];
	});
}

export interface AreaCount {
	id: string;
	records: number;
	/** The newest of them. */
	newest: { id: string; title: Words; at: Date } | null;
}

/** How much each area holds, and what is new in it. */
export async function countAreas(db: Reading, areas: readonly Area[]): Promise<AreaCount[]> {
	const { rows } = await sql<{ id: string; records: number; record_id: string; title: Words; at: Date }>`
		select area.id, count(*)::int as records, (array_agg(entry.record_id order by entry.published_at desc, entry.record_id))[1] as record_id,
			(array_agg(entry.title order by entry.published_at desc, entry.record_id))[1] as title, max(entry.published_at) as at
		from jsonb_to_recordset(${JSON.stringify(areas.map(({ id, recordTypes }) => ({ id, types: recordTypes })))}::jsonb) as area (id text, types text[])
		join catalogue.entries as entry on entry.state = 'published' and (entry.areas @> array[area.id] or entry.type = any(area.types))
		group by area.id`.execute(db as never);
	const found = new Map(rows.map((row) => [row.id, row]));
	return areas.map(({ id }) => {
		const row = found.get(id);
		return { id, records: row?.records ?? 0, newest: row ? { id: row.record_id, title: row.title, at: new Date(row.at) } : null };
	});
}
