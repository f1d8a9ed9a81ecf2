// SPDX-License-Identifier: Apache-2.0
// The log of harvests: what was asked, how far it is, what became of each row.
import { randomBytes } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import { json, type Reading, type Writing } from '#platform/server/database.ts';
import type { Jobs } from '#platform/server/jobs.ts';
import type { Tables } from '#platform/server/tables.ts';
import type { SourceFault } from '../found.ts';
import type { Counts, Harvest, Line, Noticed, Outcome } from '../harvest.ts';
import type { Field } from '../answers.ts';

const harvestFrom = (row: Selectable<Tables['projects.harvests']>): Harvest => ({
	id: row.id,
	source: row.source,
	origin: row.origin as Harvest['origin'],
	fileName: row.file_name,
	file: row.file,
	sha256: row.sha256,
	dry: row.dry,
	state: row.state as Harvest['state'],
	rows: row.rows,
	counts: row.counts as Counts,
	fault: row.fault as SourceFault | null,
	askedBy: row.asked_by,
	askedAt: row.asked_at,
	begunAt: row.begun_at,
	endedAt: row.ended_at
});

/** The queue of harvests that were asked for. */
export const harvestQueue = 'project-harvest';

export interface Asked {
	source: string;
	origin: Harvest['origin'];
	dry?: boolean;
	/** A file that was brought. */
	file?: { name: string; sha256: string };
	by: string;
	at: Date;
}

/** Null where the source is being read already, or waits for it. */
export async function askHarvest(db: Writing, { source, origin, dry = false, file, by, at }: Asked): Promise<string | null> {
	const row = await db
		.insertInto('projects.harvests')
		.values({
			id: randomBytes(8).toString('hex'),
			source,
			origin,
			dry,
			file_name: file?.name ?? null,
			file: file?.sha256 ?? null,
			state: 'waiting',
			asked_by: by,
			asked_at: at
		})
		.onConflict((conflict) => conflict.doNothing())
		.returning('id')
		.executeTakeFirst();
	return row?.id ?? null;
}

/** Asks, and has it read by the queue; null as above. */
export async function queueHarvest(db: Writing, jobs: Pick<Jobs, 'enqueue'>, asked: Asked): Promise<string | null> {
	const harvest = await askHarvest(db, asked);
	if (harvest) await jobs.enqueue(db, harvestQueue, { harvest });
	return harvest;
}

export async function findHarvest(db: Reading, id: string): Promise<Harvest | undefined> {
	const row = await db.selectFrom('projects.harvests').selectAll().where('id', '=', id).executeTakeFirst();
	return row && harvestFrom(row);
}

/** The latest first. */
export const latestHarvests = async (db: Reading, limit = 30): Promise<Harvest[]> =>
	(await db.selectFrom('projects.harvests').selectAll().orderBy('asked_at', 'desc').orderBy('id').limit(limit).execute()).map(harvestFrom);

export type HarvestChange = Partial<Pick<Harvest, 'state' | 'rows' | 'sha256' | 'begunAt' | 'endedAt' | 'fault' | 'counts' | 'origin'>>;

export async function changeHarvest(db: Writing, id: string, change: HarvestChange): Promise<void> {
	await db
		.updateTable('projects.harvests')
		.set({
			...(change.state === undefined ? {} : { state: change.state }),
			...(change.origin === undefined ? {} : { origin: change.origin }),
			...(change.rows === undefined ? {} : { rows: change.rows }),
			...(change.sha256 === undefined ? {} : { sha256: change.sha256 }),
			...(change.begunAt === undefined ? {} : { begun_at: change.begunAt }),
			...(change.endedAt === undefined ? {} : { ended_at: change.endedAt }),
			...(change.fault === undefined ? {} : { fault: change.fault === null ? null : json(change.fault) }),
			...(change.counts === undefined ? {} : { counts: json(change.counts) })
		})
		.where('id', '=', id)
		.execute();
}

export async function keepLines(db: Writing, harvest: string, lines: readonly Line[]): Promise<void> {
	if (!lines.length) return;
	const { rows } = await sql<{ last: number | null }>`select max(place) as last from projects.lines where harvest = ${harvest}`.execute(db);
	const first = (rows[0]?.last ?? 0) + 1;
	const values = lines.map((line, at) => ({
		place: first + at,
		line: line.line,
		identifier: line.identifier.slice(0, 200),
		title: line.title.slice(0, 400),
		outcome: line.outcome,
		record_id: line.record,
		fields: line.fields,
		problems: line.problems
	}));
	await sql`
		insert into projects.lines (harvest, place, line, identifier, title, outcome, record_id, fields, problems)
		select ${harvest}, place, line, identifier, title, outcome, record_id, fields, problems
		from jsonb_to_recordset(${JSON.stringify(values)}::text::jsonb)
			as row (place integer, line integer, identifier text, title text, outcome text, record_id text, fields text[], problems jsonb)`.execute(db);
}

/** What a try that was cut off noted of rows that the next try sees again. */
export const forgetRefused = (db: Writing, harvest: string) =>
	db.deleteFrom('projects.lines').where('harvest', '=', harvest).where('outcome', '=', 'refused').execute();

export const linesPerPage = 200;

export interface WantedLines {
	outcome?: string | null;
	page?: number;
	limit?: number;
}

export async function linesOf(db: Reading, harvest: string, { outcome = null, page = 1, limit = linesPerPage }: WantedLines = {}): Promise<Line[]> {
	let query = db
		.selectFrom('projects.lines')
		.selectAll()
		.where('harvest', '=', harvest)
		.orderBy('place')
		.limit(limit)
		.offset((page - 1) * limit);
	if (outcome) query = query.where('outcome', '=', outcome);
	return (await query.execute()).map((row) => ({
		line: row.line,
		identifier: row.identifier,
		title: row.title,
		outcome: row.outcome as Outcome,
		record: row.record_id,
		fields: row.fields as Field[],
		problems: row.problems as Noticed[]
	}));
}

/** How many rows of a harvest had which outcome, of those that are logged. */
export async function countLines(db: Reading, harvest: string): Promise<Counts> {
	const rows = await db
		.selectFrom('projects.lines')
		.select(['outcome', (select) => select.fn.countAll<number>().as('count')])
		.where('harvest', '=', harvest)
		.groupBy('outcome')
		.execute();
	return Object.fromEntries(rows.map(({ outcome, count }) => [outcome, Number(count)]));
}
