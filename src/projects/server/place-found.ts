// SPDX-License-Identifier: Apache-2.0
// Finds the record that a telling of a source belongs to: one that stands, a new one, or a question to an editor.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { canonical } from '#forms/comparison.ts';
import type { Json } from '#forms/form.ts';
import { json, type Writing } from '#platform/server/database.ts';
import type { Doing } from '#records/server/doing.ts';
import type { Found } from '../found.ts';
import { bestMatch, type KnownProject, surely } from '../matching.ts';
import { beginProject, renewProject, type Written } from './write-project.ts';

export const hashOf = ({ row: _, ...found }: Found): string =>
	createHash('sha256')
		.update(canonical(found as unknown as Json))
		.digest('hex');

/** One harvest writes at a time, whatever the source: two that tell the same new project would make two records of it. */
export const lockProjects = (db: Writing) => sql`select pg_advisory_xact_lock(hashtextextended('projects', 0))`.execute(db);

export async function knownProjects(db: Writing): Promise<Map<string, KnownProject>> {
	const rows = await db.selectFrom('projects.found').select(['record_id', 'source', 'value']).where('record_id', 'is not', null).execute();
	const known = new Map<string, KnownProject>();
	for (const { record_id, source, value } of rows) {
		const record = record_id as string;
		const project = known.get(record) ?? { record, tellings: [] };
		project.tellings.push({ source, found: value as Found });
		known.set(record, project);
	}
	return known;
}

export interface Placing {
	source: string;
	found: Found;
	harvest: string;
	twin: string | null;
	twinDecided: string | null;
}

type Placed = Pick<Written, 'record' | 'fields' | 'problems'> & {
	outcome: 'new' | 'joined' | 'held' | 'doubtful' | 'refused';
	twin?: { record: string; reasons: unknown[] };
};

/** A project about mercury that has no record yet: part of one that stands, a new one, or a question to an editor. */
export async function place(db: Writing, doing: Doing, placing: Placing, known: Map<string, KnownProject>): Promise<Placed> {
	const { source, found, harvest } = placing;
	const match = placing.twinDecided === 'no' ? undefined : bestMatch(source, found, known.values());
	const record = placing.twinDecided === 'yes' ? placing.twin : match && match.score >= surely ? match.record : null;
	const twin = match && { record: match.record, reasons: match.reasons };
	if (!record && twin)
		return {
			outcome: 'doubtful',
			record: null,
			fields: [],
			twin,
			problems: [{ code: 'perhaps-twin', seen: `${twin.record} ${match.reasons[0]?.seen ?? ''}` }]
		};
	if (!record) {
		const made = await beginProject(db, doing, source, found, harvest);
		if (made.record) remember(known, made.record, source, found);
		return { ...made, outcome: made.record ? 'new' : 'refused' };
	}
	// It is part of the record before the record is made anew of all that tell it.
	await db
		.insertInto('projects.found')
		.values({
			...{ source, id: found.identifier.id, value: json(found), sha256: hashOf(found), record_id: record, verdict: 'yes', confidence: '1' },
			...{ first_seen_at: doing.at, last_seen_at: doing.at, changed_at: doing.at, seen_by: harvest }
		})
		.onConflict((conflict) => conflict.columns(['source', 'id']).doUpdateSet({ value: json(found), record_id: record }))
		.execute();
	const written = await renewProject(db, doing, record, harvest);
	remember(known, record, source, found);
	return { ...written, record, ...(twin ? { twin } : {}), outcome: written.outcome === 'held' ? 'held' : 'joined' };
}

export function remember(known: Map<string, KnownProject>, record: string, source: string, found: Found): void {
	const own = found.identifier.id;
	const others = (known.get(record)?.tellings ?? []).filter((each) => each.source !== source || each.found.identifier.id !== own);
	known.set(record, { record, tellings: [...others, { source, found }] });
}
