// SPDX-License-Identifier: Apache-2.0
// Carries open drafts to a new version of their form by its crosswalk. Nothing is lost: every answer stays in the history of the draft, and what
// has no place any more is listed for whoever goes on filling it in.
import { sql } from 'kysely';
import { canonical } from '#forms/comparison.ts';
import { canShow } from '#forms/crosswalk.ts';
import { carryAlong } from '#forms/designed.ts';
import { type Answers, type Form, type Json, type Question, questionOf } from '#forms/form.ts';
import { json, type Reading, reading, type Writing } from '#platform/server/database.ts';
import type { Definitions } from '../definitions.ts';
import type { Clash } from '../merging.ts';
import type { Doing } from './doing.ts';
import { type Draft, draftsOf } from './records.ts';

const batch = 200;

export interface Dropped {
	question: string;
	answer: Json;
}

interface CarriedDraft {
	draft: Draft;
	dropped: Dropped[];
	/** Answers that stand otherwise now, for the history; null where an id fell away. */
	changed: Answers;
}

type Versions = (version: string) => Form | undefined;

/** All drafts of the form's type that answer another version; returns how many were carried. */
export async function carryDrafts(db: Writing, doing: Pick<Doing, 'by' | 'at'>, form: Form, versionOf: Versions): Promise<number> {
	let carried = 0;
	for (let after = ''; ;) {
		const rows = await db
			.selectFrom('records.drafts as draft')
			.innerJoin('records.records as record', 'record.id', 'draft.record_id')
			.select('draft.record_id')
			.where('record.type', '=', form.id)
			.where('draft.form_version', '!=', form.version)
			.where('record.keeps_version', '=', false)
			.where('draft.record_id', '>', after)
			.orderBy('draft.record_id')
			.limit(batch)
			// Both, as every act on a draft does: whoever saves now either comes before or sees what was carried.
			.forUpdate(['record', 'draft'])
			.execute();
		if (rows.length === 0) return carried;
		after = rows.at(-1)?.record_id ?? '';
		const drafts = await draftsOf(
			reading(db),
			rows.map((row) => row.record_id)
		);
		await store(
			db,
			doing,
			[...drafts.values()].map((draft) => [draft.formVersion, carriedDraft(draft, form, versionOf)])
		);
		carried += rows.length;
	}
}

export function carriedDraft(draft: Draft, form: Form, versionOf: Versions): CarriedDraft {
	const carry = (answers: Answers) => carryAlong(form, draft.formVersion, answers, versionOf);
	const { answers, dropped } = carry(draft.answers);
	/** Where a question went; undefined where it has no place. */
	const placeOf = (question: string): string | undefined => Object.keys(carry({ [question]: true }).answers)[0];
	// What the question cannot show any more, since its kind was changed, is told like what has no place.
	const shown = (place: string | undefined, value: Json) => place !== undefined && canShow(questionOf(form, place) as Question, value);
	for (const [question, answer] of Object.entries(draft.answers)) {
		const place = placeOf(question);
		if (place === undefined || shown(place, answer)) continue;
		dropped[question] = answer;
		delete answers[place];
	}
	const clashes = draft.clashes.flatMap((clash): Clash[] =>
		Object.entries(carry({ [clash.question]: clash.value }).answers)
			.filter(([question, value]) => shown(question, value))
			.map(([question, value]) => ({ ...clash, question, value }))
	);
	const waiting = draft.clashes
		.filter(({ question, value }) => !shown(placeOf(question), value))
		.map(({ question, value }): Dropped => ({ question, answer: value }));
	const changed = Object.fromEntries(
		[...new Set([...Object.keys(draft.answers), ...Object.keys(answers)])]
			.filter((question) => canonical(draft.answers[question]) !== canonical(answers[question]))
			.map((question) => [question, answers[question] ?? null])
	);
	const touched = Object.entries(draft.touched).flatMap(([question, touch]) => {
		const place = placeOf(question);
		return place && !(question in dropped) ? [[place, touch] as const] : [];
	});
	return {
		draft: { ...draft, formVersion: form.version, answers, clashes, touched: Object.fromEntries(touched), version: draft.version + 1 },
		dropped: [...Object.entries(dropped).map(([question, answer]) => ({ question, answer })), ...waiting],
		changed
	};
}

