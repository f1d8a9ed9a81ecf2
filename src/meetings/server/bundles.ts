// SPDX-License-Identifier: Apache-2.0
// Archives with many documents: where they are kept, with what became of each line, and the acts that bring one and have it imported. A job does the work.
import { randomBytes } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import type { Acceptance } from '#platform/file.ts';
import type { Person } from '#people/person.ts';
import type { Reading, Writing } from '#platform/server/database.ts';
import type { Jobs } from '#platform/server/jobs.ts';
import type { Tables } from '#platform/server/tables.ts';
import type { LineOutcome, LineProblem, TakenLine } from '../bundle.ts';

export const bundleQueue = 'document-bundles';

/** As much as the desk takes in one request; more comes in parts, or by the operator's command. */
export const bundleFiles: Acceptance = { limitBytes: 50 * 1024 * 1024, accept: ['application/zip'] };

export type BundleStage = 'checking' | 'checked' | 'waiting' | 'running' | 'done' | 'failed';

export interface Bundle {
	id: string;
	name: string;
	sha256: string;
	stage: BundleStage;
	fault: string | null;
	rows: number;
	done: number;
	broughtBy: string;
	broughtAt: Date;
	startedBy: string | null;
	startedAt: Date | null;
}

const bundleFrom = (row: Selectable<Tables['meetings.bundles']>): Bundle => ({
	id: row.id,
	name: row.name,
	sha256: row.sha256,
	stage: row.stage as BundleStage,
	fault: row.fault,
	rows: row.rows,
	done: row.done,
	broughtBy: row.brought_by,
	broughtAt: row.brought_at,
	startedBy: row.started_by,
	startedAt: row.started_at
});

export interface Bringing {
	by: Person;
	at: Date;
	jobs: Jobs;
}

export async function bringBundle(
	db: Writing,
	{ by, at, jobs }: Bringing,
	archive: { name: string; sha256: string; size: number }
): Promise<{ id: string } | Refusal> {
	if (!may(by, 'documents.bring')) return refuse('not-allowed');
	const id = randomBytes(8).toString('hex');
	await db
		.insertInto('meetings.bundles')
		.values({ id, ...archive, stage: 'checking', brought_by: by.id, brought_at: at })
		.execute();
	await jobs.enqueue(db, bundleQueue, { bundle: id });
	return { id };
}

/** Has what was looked through imported. Whoever asks twice is told that it is under way. */
export async function startBundle(db: Writing, { by, at, jobs }: Bringing, id: string): Promise<{ id: string } | Refusal> {
	if (!may(by, 'documents.publish')) return refuse('not-allowed');
	const row = await db.selectFrom('meetings.bundles').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
	if (!row) return refuse('not-found');
	if (row.stage !== 'checked') return refuse('already-on');
	// What the check told is told anew by the import.
	await db.deleteFrom('meetings.bundle_lines').where('bundle', '=', id).execute();
	await db.updateTable('meetings.bundles').set({ stage: 'waiting', started_by: by.id, started_at: at, done: 0 }).where('id', '=', id).execute();
	await jobs.enqueue(db, bundleQueue, { bundle: id });
	return { id };
}

/** The newest first. */
export async function bundles(db: Reading, limit = 50): Promise<Bundle[]> {
	return (await db.selectFrom('meetings.bundles').selectAll().orderBy('brought_at', 'desc').orderBy('id').limit(limit).execute()).map(bundleFrom);
}

export async function bundle(db: Reading, id: string): Promise<Bundle | undefined> {
	const row = await db.selectFrom('meetings.bundles').selectAll().where('id', '=', id).executeTakeFirst();
	return row && bundleFrom(row);
}

export const setBundle = (db: Writing, id: string, set: Partial<Pick<Bundle, 'stage' | 'fault' | 'rows' | 'done'>> & { finished_at?: Date }) =>
	db.updateTable('meetings.bundles').set(set).where('id', '=', id).execute();

export async function bundleLines(db: Reading, id: string): Promise<TakenLine[]> {
	const rows = await db.selectFrom('meetings.bundle_lines').selectAll().where('bundle', '=', id).orderBy('line').execute();
	return rows.map(({ line, symbol, title, outcome, record_id, problems }) => ({
		...{ line, symbol, title, outcome: outcome as LineOutcome, record: record_id, problems: problems as unknown as LineProblem[] }
	}));
}

/** Writes down what became of lines. In an import that was cut off, what is there the same now was made new by the try before: that is what is told. */
export async function keepLines(db: Writing, id: string, lines: readonly TakenLine[], { before }: { before: number }): Promise<void> {
	if (!lines.length) return;
	const rows = lines.map(({ line, symbol, title, outcome, record, problems }) => ({ line, symbol, title, outcome, record_id: record, problems }));
	await sql`
		insert into meetings.bundle_lines (bundle, line, symbol, title, outcome, record_id, problems)
		select ${id}, line, symbol, title, outcome, record_id, problems
		from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as row (line int, symbol text, title text, outcome text, record_id text, problems jsonb)
		on conflict (bundle, line) do update set record_id = coalesce(excluded.record_id, bundle_lines.record_id), problems = excluded.problems,
			outcome = case when excluded.outcome = 'same' and bundle_lines.outcome in ('new', 'differs') then bundle_lines.outcome else excluded.outcome end`.execute(
		db
	);
	await setBundle(db, id, { done: before + lines.length });
}
