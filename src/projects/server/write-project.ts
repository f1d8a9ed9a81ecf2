// SPDX-License-Identifier: Apache-2.0
// Brings the record of a project in step with what its sources tell and what an editor corrected. Repeatable: where nothing is new, nothing is written.
import { sql } from 'kysely';
import type { Answers, Json } from '#forms/form.ts';
import { isRefusal } from '#people/refusal.ts';
import { json, type Writing } from '#platform/server/database.ts';
import type { Doing } from '#records/server/doing.ts';
import { takeOver } from '#records/server/take-over.ts';
import type { Words } from '#text/words.ts';
import { answersOf, type Field, fields, identifiersOf, nameOf, projectType } from '../answers.ts';
import type { Found, Identifier } from '../found.ts';
import type { Noticed } from '../harvest.ts';
import { changedFields, correctionsIn, merge, type Telling } from '../merging.ts';

export interface Written {
	record: string | null;
	outcome: 'written' | 'same' | 'held' | 'refused';
	fields: Field[];
	problems: Noticed[];
}

/** Names of all that may be a country of a project; kept while the facts stand. */
const names = new WeakMap<Doing['convention'], ReadonlyMap<string, Words>>();
export function statesOf(convention: Doing['convention']): ReadonlyMap<string, Words> {
	const known = names.get(convention);
	if (known) return known;
	const made = new Map(convention.entries('states').map(({ id, words }) => [id, words]));
	names.set(convention, made);
	return made;
}

/** The record of a project by a number of it. */
export async function recordNumbered(db: Writing, identifier: Identifier): Promise<string | null> {
	const rows = await db
		.selectFrom('projects.found')
		.select(['record_id', 'value'])
		.where('record_id', 'is not', null)
		.where((where) =>
			where.or([where('id', '=', identifier.id), where('value', '@>', json({ others: [{ scheme: identifier.scheme, id: identifier.id }] }) as never)])
		)
		.execute();
	const wanted = nameOf(identifier);
	return rows.find(({ value }) => identifiersOf(value as Found).some((each) => nameOf(each) === wanted))?.record_id ?? null;
}

/** What the sources of a record tell, in the order in which they count; those that do not tell it any more come last. */
async function tellingsOf(db: Writing, doing: Doing, record: string): Promise<{ tellings: Telling[]; parentUnknown: Identifier | null }> {
	const rows = await db
		.selectFrom('projects.found as found')
		.innerJoin('projects.sources as source', 'source.id', 'found.source')
		.select(['found.source', 'found.value'])
		.where('found.record_id', '=', record)
		.orderBy((order) => order('found.gone_since', 'is not', null))
		.orderBy('source.position')
		.orderBy('found.source')
		.orderBy('found.id')
		.execute();
	return told(db, doing, rows as never, record);
}

async function told(db: Writing, doing: Doing, rows: { source: string; value: Found }[], record: string | null) {
	const tellings: Telling[] = [];
	let parentUnknown: Identifier | null = null;
	for (const { source, value } of rows) {
		const parent = value.parent ? await recordNumbered(db, value.parent) : null;
		if (value.parent && !parent) parentUnknown = value.parent;
		tellings.push({ source, answers: answersOf(value, { states: statesOf(doing.convention), parent: parent === record ? null : parent }) });
	}
	return { tellings, parentUnknown };
}

/** A new record of what one source tells. */
export async function beginProject(db: Writing, doing: Doing, source: string, found: Found, harvest: string): Promise<Written> {
	const { tellings, parentUnknown } = await told(db, doing, [{ source, value: found }], null);
	const { answers } = merge(tellings, {});
	const made = await takeOver(db, doing, { record: null, type: projectType, answers, details: { harvest, source } });
	if (isRefusal(made)) return { record: null, outcome: 'refused', fields: [], problems: problemsOf(made) };
	await keepWritten(db, doing, made.id, answers, made.number);
	return { record: made.id, outcome: 'written', fields: [], problems: unknown(parentUnknown) };
}

const unknown = (parent: Identifier | null): Noticed[] => (parent ? [{ code: 'parent-unknown', seen: `${parent.scheme} ${parent.id}` }] : []);

const problemsOf = (refusal: { refusal: string; findings?: { at: string; code: string }[] }): Noticed[] =>
	refusal.findings?.length
		? refusal.findings.map(({ at, code }) => ({ code: 'answer-wrong', seen: `${at}: ${code}` }))
		: [{ code: refusal.refusal, seen: '' }];

/**
 * What an editor published since the platform last wrote the record, noted before its sources are told anew: whether it is a correction is seen by what
 * they told then.
 */
