// SPDX-License-Identifier: Apache-2.0
// Writes the new records of a batch in a few statements for all of them: the same rows that begin, submit and publish write one by one, sealed alike.
// Records that one Party sends to another are not among them; those go by the acts.
import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Writing } from '#platform/server/database.ts';
import { movesFor } from '#records/move.ts';
import { identifier, identifierPrefix } from '#records/record.ts';
import { seal } from '#records/seal.ts';
import { recordMove } from '#records/server/log-move.ts';
import { envelope } from '#records/server/records.ts';
import { languagesIn } from '#records/server/submit.ts';
import type { Judged } from './judge.ts';

export interface Import {
	source: string;
	/** Account id, or `import`. */
	by: string;
	now: Date;
	/** Tells this run of the command from every other. */
	run: string;
}

interface Step {
	record_id: string;
	move: string;
	event: string;
	from_stage: string | null;
	to_stage: string;
	from_state: string | null;
	to_state: string;
	revision: number | null;
	details: object;
	at: Date;
}

interface Begun {
	judged: Judged;
	id: string;
	stage: string;
	state: string;
	supersededBy: string | null;
	publishedAt: Date | null;
	submittedAt: Date | null;
	begunAt: Date;
	steps: Step[];
}

/** Gives the identifiers, in the order of the rows, and those of older records that were superseded. */
export async function beginMany(db: Writing, doing: Import, rows: readonly Judged[]): Promise<{ ids: string[]; superseded: string[] }> {
	if (!rows.length) return { ids: [], superseded: [] };
	const ids = await numbered(db, rows);
	const begun = rows.map((judged, at) => begin(judged, ids[at] as string, doing));
	const superseded = await supersede(db, doing, begun);
	await write(db, doing, begun);
	for (const { older, by, at } of superseded)
		await recordMove(db, { by: { id: doing.by } as never, at, announce: async () => {} }, older, {
			move: 'supersede',
			event: 'superseded',
			toStage: older.stage,
			toState: 'superseded',
			supersededBy: by,
			revision: older.published
		});
	return { ids, superseded: superseded.map(({ older }) => older.id) };
}

async function numbered(db: Writing, rows: readonly Judged[]): Promise<string[]> {
	const prefixes = rows.map(({ definition, ownerCode }) => identifierPrefix(definition.type.prefix, ownerCode));
	const counts = Map.groupBy(prefixes, (prefix) => prefix);
	// In one order for all, so that two who import at once wait for one another and never in a circle.
	const names = [...counts.keys()].sort();
	const { rows: taken } = await sql<{ prefix: string; last: number }>`
		insert into records.counters (prefix, last)
		select * from unnest(${names}::text[], ${names.map((name) => counts.get(name)?.length ?? 0)}::int[])
		on conflict (prefix) do update set last = counters.last + excluded.last returning prefix, last`.execute(db);
	const next = new Map(taken.map(({ prefix, last }) => [prefix, last - (counts.get(prefix)?.length ?? 0) + 1]));
	return prefixes.map((prefix) => {
		const number = next.get(prefix) as number;
		next.set(prefix, number + 1);
		return identifier(prefix, number);
	});
}

/** What begin, submit and publish would do, with the days that the row gives. */
function begin(judged: Judged, id: string, { source, now }: Import): Begun {
	const { row, definition } = judged;
	const moves = movesFor({ visibility: definition.type.visibility }, definition.type);
	const submittedAt = row.state === 'draft' ? null : (row.submittedAt ?? row.publishedAt ?? now);
	const publishedAt = row.state === 'published' ? (row.publishedAt ?? submittedAt) : null;
	const begunAt = row.submittedAt ?? row.publishedAt ?? now;
	const begun: Begun = { judged, id, stage: 'draft', state: 'unpublished', supersededBy: null, publishedAt, submittedAt, begunAt, steps: [] };
	const details = { import: source, key: row.key };
	begun.steps.push({
		record_id: id,
		move: 'begin',
		event: 'begun',
		from_stage: null,
		to_stage: 'draft',
		from_state: null,
		to_state: 'unpublished',
		revision: null,
		details,
		at: begunAt
	});
	for (const [name, at] of [
		['submit', submittedAt],
		['publish', publishedAt]
	] as const) {
		const move = moves[name];
		if (at && move) step(begun, name, move.event, { stage: move.to.stage ?? begun.stage, state: move.to.state ?? begun.state }, at);
	}
	return begun;
}

