// SPDX-License-Identifier: Apache-2.0
// Takes one batch of rows in: one transaction, in which new records are written together and changed ones go by the acts. A row that cannot come in
// leaves the others alone.
import { sql } from 'kysely';
import { projectMany } from '#catalogue/server/project-many.ts';
import { allQuestions } from '#forms/form.ts';
import type { Person, Role } from '#people/person.ts';
import { isRefusal, type Refusal } from '#people/refusal.ts';
import { type Database, reading, type Writing } from '#platform/server/database.ts';
import { attach } from '#records/server/attach.ts';
import { begin } from '#records/server/begin.ts';
import { type Name, nameKey, nameOf } from '#records/name.ts';
import type { Doing } from '#records/server/doing.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { lockNames, namesHeld, takeNames } from '#records/server/names.ts';
import { draftOf, findRecord } from '#records/server/records.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { submit } from '#records/server/submit.ts';
import { cycleOf } from '#reporting/server/rounds.ts';
import { lockPlaces, type Place, placeName, placesHeld, takePlaces } from '#reporting/server/places.ts';
import { beginMany, contentOf, type Import, lockSource, remember } from './begin-many.ts';
import { around, type Filed, judge, type Judged, placeOf, type World } from './judge.ts';
import { type Problem, problem } from '#components/importing/problem.ts';

export type Outcome =
	| { filed: Filed; outcome: 'new' | 'changed'; record: string; findings: Problem[] }
	| { filed: Filed; outcome: 'same'; record: string }
	| { filed: Filed; outcome: 'bad'; problems: Problem[] };

export interface Taking extends Import {
	world: World;
	/** Only judged; nothing is written. */
	dry: boolean;
}

/** Faults of one row's content: data, constraint and size. A lost connection is none of them, and ends the import. */
const ofTheRow = (fault: unknown): boolean => /^(22|23|54)/.test((fault as { code?: string }).code ?? '');

export async function takeIn(database: Database, taking: Taking, rows: readonly Filed[]): Promise<Outcome[]> {
	if (!rows.length) return [];
	try {
		return await database.write((db) => take(db, taking, rows));
	} catch (fault) {
		if (!ofTheRow(fault)) throw fault;
		const [only] = rows;
		if (only && rows.length === 1)
			return [{ filed: only, outcome: 'bad', problems: [problem('not-stored', '', { reason: (fault as Error).message })] }];
		const half = Math.ceil(rows.length / 2);
		return [...(await takeIn(database, taking, rows.slice(0, half))), ...(await takeIn(database, taking, rows.slice(half)))];
	}
}

interface Known {
	key: string;
	record_id: string;
	sha256: string;
	seen_by: string;
	/** People have worked on it since the import: on its draft, or they made a revision. */
	by_hand: boolean;
	type: string;
	owner_kind: string;
	owner: string;
}

