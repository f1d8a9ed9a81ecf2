// SPDX-License-Identifier: Apache-2.0
// Files the invented reports: the rows that the acts begin-report, submit, publish, return and revise leave, sealed alike, in a few statements for all of
// them. The cycles themselves are opened by the act. What is published is not projected here.
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { filesIn } from '#catalogue/entry.ts';
import type { World } from '#catalogue/server/project.ts';
import type { Answers } from '#forms/form.ts';
import type { Person } from '#people/person.ts';
import { isRefusal } from '#people/refusal.ts';
import { reading, type Reading, type Writing } from '#platform/server/database.ts';
import { movesFor } from '#records/move.ts';
import { identifier, identifierPrefix, type Stage, type State } from '#records/record.ts';
import { seal } from '#records/seal.ts';
import { languagesIn } from '#records/server/submit.ts';
import type { Definition } from '#records/type.ts';
import type { Told as Published } from '#reporting/report.ts';
import { ownTypes } from '#reporting/server/around.ts';
import { extend } from '#reporting/server/extend.ts';
import { openCycle } from '#reporting/server/open-cycle.ts';
import { takePlaces } from '#reporting/server/places.ts';
import { accountWith } from './act-out.ts';
import type { Invented, InventedReport } from './reports.ts';
import { moreTime } from './situations.ts';

const openings = [
	{ cycle: '2017-2020', at: new Date('2021-03-01T09:00:00Z') },
	{ cycle: '2021-2024', at: new Date('2025-03-04T09:00:00Z') }
];

/** Published records of Parties that reports are compared with, each in the revision that stands. */
export async function publishedByParties(db: Reading): Promise<Published[]> {
	const { rows } = await sql<Published>`
		select record.id, record.type, record.owner, revision.answers, revision.published_at::date::text as on
		from records.records as record join records.revisions as revision on revision.record_id = record.id and revision.number = record.published
		where record.owner_kind = 'party' and record.state = 'published' and record.type = any(${[...ownTypes, 'art3-form-d']}::text[])
		order by record.id`.execute(db as never);
	return rows;
}

/** Opens both cycles, as the officer did in their time, and gives a few Parties more of it. */
export async function openCycles(db: Writing, { convention }: World, by: Person): Promise<void> {
	const done = (outcome: object) => {
		if (isRefusal(outcome)) throw new Error(`the demonstration could not open its cycles: ${JSON.stringify(outcome)}`);
	};
	for (const { cycle, at } of openings) done(await openCycle(db, { by, at, convention }, cycle));
	for (const [party, due] of Object.entries(moreTime))
		done(
			await extend(
				db,
				{ by, at: new Date('2025-12-01T09:00:00Z') },
				{ cycle: '2021-2024', party, due, reason: 'Demonstration: asked for by the Party.' }
			)
		);
}

interface Revision {
	record_id: string;
	number: number;
	form_version: string;
	answers: Answers;
	languages: string[];
	submitted_by: string;
	submitted_at: Date;
	published_at: Date | null;
	salt: string;
	previous_sha256: string | null;
	sha256: string;
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
	reason: string | null;
	checklist: string[] | null;
	by: string;
	at: Date;
}

interface Filed {
	report: InventedReport;
	id: string;
	by: string;
	begunAt: Date;
	stage: Stage;
	state: State;
	published: number | null;
	revisions: Revision[];
	steps: Step[];
}

interface Officers {
	editor: Person;
	publisher: Person;
}

/** Gives the identifiers of those that are published. */
export async function fileReports(db: Writing, { definitions }: World, { reports, files }: Invented, officers: Officers): Promise<string[]> {
	const focalPoints = new Map<string, Person | null>();
	for (const party of new Set(reports.map((report) => report.party.id)))
		focalPoints.set(party, await accountWith(reading(db), { role: 'focal-point', party }));
	const counts = new Map<string, number>();
	const filed = reports.map((report, place) => {
		const { id: party, iso2 } = report.party;
		const definition = definitions.current(report.form.id) as Definition;
		const prefix = identifierPrefix(definition.type.prefix, iso2 ?? party);
		const number = (counts.get(prefix) ?? 0) + 1;
		counts.set(prefix, number);
		const by = focalPoints.get(party)?.id ?? `demo-focal-point-${party.toLowerCase()}`;
		return actedOut(report, { id: identifier(prefix, number), by, minute: (place * 7) % 60, definition, officers });
	});
	await write(db, filed, counts, files);
	return filed.filter(({ state }) => state === 'published').map(({ id }) => id);
}

