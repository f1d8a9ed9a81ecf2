// SPDX-License-Identifier: Apache-2.0
// Where files with reports of older cycles are kept, with their mappings and what became of each row. The files themselves lie where all files lie.
import { randomBytes } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import { json, type Reading, type Writing } from '#platform/server/database.ts';
import type { Tables } from '#platform/server/tables.ts';
import { emptyMapping, type Mapping, mappingFrom } from '../older/mapping.ts';
import type { OutcomeName } from '../older/outcome.ts';
import type { Problem } from '../older/problem.ts';

export type OlderStage = 'open' | 'waiting' | 'running' | 'done' | 'failed';

export interface OlderFile {
	id: string;
	cycle: string;
	name: string;
	sha256: string;
	size: number;
	mapping: Mapping;
	/** Cells that cannot be read are left out. */
	lenient: boolean;
	stage: OlderStage;
	rows: number;
	done: number;
	broughtBy: string;
	broughtAt: Date;
	startedBy: string | null;
	startedAt: Date | null;
	finishedAt: Date | null;
}

const fileFrom = (row: Selectable<Tables['reporting.older_files']>): OlderFile => ({
	id: row.id,
	cycle: row.cycle,
	name: row.name,
	sha256: row.sha256,
	size: row.size,
	mapping: mappingFrom(row.mapping) ?? emptyMapping,
	lenient: (row.mapping as { lenient?: boolean } | null)?.lenient === true,
	stage: row.stage as OlderStage,
	rows: row.rows,
	done: row.done,
	broughtBy: row.brought_by,
	broughtAt: row.brought_at,
	startedBy: row.started_by,
	startedAt: row.started_at,
	finishedAt: row.finished_at
});

/** The newest first. */
export async function olderFiles(db: Reading, limit = 100): Promise<OlderFile[]> {
	const rows = await db.selectFrom('reporting.older_files').selectAll().orderBy('brought_at', 'desc').orderBy('id').limit(limit).execute();
	return rows.map(fileFrom);
}

export async function olderFile(db: Reading, id: string): Promise<OlderFile | undefined> {
	const row = await db.selectFrom('reporting.older_files').selectAll().where('id', '=', id).executeTakeFirst();
	return row && fileFrom(row);
}

/** Locked until the transaction ends. */
export async function olderFileForEdit(db: Writing, id: string): Promise<OlderFile | undefined> {
	const row = await db.selectFrom('reporting.older_files').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
	return row && fileFrom(row);
}

export async function keepOlderFile(
	db: Writing,
	file: Pick<OlderFile, 'cycle' | 'name' | 'sha256' | 'size' | 'mapping' | 'broughtBy' | 'broughtAt'>
): Promise<string> {
	const id = randomBytes(8).toString('hex');
	await db
		.insertInto('reporting.older_files')
		.values({
			id,
			cycle: file.cycle,
			name: file.name,
			sha256: file.sha256,
			size: file.size,
			mapping: json({ ...file.mapping }),
			stage: 'open',
			brought_by: file.broughtBy,
			brought_at: file.broughtAt
		})
		.execute();
	return id;
}

export const keepMapping = (db: Writing, id: string, mapping: Mapping, lenient: boolean) =>
	db
		.updateTable('reporting.older_files')
		.set({ mapping: json({ ...mapping, lenient }) })
		.where('id', '=', id)
		.execute();

export interface SavedMapping {
	name: string;
	form: string;
	version: string;
	mapping: Mapping;
}

export async function savedMappings(db: Reading, form: string): Promise<SavedMapping[]> {
	const rows = await db.selectFrom('reporting.older_mappings').selectAll().where('form', '=', form).orderBy('name').execute();
	return rows.map(({ name, form, version, mapping }) => ({ name, form, version, mapping: mappingFrom(mapping) ?? emptyMapping }));
}

export async function saveMapping(db: Writing, saved: SavedMapping, by: string, at: Date): Promise<void> {
	const row = { form: saved.form, version: saved.version, mapping: json({ ...saved.mapping }), saved_by: by, saved_at: at };
	await db
		.insertInto('reporting.older_mappings')
		.values({ name: saved.name, ...row })
		.onConflict((conflict) => conflict.column('name').doUpdateSet(row))
		.execute();
}

/** A row of the report that is kept. */
export interface KeptLine {
	place: number;
	line: number;
	said: string;
	party: string | null;
	outcome: OutcomeName;
	record: string | null;
	revision: number | null;
	questions: string[];
	problems: Problem[];
}

export async function linesOf(db: Reading, file: string): Promise<KeptLine[]> {
	const rows = await db.selectFrom('reporting.older_lines').selectAll().where('file', '=', file).orderBy('place').execute();
	return rows.map((row) => ({
		place: row.place,
		line: row.line,
		said: row.said,
		party: row.party,
		outcome: row.outcome as OutcomeName,
		record: row.record_id,
		revision: row.revision,
		questions: row.questions,
		problems: row.problems as Problem[]
	}));
}

/** Writes down what became of a row, and that one more is done. */
export async function keepLine(db: Writing, file: string, line: KeptLine): Promise<void> {
	await sql`
		with kept as (
			insert into reporting.older_lines (file, place, line, said, party, outcome, record_id, revision, questions, problems)
			values (${file}, ${line.place}, ${line.line}, ${line.said}, ${line.party}, ${line.outcome}, ${line.record}, ${line.revision},
				${line.questions}::text[], ${JSON.stringify(line.problems)}::text::jsonb)
			on conflict do nothing returning 1
		)
		update reporting.older_files set done = done + (select count(*) from kept)::int where id = ${file}`.execute(db);
}