async function take(db: Writing, taking: Taking, rows: readonly Filed[]): Promise<Outcome[]> {
	const { world, source, run, dry, now } = taking;
	if (!dry) {
		await lockSource(db, source);
		await lockKnown(db, source, rows);
	}
	const known = new Map((await knownKeys(db, source, rows)).map((each) => [each.key, each]));
	const at = await around(reading(db), source, rows);
	const outcomes: Outcome[] = [];
	const fresh: Judged[] = [];
	const changed: { judged: Judged; known: Known }[] = [];
	const seen = new Map<string, string>();
	const same: string[] = [];
	const places = rows.flatMap((filed) => placeOf(filed) ?? []);
	if (!dry) await lockPlaces(db, places);
	const held = await placesHeld(db, places);
	const claimed = new Set<string>();
	const names = rows.flatMap((filed) => nameToBe(filed) ?? []);
	if (!dry) await lockNames(db, names);
	const named = await namesHeld(reading(db), names);
	for (const filed of rows) {
		const { key } = filed.row;
		const content = contentOf(filed);
		const there = known.get(key);
		const bad = (...problems: Problem[]) => outcomes.push({ filed, outcome: 'bad', problems });
		const before = seen.get(key);
		seen.set(key, before ?? content);
		if (before === content || (there?.sha256 === content && before === undefined)) {
			outcomes.push({ filed, outcome: 'same', record: there?.record_id ?? '' });
			if (there) same.push(key);
		} else if (before !== undefined || there?.seen_by === run) bad(problem('key-twice', 'key', { key }));
		else if (there && !belongs(there, filed)) bad(problem('key-of-another', 'key', { key, record: there.record_id }));
		else if (there?.by_hand) bad(problem('changed-by-people', 'key', { record: there.record_id }));
		else {
			const judged = judge(filed, world, at, now);
			const place = placeOf(filed);
			const taken = place && !there && !('problems' in judged) ? placeProblem(place, held, claimed) : undefined;
			const nameTaken = 'problems' in judged || taken ? undefined : nameProblem(filed, named, there?.record_id);
			if ('problems' in judged) bad(...judged.problems);
			else if (taken) bad(taken);
			else if (nameTaken) bad(nameTaken);
			else if (there) changed.push({ judged, known: there });
			else fresh.push(judged);
		}
	}
	if (dry) {
		for (const judged of fresh) outcomes.push({ filed: judged, outcome: 'new', record: '', findings: judged.findings });
		for (const { judged, known } of changed) outcomes.push({ filed: judged, outcome: 'changed', record: known.record_id, findings: judged.findings });
		return outcomes;
	}
	if (same.length)
		await db
			.updateTable('records.imports')
			.set({ seen_by: run })
			.where('source', '=', source)
			.where('key', 'in', same)
			.where('seen_by', '!=', run)
			.execute();
	const between = fresh.filter(({ definition }) => definition.type.visibility === 'bilateral');
	const usual = fresh.filter(({ definition }) => definition.type.visibility !== 'bilateral');
	const { ids, superseded } = await beginMany(db, taking, usual);
	await takePlaces(
		db,
		usual.flatMap((judged, place) => {
			const own = placeOf(judged);
			return own ? [{ ...own, record: ids[place] as string }] : [];
		})
	);
	await takeNames(
		db,
		usual.flatMap((judged, place) => {
			const own = nameToBe(judged);
			return own ? [{ ...own, record: ids[place] as string }] : [];
		})
	);
	for (const [place, judged] of usual.entries())
		outcomes.push({ filed: judged, outcome: 'new', record: ids[place] as string, findings: judged.findings });
	const touched = [...ids.filter((_, place) => usual[place]?.row.state === 'published'), ...superseded];
	for (const { judged, known } of [...between.map((judged) => ({ judged, known: undefined })), ...changed]) {
		const outcome = await byActs(db, taking, judged, known);
		outcomes.push(outcome);
		if (outcome.outcome === 'changed') touched.push(outcome.record);
	}
	await projectMany(db, world, touched);
	return outcomes;
}

/** A cycle has one report of each Party: the one that came first, by whatever way. Claims the place where it is free. */
function placeProblem(place: Place, held: ReadonlyMap<string, string>, claimed: Set<string>): Problem | undefined {
	const name = placeName(place);
	const holder = held.get(name);
	if (holder !== undefined) return problem('report-taken', 'cycle', { ...place, record: holder });
	if (claimed.has(name)) return problem('report-twice-here', 'cycle', { ...place });
	claimed.add(name);
	return undefined;
}

/** The name that only one published record may have, where the row is to be published with it. */
const nameToBe = ({ row, definition }: Filed): Name | null => (row.state === 'published' ? nameOf(definition.form, row.answers) : null);

/** A name that another published record has, or another row here before this one. Takes it where it is free. */
function nameProblem(filed: Filed, named: Map<string, string>, own: string | undefined): Problem | undefined {
	const name = nameToBe(filed);
	if (!name) return undefined;
	const holder = named.get(nameKey(name));
	if (holder !== undefined && holder !== own)
		return { at: name.at, code: 'name-taken', severity: 'error', values: { record: holder, name: name.name } };
	named.set(nameKey(name), own ?? filed.row.key);
	return undefined;
}

const belongs = (known: Known, { row }: Filed): boolean => known.type === row.type && known.owner_kind === row.ownerKind && known.owner === row.owner;

/** Whoever works on one of these records is waited for, so that what they leave is seen. */
const lockKnown = (db: Writing, source: string, rows: readonly Filed[]) =>
	sql`select from records.records where id in
		(select record_id from records.imports where source = ${source} and key = any(${rows.map(({ row }) => row.key)}::text[]))
		order by id for update`.execute(db);

async function knownKeys(db: Writing, source: string, rows: readonly Filed[]): Promise<Known[]> {
	const { rows: found } = await sql<Known>`
		select import.key, import.record_id, import.sha256, import.seen_by, record.type, record.owner_kind, record.owner,
			(draft.version is not null and draft.version is distinct from import.draft_version)
				or exists (select from records.revisions where record_id = record.id and number > import.revision) as by_hand
		from records.imports as import join records.records as record on record.id = import.record_id
		left join records.drafts as draft on draft.record_id = record.id
		where import.source = ${source} and import.key = any(${rows.map(({ row }) => row.key)}::text[])`.execute(db);
	return found;
}

class Refused extends Error {
	readonly problems: Problem[];
	constructor(problems: Problem[]) {
		super('refused');
		this.problems = problems;
	}
}

