// SPDX-License-Identifier: Apache-2.0
// Where training records are kept: which a Party has, and how one is taken away with all that hangs on it. Who may is asked by the acts.
import { type RawBuilder, sql } from 'kysely';
import type { Reading, Writing } from '#platform/server/database.ts';
import type { TrainingSituation } from '../training.ts';

export interface Training {
	record: string;
	party: string;
	type: string;
	situation: TrainingSituation;
	madeBy: string;
	madeAt: Date;
	changedAt: Date;
	rehearsedBy: string | null;
	rehearsedAt: Date | null;
}

const trainings = (db: Reading) =>
	db
		.selectFrom('records.training as training')
		.innerJoin('records.records as record', 'record.id', 'training.record_id')
		.selectAll('training')
		.select('record.changed_at');

type Row = Awaited<ReturnType<ReturnType<typeof trainings>['execute']>>[number];
const trainingFrom = (row: Row): Training => ({
	record: row.record_id,
	party: row.party,
	type: row.type,
	situation: row.situation as TrainingSituation,
	madeBy: row.made_by,
	madeAt: row.made_at,
	changedAt: row.changed_at,
	rehearsedBy: row.rehearsed_by,
	rehearsedAt: row.rehearsed_at
});

export async function trainingsOf(db: Reading, parties: readonly string[]): Promise<Training[]> {
	if (parties.length === 0) return [];
	return (
		await trainings(db)
			.where('training.party', 'in', [...parties])
			.orderBy('training.party')
			.orderBy('training.type')
			.execute()
	).map(trainingFrom);
}

export async function findTraining(db: Reading, record: string): Promise<Training | undefined> {
	const row = await trainings(db).where('training.record_id', '=', record).executeTakeFirst();
	return row && trainingFrom(row);
}

export async function trainingOn(db: Reading, party: string, type: string): Promise<Training | undefined> {
	const row = await trainings(db).where('training.party', '=', party).where('training.type', '=', type).executeTakeFirst();
	return row && trainingFrom(row);
}

/** Of two colleagues who begin at once, the second waits and finds what the first made. */
export async function lockTraining(db: Writing, party: string, type: string): Promise<void> {
	await sql`select pg_advisory_xact_lock(hashtextextended(${`training ${party} ${type}`}, 0))`.execute(db);
}

interface Reference {
	table: string;
	columns: string[];
	refers: string[];
}

/** Deletes a training record with every row that refers to it, whichever noun wrote it: nobody else's history holds a trace of it. */
export async function deleteTraining(db: Writing, record: string): Promise<void> {
	const exact = sql`id = ${record} and id like 'TRAINING-%'`;
	await deleteRows(db, 'records.records', exact, new Set());
}

async function deleteRows(db: Writing, table: string, which: RawBuilder<unknown>, above: ReadonlySet<string>): Promise<void> {
	const { rows } = await sql<Reference>`
		select format('%I.%I', namespace.nspname, class.relname) as table,
			(select jsonb_agg(format('%I', attname) order by at) from unnest(conkey) with ordinality as own (number, at)
				join pg_attribute on attrelid = conrelid and attnum = own.number) as columns,
			(select jsonb_agg(format('%I', attname) order by at) from unnest(confkey) with ordinality as other (number, at)
				join pg_attribute on attrelid = confrelid and attnum = other.number) as refers
		from pg_constraint join pg_class as class on class.oid = conrelid join pg_namespace as namespace on namespace.oid = class.relnamespace
		where contype = 'f' and confrelid = ${table}::regclass and conrelid <> confrelid
		order by 1`.execute(db);
	for (const reference of rows.filter((each) => !above.has(each.table))) {
		const inside = sql`(${sql.raw(reference.columns.join(', '))}) in (select ${sql.raw(reference.refers.join(', '))} from ${sql.raw(table)} where ${which})`;
		await deleteRows(db, reference.table, inside, new Set([...above, table]));
	}
	await sql`delete from ${sql.raw(table)} where ${which}`.execute(db);
}