export async function noteCorrections(db: Writing, doing: Doing, record: string): Promise<void> {
	const { rows } = await sql<{ answers: Answers; number: number; written: Answers; by: string; at: Date }>`
		select revision.answers, revision.number, written.answers as written, revision.submitted_by as by, revision.published_at as at
		from projects.written as written
		join records.records as record on record.id = written.record_id and record.published is distinct from written.revision
		join records.revisions as revision on revision.record_id = record.id and revision.number = record.published
		where written.record_id = ${record}`.execute(db);
	const [since] = rows;
	if (!since) return;
	const { tellings } = await tellingsOf(db, doing, record);
	const corrections = correctionsIn(since.answers, since.written, await correctionsOf(db, record), tellings);
	await keepCorrections(db, record, corrections, since);
	await keepWritten(db, doing, record, onlySourced(since.answers), since.number);
}

/** The record after its sources were told anew, or somebody edited it. `harvest` is what the history names. */
export async function renewProject(db: Writing, doing: Doing, record: string, harvest: string | null): Promise<Written> {
	const row = await db.selectFrom('records.records').selectAll().where('id', '=', record).forUpdate().executeTakeFirstOrThrow();
	await noteCorrections(db, doing, record);
	const written = await db.selectFrom('projects.written').selectAll().where('record_id', '=', record).executeTakeFirst();
	const { tellings, parentUnknown } = await tellingsOf(db, doing, record);
	const same: Written = { record, outcome: 'same', fields: [], problems: unknown(parentUnknown) };
	if (!tellings.length || row.published === null) return same;
	const stands = await db
		.selectFrom('records.revisions')
		.select(['answers', 'submitted_by', 'published_at'])
		.where('record_id', '=', record)
		.where('number', '=', row.published)
		.executeTakeFirstOrThrow();
	const answers = stands.answers as Answers;
	const corrections = correctionsIn(answers, (written?.answers ?? onlySourced(answers)) as Answers, await correctionsOf(db, record), tellings);
	const merged = merge(tellings, corrections).answers;
	// What sources know nothing of is the editor's and stays as it is.
	const after = { ...Object.fromEntries(Object.entries(answers).filter(([id]) => !isSourced(id))), ...merged };
	const changed = changedFields(answers, after);
	if (row.state !== 'published' || row.stage !== 'done') {
		const waits = changed.length > 0;
		if (written && written.waiting !== waits)
			await db.updateTable('projects.written').set({ waiting: waits }).where('record_id', '=', record).execute();
		return waits
			? { ...same, outcome: 'held', fields: changed, problems: [{ code: row.state === 'published' ? 'being-edited' : 'not-standing', seen: '' }] }
			: same;
	}
	await keepCorrections(db, record, corrections, { by: stands.submitted_by, at: stands.published_at ?? doing.at });
	if (!changed.length) {
		await keepWritten(db, doing, record, merged, row.published);
		return same;
	}
	const made = await takeOver(db, doing, { record, type: projectType, answers: after, details: harvest ? { harvest } : {} });
	if (isRefusal(made)) return { record, outcome: 'refused', fields: changed, problems: problemsOf(made) };
	await keepWritten(db, doing, record, merged, made.number);
	return { record, outcome: 'written', fields: changed, problems: unknown(parentUnknown) };
}

const isSourced = (id: string): boolean => (fields as readonly string[]).includes(id);
const onlySourced = (answers: Answers): Answers => Object.fromEntries(Object.entries(answers).filter(([id]) => isSourced(id)));

export async function correctionsOf(db: Writing, record: string): Promise<Partial<Record<Field, Json>>> {
	const rows = await db.selectFrom('projects.corrections').select(['field', 'value']).where('record_id', '=', record).execute();
	return Object.fromEntries(rows.map(({ field, value }) => [field, (value ?? null) as Json]));
}

async function keepCorrections(
	db: Writing,
	record: string,
	corrections: Partial<Record<Field, Json>>,
	{ by, at }: { by: string; at: Date }
): Promise<void> {
	const kept = Object.keys(corrections);
	let stale = db.deleteFrom('projects.corrections').where('record_id', '=', record);
	if (kept.length) stale = stale.where('field', 'not in', kept);
	await stale.execute();
	for (const [field, value] of Object.entries(corrections))
		await db
			.insertInto('projects.corrections')
			.values({ record_id: record, field, value: json(value), corrected_by: by, corrected_at: at })
			.onConflict((conflict) =>
				conflict
					.columns(['record_id', 'field'])
					.doUpdateSet({ value: json(value), corrected_by: by, corrected_at: at })
					.where('projects.corrections.value', 'is distinct from', json(value) as never)
			)
			.execute();
}

async function keepWritten(db: Writing, doing: Doing, record: string, answers: Answers, revision: number): Promise<void> {
	const row = { answers: json(answers), revision, waiting: false, written_at: doing.at };
	await db
		.insertInto('projects.written')
		.values({ record_id: record, ...row })
		.onConflict((conflict) => conflict.column('record_id').doUpdateSet(row))
		.execute();
}