interface Part {
	id: string;
	by: string;
	minute: number;
	definition: Definition;
	officers: Officers;
}

const hours = { begin: 8, revise: 8, submit: 10, return: 14, publish: 15 };

/** The story of one report as the acts would write it down. */
function actedOut(report: InventedReport, { id, by, minute, definition: { type }, officers }: Part): Filed {
	const moment = (act: keyof typeof hours, day: string) =>
		new Date(`${day}T${String(hours[act]).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00Z`);
	const begunAt = moment('begin', report.begun);
	const filed: Filed = { report, id, by, begunAt, stage: 'draft', state: 'unpublished', published: null, revisions: [], steps: [] };
	const nothing = { revision: null, reason: null, checklist: null };
	filed.steps.push({
		record_id: id,
		move: 'begin',
		event: 'begun',
		from_stage: null,
		to_stage: 'draft',
		from_state: null,
		to_state: 'unpublished',
		...nothing,
		by,
		at: begunAt
	});
	for (const { act, day, reason, answers } of report.story) {
		const move = movesFor({ visibility: type.visibility }, type)[act];
		if (!move?.from.stages.includes(filed.stage)) throw new Error(`${id}: ${act} does not start from ${filed.stage}`);
		const at = moment(act, day);
		if (act === 'submit') filed.revisions.push(revisionOf(filed, answers ?? report.answers, at));
		const last = filed.revisions.at(-1) as Revision;
		if (act === 'publish') {
			last.published_at = at;
			filed.published = last.number;
		}
		const to = { stage: move.to.stage ?? filed.stage, state: move.to.state ?? filed.state };
		filed.steps.push({
			record_id: id,
			move: act,
			event: move.event,
			from_stage: filed.stage,
			to_stage: to.stage,
			from_state: filed.state,
			to_state: to.state,
			revision: last.number,
			reason: reason ?? null,
			checklist: act === 'publish' ? report.form.checklist : null,
			by: act === 'publish' ? officers.publisher.id : act === 'return' ? officers.editor.id : by,
			at
		});
		Object.assign(filed, to);
	}
	return filed;
}

function revisionOf({ id, by, report: { form }, revisions }: Filed, answers: Answers, at: Date): Revision {
	const before = revisions.at(-1);
	const [number, previous] = [(before?.number ?? 0) + 1, before?.sha256 ?? null];
	const salt = randomBytes(16).toString('hex');
	const sealed = { record: id, number, form: form.id, formVersion: form.version, answers, submittedAt: at.toISOString(), salt, previous };
	return {
		record_id: id,
		number,
		form_version: form.version,
		answers,
		languages: languagesIn(form, answers),
		submitted_by: by,
		submitted_at: at,
		published_at: null,
		salt,
		previous_sha256: previous,
		sha256: seal(sealed)
	};
}

