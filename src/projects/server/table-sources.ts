// SPDX-License-Identifier: Apache-2.0
// Somebody's table of projects as a source: added with one of its files, whose columns are then said once and kept for the next. What the columns may stand
// for is known to the adapter (src/interop/table-source): here it is kept as it was confirmed.
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { json, type Writing } from '#platform/server/database.ts';
import type { Doing } from '#records/server/doing.ts';
import { insertSource } from './other-sources.ts';

/** The file whose columns are shown. */
export interface Sample {
	name: string;
	sha256: string;
}

/** Nothing is read of it until its columns were confirmed. */
export async function addTable(db: Writing, doing: Doing, { name, sample }: { name: string; sample: Sample }): Promise<{ id: string } | Refusal> {
	if (!may(doing.by, 'project.harvest')) return refuse('not-allowed');
	const called = name.trim().slice(0, 200);
	return called ? insertSource(db, doing, { kind: 'table', name: called, mapping: { sample } }) : refuse('not-valid');
}

/** Another file to look at, or columns that were confirmed. */
export async function keepColumns(
	db: Writing,
	doing: Doing,
	{ source, mapping }: { source: string; mapping: { sample: Sample; [name: string]: unknown } }
): Promise<{ id: string } | Refusal> {
	if (!may(doing.by, 'project.harvest')) return refuse('not-allowed');
	const { numUpdatedRows } = await db
		.updateTable('projects.sources')
		// By other columns the same file says something else: it is read again.
		.set({ mapping: json(mapping), last_sha256: null, etag: null, last_modified: null, changed_by: doing.by.id, changed_at: doing.at })
		.where('id', '=', source)
		.where('kind', '=', 'table')
		.executeTakeFirst();
	return numUpdatedRows ? { id: source } : refuse('not-found');
}