/** A batch in few statements. The time of the last change stays: nobody worked on the draft. */
async function store(db: Writing, { by, at }: Pick<Doing, 'by' | 'at'>, carried: [from: string, CarriedDraft][]): Promise<void> {
	const heads = carried.map(([, { draft }]) => ({
		record_id: draft.recordId,
		form_version: draft.formVersion,
		clashes: draft.clashes,
		version: draft.version
	}));
	const answers = carried.flatMap(([, { draft }]) =>
		[...new Set([...Object.keys(draft.answers), ...Object.keys(draft.touched)])].map((question) => ({
			record_id: draft.recordId,
			question,
			value: draft.answers[question] ?? null,
			touched: draft.touched[question] ?? null
		}))
	);
	await sql`delete from records.draft_answers where record_id = any(${heads.map((head) => head.record_id)}::text[])`.execute(db as never);
	await sql`
		with heads as (
			update records.drafts as draft
			set form_version = new.form_version, clashes = new.clashes, version = new.version
			from jsonb_to_recordset(${json(heads)}) as new (record_id text, form_version text, clashes jsonb, version integer)
			where draft.record_id = new.record_id
		)
		insert into records.draft_answers (record_id, question, value, touched)
		select record_id, question, nullif(value, 'null'), nullif(touched, 'null')
		from jsonb_to_recordset(${json(answers)}) as new (record_id text, question text, value jsonb, touched jsonb)`.execute(db as never);
	const remembered = carried.flatMap(([, { draft, changed }]) =>
		Object.entries(changed).map(([question, value]) => ({
			record_id: draft.recordId,
			version: draft.version,
			question,
			value: json(value),
			changed_by: by.id,
			changed_at: at
		}))
	);
	for (let start = 0; start < remembered.length; start += 1000)
		await db
			.insertInto('records.answer_changes')
			.values(remembered.slice(start, start + 1000))
			.execute();
	await db
		.insertInto('records.carried_drafts')
		.values(
			carried.map(([from, { draft, dropped }]) => ({
				record_id: draft.recordId,
				from_version: from,
				to_version: draft.formVersion,
				draft_version: draft.version,
				dropped: json(dropped),
				carried_at: at
			}))
		)
		.execute();
}

export interface CarriedNote {
	fromVersion: string;
	toVersion: string;
	at: Date;
	dropped: Dropped[];
}

/** What a person who goes on with a draft is told: how it came to the form's new version, as long as it is that same draft. */
export async function carriedNotes(db: Reading, recordId: string): Promise<CarriedNote[]> {
	const rows = await db
		.selectFrom('records.carried_drafts as carried')
		.select(['carried.from_version', 'carried.to_version', 'carried.carried_at', 'carried.dropped'])
		.where('carried.record_id', '=', recordId)
		.where((where) =>
			where.not(
				where.exists(
					where
						.selectFrom('records.moves as move')
						.select('move.seq')
						.whereRef('move.record_id', '=', 'carried.record_id')
						.whereRef('move.moved_at', '>', 'carried.carried_at')
						.where('move.move', '=', 'revise')
				)
			)
		)
		.orderBy('carried.seq')
		.execute();
	return rows.map((row) => ({
		fromVersion: row.from_version,
		toVersion: row.to_version,
		at: row.carried_at,
		dropped: row.dropped as unknown as Dropped[]
	}));
}

/** The form that a page showed which began from this version of a draft, where the draft was carried on since; undefined where it was not. */
export async function formBefore(db: Reading, definitions: Definitions, draft: Draft, type: string, version: number): Promise<Form | undefined> {
	if (version >= draft.version) return undefined;
	const first = await db
		.selectFrom('records.carried_drafts')
		.select('from_version')
		.where('record_id', '=', draft.recordId)
		.where('draft_version', '>', version)
		.orderBy('seq')
		.limit(1)
		.executeTakeFirst();
	return first && definitions.form(type, first.from_version);
}