async function write(db: Writing, filed: readonly Filed[], counts: ReadonlyMap<string, number>, files: Invented['files']): Promise<void> {
	const open = filed.filter(({ stage }) => stage !== 'done');
	await sql`
		insert into records.counters (prefix, last) select * from unnest(${[...counts.keys()]}::text[], ${[...counts.values()]}::int[])`.execute(db);
	await sql`
		insert into records.records (id, type, owner_kind, owner, stage, state, visibility, published, demo, keeps_version, created_by, created_at, changed_at)
		select id, type, 'party', owner, stage, state, 'public', published, true, keeps_version, created_by, created_at, changed_at
		from ${recordset(
			filed.map(({ id, report, stage, state, published, by, begunAt, steps }) => ({
				id,
				type: report.form.id,
				owner: report.party.id,
				stage,
				state,
				published,
				keeps_version: report.cycle.formVersion !== null,
				created_by: by,
				created_at: begunAt,
				changed_at: steps.at(-1)?.at
			}))
		)} as row (id text, type text, owner text, stage text, state text, published integer, keeps_version boolean, created_by text, created_at timestamptz,
			changed_at timestamptz)`.execute(db);
	await sql`
		insert into records.revisions (record_id, number, form_version, answers, languages, submitted_by, submitted_at, published_at, salt, previous_sha256, sha256)
		select record_id, number, form_version, answers, languages, submitted_by, submitted_at, published_at, salt, previous_sha256, sha256
		from ${recordset(filed.flatMap(({ revisions }) => revisions))} as row (record_id text, number integer, form_version text, answers jsonb,
			languages text[], submitted_by text, submitted_at timestamptz, published_at timestamptz, salt text, previous_sha256 text, sha256 text)`.execute(db);
	const begunWith = sql`${recordset(
		open.map(({ id, by, report, begunAt }) => ({
			record_id: id,
			by,
			form_version: report.form.version,
			answers: report.answers,
			changed_at: begunAt
		}))
	)} as row (record_id text, by text, form_version text, answers jsonb, changed_at timestamptz)`;
	await sql`
		insert into records.drafts (record_id, form_version, version, changed_at)
		select record_id, form_version, 0, changed_at from ${begunWith}`.execute(db);
	await sql`
		with answers as (
			insert into records.draft_answers (record_id, question, value)
			select record_id, answer.key, answer.value from ${begunWith}, jsonb_each(answers) as answer
		)
		insert into records.answer_changes (record_id, version, question, value, changed_by, changed_at)
		select record_id, 0, answer.key, answer.value, by, changed_at from ${begunWith}, jsonb_each(answers) as answer`.execute(db);
	const steps = recordset(filed.flatMap((each) => each.steps).sort((a, b) => a.at.getTime() - b.at.getTime()));
	const step = sql`(place bigint, record_id text, move text, event text, from_stage text, to_stage text, from_state text, to_state text, revision integer,
		reason text, checklist jsonb, by text, at timestamptz)`;
	await sql`
		insert into records.moves (record_id, move, from_stage, to_stage, from_state, to_state, revision, reason, checklist, moved_by, moved_at)
		select record_id, move, from_stage, to_stage, from_state, to_state, revision, reason, nullif(checklist, 'null'), by, at
		from ${steps} as row ${step} order by place`.execute(db);
	await sql`
		insert into records.events (record_id, event, revision, caused_by, occurred_at)
		select record_id, event, revision, by, at from ${steps} as row ${step} order by place`.execute(db);
	const attachments = filed.flatMap(({ id, by, begunAt, report }) =>
		filesIn(report.answers).flatMap((sha256) => {
			const file = files.get(sha256);
			return file
				? [{ record_id: id, sha256, name: file.name, media_type: file.mediaType, size: file.content.length, attached_by: by, attached_at: begunAt }]
				: [];
		})
	);
	await sql`
		insert into records.attachments (record_id, sha256, name, media_type, size, attached_by, attached_at)
		select record_id, sha256, name, media_type, size, attached_by, attached_at
		from ${recordset(attachments)} as row (record_id text, sha256 text, name text, media_type text, size bigint, attached_by text,
			attached_at timestamptz)`.execute(db);
	await takePlaces(
		db,
		filed.map(({ id, report }) => ({ cycle: report.cycle.id, party: report.party.id, record: id }))
	);
	const [shown] = filed.filter(({ report }) => report.story.length === 0);
	if (shown)
		await db
			.updateTable('reporting.bound')
			.set({ shows_progress: true })
			.where('cycle', '=', shown.report.cycle.id)
			.where('party', '=', shown.report.party.id)
			.execute();
}

/** Many rows as one parameter, numbered in their order. */
const recordset = (rows: readonly object[]) => sql`jsonb_to_recordset(${JSON.stringify(rows.map((row, place) => ({ place, ...row })))}::text::jsonb)`;
