// SPDX-License-Identifier: Apache-2.0
// An editor says what the rules could not: whether a project is about mercury, and whether two tellings are one project. It is remembered, and stands
// whatever the source says next.
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { json, type Writing } from '#platform/server/database.ts';
import type { Doing } from '#records/server/doing.ts';
import type { Found } from '../found.ts';
import { harvesting } from './harvester.ts';
import { knownProjects, lockProjects, place } from './place-found.ts';

export interface Deciding {
	source: string;
	id: string;
	/** mercury: is it about mercury? twin: is it the same project as the record it may be? */
	question: 'mercury' | 'twin';
	answer: 'yes' | 'no';
}

export async function decideFound(
	db: Writing,
	doing: Doing,
	{ source, id, question, answer }: Deciding,
	project: (db: Writing, records: string[]) => Promise<void>
): Promise<{ record: string | null } | Refusal> {
	if (!may(doing.by, 'project.judge')) return refuse('not-allowed');
	await lockProjects(db);
	const row = await db.selectFrom('projects.found').selectAll().where('source', '=', source).where('id', '=', id).forUpdate().executeTakeFirst();
	if (!row) return refuse('not-found');
	// Two editors at once: the first has decided, and the record stands.
	if (row.record_id !== null || (question === 'twin' && row.twin === null)) return refuse('changed-meanwhile');
	const decided = { decided_by: doing.by.id, decided_at: doing.at };
	const mercury = question === 'mercury' ? answer : row.decided;
	const twinDecided = question === 'twin' ? answer : row.twin_decided;
	await db
		.updateTable('projects.found')
		.set({ ...decided, decided: mercury, twin_decided: twinDecided })
		.where('source', '=', source)
		.where('id', '=', id)
		.execute();
	if (mercury === 'no' || (mercury === null && row.verdict !== 'yes')) return { record: null };
	const placed = await place(
		db,
		harvesting(doing, doing.at),
		{ source, found: row.value as Found, harvest: row.seen_by, twin: row.twin, twinDecided },
		await knownProjects(db)
	);
	if (placed.outcome === 'refused') return refuse('not-valid');
	await db
		.updateTable('projects.found')
		.set({
			record_id: placed.record,
			...(placed.twin ? { twin: placed.twin.record, twin_reasons: json(placed.twin.reasons) } : {})
		})
		.where('source', '=', source)
		.where('id', '=', id)
		.execute();
	if (placed.record) await project(db, [placed.record]);
	return { record: placed.record };
}
