// SPDX-License-Identifier: Apache-2.0
// Every move of a record but the submission: one act over the tables of moves, with what publishing, revising and deciding do besides.
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { type Writing } from '#platform/server/database.ts';
import { canShow } from '#forms/crosswalk.ts';
import { carryAlong } from '#forms/designed.ts';
import { type Answers, type Json, type Question, questionOf } from '#forms/form.ts';
import { isDay } from '#convention/day.ts';
import { fitting, type MoveName, movesFor } from '../move.ts';
import { nameOf } from '../name.ts';
import type { RecordEnvelope } from '../record.ts';
import { isTraining } from '../training.ts';
import type { Doing } from './doing.ts';
import { type Besides, recordMove } from './log-move.ts';
import { takeName } from './names.ts';
import { begunDraft } from './write-draft.ts';
import { envelope } from './records.ts';

export interface Moving {
	record: string;
	move: Exclude<MoveName, 'submit'>;
	reason?: string;
	/** publish: the checklist items that the officer ticked. All of the form's are needed. */
	checklist?: string[];
	/** publish, return: the revision that the officer read; another one is not judged in its place. */
	seen?: number;
	/** supersede: the record that takes its place. */
	successor?: string;
	/** decide: what became of the record, one of the outcomes of its type. */
	outcome?: string;
	/** decide: the day of the decision, `YYYY-MM-DD`, where it is not the day of recording it. */
	day?: string;
}

export async function moveRecord(db: Writing, doing: Doing, moving: Moving): Promise<RecordEnvelope | Refusal> {
	const row = await db.selectFrom('records.records').selectAll().where('id', '=', moving.record).forUpdate().executeTakeFirst();
	const record = row && envelope(row);
	if (!record || !may(doing.by, 'record.read', record)) return refuse('not-found');
	const type = doing.definitions.type(record.type);
	const ability = movesFor(record, type)[moving.move]?.ability;
	if (ability && !may(doing.by, ability, record)) return refuse('not-allowed');
	if (isTraining(record.id)) return refuse('only-training');
	const move = fitting(moving.move, record, type);
	if (!move) return refuse('stage-does-not-fit');
	const reason = moving.reason?.trim() || null;
	if (move.reason && !reason) return refuse('reason-missing');
	if (moving.move === 'decide') return decide(db, doing, record, type?.outcomes ?? [], { ...moving, reason });
	const last = await db
		.selectFrom('records.revisions')
		.select(['number', 'form_version', 'answers'])
		.where('record_id', '=', record.id)
		.orderBy('number', 'desc')
		.limit(1)
		.executeTakeFirst();
	if (moving.seen !== undefined && moving.seen !== last?.number) return refuse('changed-meanwhile');
	if (moving.move === 'publish') {
		const wanted = doing.definitions.form(record.type, last?.form_version)?.checklist ?? [];
		if (!wanted.every((item) => moving.checklist?.includes(item))) return refuse('checklist-incomplete');
	}
	const after: RecordEnvelope = { ...record, stage: move.to.stage ?? record.stage, state: move.to.state ?? record.state, changedAt: doing.at };
	const publishes = move.to.state === 'published';
	if (publishes) {
		const form = doing.definitions.form(record.type, last?.form_version);
		const taken = form && (await takeName(db, record.id, nameOf(form, last?.answers as Answers)));
		if (taken) return taken;
		after.published = last?.number ?? null;
		await publishRevision(db, doing, record, after.published as number, moving.move === 'insist' ? await openRemark(db, record.id) : null);
	}
	if (moving.move === 'supersede') after.supersededBy = moving.successor ?? null;
	const besides = moving.move === 'revise' && last ? await draftFromRevision(db, doing, record, last as never) : {};
	if (moving.move === 'discard' || publishes) await db.deleteFrom('records.drafts').where('record_id', '=', record.id).execute();
	await recordMove(
		db,
		doing,
		record,
		{
			move: moving.move,
			event: move.event,
			toStage: after.stage,
			toState: after.state,
			published: after.published,
			supersededBy: after.supersededBy,
			revision: last?.number ?? null,
			reason,
			checklist: moving.checklist ?? null
		},
		besides
	);
	return after;
}