/** One row by the same acts that people use: all of it, or nothing of it. */
async function byActs(db: Writing, taking: Taking, judged: Judged, known: Known | undefined): Promise<Outcome> {
	await sql`savepoint row`.execute(db);
	try {
		const id = await act(db, taking, judged, known);
		await remember(db, taking, [{ judged, id, draft: (await draftOf(reading(db), id))?.version ?? null, revision: await lastRevision(db, id) }]);
		await sql`release savepoint row`.execute(db);
		return { filed: judged, outcome: known ? 'changed' : 'new', record: id, findings: judged.findings };
	} catch (fault) {
		if (!(fault instanceof Refused) && !ofTheRow(fault)) throw fault;
		await sql`rollback to savepoint row`.execute(db);
		const problems = fault instanceof Refused ? fault.problems : [problem('not-stored', '', { reason: (fault as Error).message })];
		return { filed: judged, outcome: 'bad', problems };
	}
}

async function lastRevision(db: Writing, record: string): Promise<number> {
	const row = await db
		.selectFrom('records.revisions')
		.select((select) => select.fn.max('number').as('number'))
		.where('record_id', '=', record)
		.executeTakeFirst();
	return row?.number ?? 0;
}

/** Whoever imports stands for the owner, who sent the rows, and for the secretariat, which takes them in. */
function actor(by: string, { row }: Filed): Person {
	const own: Record<typeof row.ownerKind, Role> = {
		party: { role: 'focal-point', party: row.owner },
		organisation: { role: 'organisation-contributor', organisation: row.owner },
		secretariat: { role: 'editor' }
	};
	return { id: by, name: '', email: '', language: 'en', roles: [own[row.ownerKind], { role: 'publisher' }] };
}

async function act(db: Writing, { world, by, now, source }: Taking, judged: Judged, known: Known | undefined): Promise<string> {
	const { row, form, definition, attachments } = judged;
	const submittedAt = row.submittedAt ?? row.publishedAt ?? now;
	const doing = (at: Date): Doing => ({ ...world, by: actor(by, judged), at, announce: async () => {} });
	const done = <T>(outcome: T | Refusal): T => {
		if (!isRefusal(outcome)) return outcome;
		throw new Refused(
			outcome.findings?.length
				? (outcome.findings as Problem[])
				: [{ at: '', code: outcome.refusal, severity: 'error', ...(outcome.values ? { values: outcome.values } : {}) }]
		);
	};
	const move = async (record: string, name: 'recall' | 'revise' | 'publish', at: Date) =>
		done(await moveRecord(db, doing(at), { record, move: name, ...(name === 'publish' ? { checklist: form.checklist } : {}) }));

	const id = known?.record_id ?? (await opened());
	if (known) await reopen(known);
	const place = placeOf(judged);
	if (place && (await cycleOf(reading(db), id)) !== place.cycle) throw new Refused([problem('cycle-changed', 'cycle', { record: id })]);
	for (const { sha256, name, mediaType, size } of attachments)
		done(await attach(db, doing(submittedAt), { record: id, sha256, name, mediaType, size }));
	const draft = await draftOf(reading(db), id);
	// What the sender does not say any more is taken out.
	const silent = Object.fromEntries(allQuestions(form).map((question) => [question.id, null]));
	done(
		await saveAnswers(db, doing(submittedAt), {
			record: id,
			version: draft?.version ?? 0,
			answers: { ...silent, ...judged.answers },
			given: 'explanations'
		})
	);
	if (row.state !== 'draft') done(await submit(db, doing(submittedAt), id));
	if (row.state === 'published' && definition.type.visibility !== 'bilateral') await move(id, 'publish', row.publishedAt ?? submittedAt);
	return id;

	async function opened(): Promise<string> {
		const beginning = { type: row.type, ownerKind: row.ownerKind, owner: row.owner, ownerCode: judged.ownerCode };
		const begun = done(await begin(db, doing(submittedAt), beginning));
		await db
			.updateTable('records.moves')
			.set({ details: sql`${JSON.stringify({ import: source, key: row.key })}::text::jsonb` })
			.where('record_id', '=', begun.id)
			.execute();
		return begun.id;
	}

	/** Brings the record to a draft; nobody has worked on it since the import. */
	async function reopen({ record_id: record }: Known): Promise<void> {
		const found = await findRecord(reading(db), record);
		const closed = new Refused([problem('record-not-open', 'key', { record })]);
		if (!found || found.stage === 'declined' || (found.state !== 'unpublished' && found.state !== 'published')) throw closed;
		if (found.stage === 'submitted') await move(record, 'recall', submittedAt);
		if (found.stage !== 'done') return;
		if (found.state !== 'published') throw closed;
		await move(record, 'revise', submittedAt);
	}
}