function step(begun: Begun, move: string, event: string, to: { stage: string; state: string }, at: Date): void {
	begun.steps.push({
		record_id: begun.id,
		move,
		event,
		from_stage: begun.stage,
		to_stage: to.stage,
		from_state: begun.state,
		to_state: to.state,
		revision: 1,
		details: {},
		at
	});
	begun.stage = to.stage;
	begun.state = to.state;
}

/** Where only one of an owner may stand, it is the one that was published last, whatever the order in which they come. */
async function supersede(db: Writing, { now }: Import, begun: readonly Begun[]) {
	const single = begun.filter(({ judged, state }) => judged.definition.type.single && state === 'published');
	if (!single.length) return [];
	const owners = [...new Map(single.map(({ judged: { row } }) => [`${row.type} ${row.ownerKind} ${row.owner}`, row])).values()];
	const found = await db
		.selectFrom('records.records')
		.selectAll()
		.select((select) =>
			select
				.selectFrom('records.revisions')
				.select('published_at')
				.whereRef('record_id', '=', 'records.records.id')
				.whereRef('number', '=', 'records.records.published')
				.as('standing_since')
		)
		.where('state', '=', 'published')
		.where((where) => where.or(owners.map(({ type, ownerKind, owner }) => where.and({ type, owner_kind: ownerKind, owner }))))
		.orderBy('id')
		.forUpdate()
		.execute();
	const stands = new Map<string, { at: Date; older?: ReturnType<typeof envelope>; begun?: Begun }>();
	for (const row of found) stands.set(`${row.type} ${row.owner_kind} ${row.owner}`, { at: row.standing_since ?? now, older: envelope(row) });
	const superseded: { older: ReturnType<typeof envelope>; by: string; at: Date }[] = [];
	for (const each of single) {
		const { row } = each.judged;
		const key = `${row.type} ${row.ownerKind} ${row.owner}`;
		const before = stands.get(key);
		const at = each.publishedAt as Date;
		if (before && before.at > at) {
			each.supersededBy = before.begun?.id ?? (before.older?.id as string);
			step(each, 'supersede', 'superseded', { stage: each.stage, state: 'superseded' }, before.at);
			continue;
		}
		if (before?.begun) {
			before.begun.supersededBy = each.id;
			step(before.begun, 'supersede', 'superseded', { stage: before.begun.stage, state: 'superseded' }, at);
		}
		if (before?.older) superseded.push({ older: before.older, by: each.id, at });
		stands.set(key, { at, begun: each });
	}
	return superseded;
}

async function write(db: Writing, doing: Import, begun: readonly Begun[]): Promise<void> {
	const { by } = doing;
	const sealed = begun.flatMap((each) => (each.submittedAt ? [revisionOf(each, each.submittedAt)] : []));
	const drafts = begun.filter(({ judged }) => judged.row.state !== 'published');
	await sql`
		insert into records.records (id, type, owner_kind, owner, stage, state, visibility, published, superseded_by, demo, keeps_version,
			created_by, created_at, changed_at)
		select id, type, owner_kind, owner, stage, state, visibility, published, superseded_by, false, keeps_version, ${by}, created_at, changed_at
		from ${recordset(
			begun.map(({ id, judged: { row, definition, keepsVersion }, stage, state, supersededBy, publishedAt, begunAt, steps }) => ({
				id,
				type: row.type,
				owner_kind: row.ownerKind,
				owner: row.owner,
				stage,
				state,
				visibility: definition.type.visibility,
				published: publishedAt ? 1 : null,
				superseded_by: supersededBy,
				keeps_version: keepsVersion,
				created_at: begunAt,
				changed_at: steps.at(-1)?.at
			}))
		)} as row (id text, type text, owner_kind text, owner text, stage text, state text, visibility text, published integer, superseded_by text,
			keeps_version boolean, created_at timestamptz, changed_at timestamptz)`.execute(db);
	if (sealed.length)
		await sql`
			insert into records.revisions (record_id, number, form_version, answers, languages, submitted_by, submitted_at, published_at, salt, sha256)
			select record_id, 1, form_version, answers, languages, ${by}, submitted_at, published_at, salt, sha256
			from ${recordset(sealed)} as row (record_id text, form_version text, answers jsonb, languages text[], submitted_at timestamptz,
				published_at timestamptz, salt text, sha256 text)`.execute(db);
	if (drafts.length) {
		const begunWith = sql`${recordset(
			drafts.map(({ id, judged, begunAt }) => ({ record_id: id, form_version: judged.form.version, answers: judged.answers, changed_at: begunAt }))
		)} as row (record_id text, form_version text, answers jsonb, changed_at timestamptz)`;
		await sql`
			insert into records.drafts (record_id, form_version, version, changed_at)
			select record_id, form_version, 0, changed_at from ${begunWith}`.execute(db);
		await sql`
			with answers as (
				insert into records.draft_answers (record_id, question, value)
				select record_id, answer.key, answer.value from ${begunWith}, jsonb_each(answers) as answer
				returning record_id, question, value
			)
			insert into records.answer_changes (record_id, version, question, value, changed_by, changed_at)
			select record_id, 0, question, value, ${by}, changed_at from answers join records.drafts using (record_id)`.execute(db);
	}
	const steps = recordset(begun.flatMap((each) => each.steps));
	const step = sql`(place bigint, record_id text, move text, event text, from_stage text, to_stage text, from_state text, to_state text, revision integer,
		details jsonb, at timestamptz)`;
	await sql`
		insert into records.moves (record_id, move, from_stage, to_stage, from_state, to_state, revision, details, moved_by, moved_at)
		select record_id, move, from_stage, to_stage, from_state, to_state, revision, details, ${by}, at from ${steps} as row ${step} order by place`.execute(
		db
	);
	await sql`
		insert into records.events (record_id, event, revision, details, caused_by, occurred_at)
		select record_id, event, revision, details, ${by}, at from ${steps} as row ${step} order by place`.execute(db);
	const files = begun.flatMap(({ id, judged, begunAt }) =>
		judged.attachments.map(({ sha256, name, mediaType, size }) => ({
			record_id: id,
			sha256,
			name,
			media_type: mediaType,
			size,
			attached_at: begunAt
		}))
	);
	if (files.length)
		await sql`
			insert into records.attachments (record_id, sha256, name, media_type, size, attached_by, attached_at)
			select record_id, sha256, name, media_type, size, ${by}, attached_at
			from ${recordset(files)} as row (record_id text, sha256 text, name text, media_type text, size bigint, attached_at timestamptz)
			on conflict do nothing`.execute(db);
	await remember(
		db,
		doing,
		begun.map(({ id, judged, submittedAt }) => ({ judged, id, draft: judged.row.state === 'published' ? null : 0, revision: submittedAt ? 1 : 0 }))
	);
}