/** Records what became of the record. A later outcome corrects an earlier one; both stay in the history. */
async function decide(
	db: Writing,
	doing: Doing,
	record: RecordEnvelope,
	outcomes: string[],
	{ outcome, day, reason }: { outcome?: string; day?: string; reason: string | null }
): Promise<RecordEnvelope | Refusal> {
	if (!outcome || !outcomes.includes(outcome)) return refuse('outcome-unknown');
	const on = day?.trim() || null;
	if (on && !isDay(on)) return refuse('not-a-day');
	if (on && on > doing.at.toISOString().slice(0, 10)) return refuse('day-to-come');
	const held = await doing.holdOutcome?.(db, record, outcome);
	if (held) return held;
	await recordMove(db, doing, record, {
		move: 'decide',
		event: 'decided',
		toStage: record.stage,
		toState: record.state,
		revision: record.published,
		reason,
		outcome: { outcome, day: on },
		details: { outcome, ...(on ? { day: on } : {}) }
	});
	return { ...record, outcome, outcomeAt: doing.at, outcomeDay: on, changedAt: doing.at };
}

async function publishRevision(db: Writing, doing: Doing, record: RecordEnvelope, number: number, remark: string | null): Promise<void> {
	await db
		.updateTable('records.revisions')
		.set({ published_at: doing.at, remark })
		.where('record_id', '=', record.id)
		.where('number', '=', number)
		.execute();
	if (!doing.definitions.type(record.type)?.single) return;
	// A new plan or notification takes the place of the older one of the same owner.
	const older = await db
		.selectFrom('records.records')
		.selectAll()
		.where('type', '=', record.type)
		.where('owner', '=', record.owner)
		.where('owner_kind', '=', record.ownerKind)
		.where('state', '=', 'published')
		.where('id', '!=', record.id)
		.forUpdate()
		.execute();
	for (const each of older) {
		await recordMove(db, doing, envelope(each), {
			move: 'supersede',
			event: 'superseded',
			toStage: each.stage,
			toState: 'superseded',
			supersededBy: record.id,
			revision: each.published
		});
	}
}

/** The secretariat's last reason for a return stays beside what a Party insisted on. */
async function openRemark(db: Writing, recordId: string): Promise<string | null> {
	const row = await db
		.selectFrom('records.moves')
		.select('reason')
		.where('record_id', '=', recordId)
		.where('move', '=', 'return')
		.orderBy('seq', 'desc')
		.limit(1)
		.executeTakeFirst();
	return row?.reason ?? null;
}

async function draftFromRevision(
	db: Writing,
	doing: Doing,
	record: RecordEnvelope,
	last: { number: number; form_version: string; answers: Answers }
): Promise<Besides> {
	const form = doing.definitions.form(record.type, record.keepsVersion ? last.form_version : undefined);
	const versionOf = (version: string) => doing.definitions.form(record.type, version);
	const carried = form ? carryAlong(form, last.form_version, last.answers, versionOf).answers : last.answers;
	// What a question of another kind now cannot show stays in the revision, and is asked anew.
	const shown = ([id, answer]: [string, Json]) => !form || canShow(questionOf(form, id) as Question, answer);
	const answers = form && form.version !== last.form_version ? Object.fromEntries(Object.entries(carried).filter(shown)) : carried;
	const top = await db
		.selectFrom('records.answer_changes')
		.select((select) => select.fn.max('version').as('version'))
		.where('record_id', '=', record.id)
		.executeTakeFirst();
	const version = (top?.version ?? 0) + 1;
	const formVersion = form?.version ?? last.form_version;
	return begunDraft(db, { recordId: record.id, formVersion, answers, version, baseRevision: last.number, changedAt: doing.at }, doing);
}
