// SPDX-License-Identifier: Apache-2.0
// The door of the readers of the Committee: what is not public is given to them in the very transaction that writes down who looked at what, and when.
// The focal point of the Party reads that list.
import { may } from '#people/may.ts';
import { namesOf } from '#people/server/accounts.ts';
import type { Person } from '#people/person.ts';
import { reading, type Reading, type Writing } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import type { RecordEnvelope } from '#records/record.ts';
import { envelope, findRecord } from '#records/server/records.ts';
import { readRestricted } from '#records/server/revisions.ts';

export type Looked = 'record' | 'clarification' | 'document' | 'file';

/** Writes a look down, where the person looks as a reader of the Committee; people of the owner and the secretariat read their own. */
export async function noteLook(
	db: Writing,
	{ by, at }: { by: Person; at: Date },
	record: RecordEnvelope,
	what: Looked,
	part: string | null = null
): Promise<void> {
	if (!looksAsReader(by, record)) return;
	await db
		.insertInto('reporting.looks')
		.values({ record_id: record.id, what, part: part?.slice(0, 300) ?? null, looked_by: by.id, looked_at: at })
		.execute();
}

export const looksAsReader = (person: Person | null, record: RecordEnvelope): boolean =>
	may(person, 'record.read-restricted', record) && !may(person, 'record.read-private', record);

/** The record with what is restricted in it, for a reader of the Committee; undefined for everybody else. */
export async function lookAt(db: Writing, doing: { by: Person; at: Date; definitions: Definitions }, id: string, number?: number) {
	const read = await readRestricted(reading(db), doing.definitions, doing.by, id, number);
	if (!read || 'gone' in read) return undefined;
	await noteLook(db, doing, read.record, 'record', String(read.revision.number));
	return read;
}

export interface Look {
	what: Looked;
	part: string | null;
	/** Name of the person; empty for an erased account. */
	name: string;
	at: Date;
}

/** Who looked at a record of the Party, the newest first; undefined for whoever may not know. */
export async function looksAt(
	db: Reading,
	person: Person | null,
	id: string,
	limit = 1000
): Promise<{ record: RecordEnvelope; looks: Look[] } | undefined> {
	const record = await findRecord(db, id);
	if (!record || !may(person, 'look.read', record)) return undefined;
	const rows = await db.selectFrom('reporting.looks').selectAll().where('record_id', '=', id).orderBy('seq', 'desc').limit(limit).execute();
	const names = await namesOf(
		db,
		rows.map((row) => row.looked_by)
	);
	return {
		record,
		looks: rows.map((row) => ({ what: row.what as Looked, part: row.part, name: names.get(row.looked_by) ?? '', at: row.looked_at }))
	};
}

/** What the Committee may open: reports that stand, and what Parties submitted of their own; the newest first. */
export async function openToTheCommittee(db: Reading, person: Person | null, wish: { party?: string }): Promise<RecordEnvelope[]> {
	const rows = await db
		.selectFrom('records.records')
		.selectAll()
		.where('type', 'in', ['art21-full', 'art21-short', 'art15-self-submission'])
		.where('state', '=', 'published')
		.$if(wish.party !== undefined, (query) => query.where('owner', '=', wish.party as string))
		.orderBy('changed_at', 'desc')
		.orderBy('id')
		.limit(500)
		.execute();
	return rows.map(envelope).filter((record) => may(person, 'record.read-restricted', record));
}