function revisionOf({ id, judged, publishedAt }: Begun, submittedAt: Date) {
	const salt = randomBytes(16).toString('hex');
	const { form, relevant, row } = judged;
	const sha256 = seal({
		record: id,
		number: 1,
		form: row.type,
		formVersion: form.version,
		answers: relevant,
		submittedAt: submittedAt.toISOString(),
		salt,
		previous: null
	});
	const languages = languagesIn(form, relevant);
	return {
		record_id: id,
		form_version: form.version,
		answers: relevant,
		languages,
		submitted_at: submittedAt,
		published_at: publishedAt,
		salt,
		sha256
	};
}

/** Many rows as one parameter, numbered in their order. */
const recordset = (rows: readonly object[]) => sql`jsonb_to_recordset(${JSON.stringify(rows.map((row, place) => ({ place, ...row })))}::text::jsonb)`;

/** Writes down which record a key became, with the content that was taken in. */
export async function remember(
	db: Writing,
	{ source, by, now, run }: Import,
	rows: readonly { judged: Judged; id: string; draft: number | null; revision: number }[]
): Promise<void> {
	if (!rows.length) return;
	await sql`
		insert into records.imports (source, key, record_id, sha256, draft_version, revision, imported_by, imported_at, changed_at, seen_by)
		select ${source}, key, record_id, sha256, draft_version, revision, ${by}, ${now}, ${now}, ${run}
		from ${recordset(rows.map(({ judged, id, draft, revision }) => ({ key: judged.row.key, record_id: id, sha256: contentOf(judged), draft_version: draft, revision })))}
			as row (key text, record_id text, sha256 text, draft_version integer, revision integer)
		on conflict (source, key) do update set sha256 = excluded.sha256, draft_version = excluded.draft_version, revision = excluded.revision,
			changed_at = excluded.changed_at, seen_by = excluded.seen_by`.execute(db);
}

/** Hash of what a row says and of the files that it attaches. */
export const contentOf = ({ row, attachments }: Pick<Judged, 'row' | 'attachments'>): string =>
	attachments.length
		? createHash('sha256')
				.update([row.sha256, ...attachments.map(({ sha256 }) => sha256)].join(' '))
				.digest('hex')
		: row.sha256;

/** Locks one sender's keys until the transaction ends: the same file sent twice at once becomes one record a key. */
export const lockSource = (db: Writing, source: string) => sql`select pg_advisory_xact_lock(hashtextextended(${`import ${source}`}, 0))`.execute(db);
