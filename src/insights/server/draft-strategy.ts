// SPDX-License-Identifier: Apache-2.0
// Fills the figures into a strategy report, or says what that would change. What people changed since the last time stays as they left it.
import type { Answers } from '#forms/form.ts';
import { may } from '#people/may.ts';
import { isRefusal, type Refusal, refuse } from '#people/refusal.ts';
import { isDay } from '#convention/day.ts';
import { json, type Reading, reading, type Writing } from '#platform/server/database.ts';
import { type RecordEnvelope, secretariatCode } from '#records/record.ts';
import { begin } from '#records/server/begin.ts';
import type { Doing } from '#records/server/doing.ts';
import { draftOf, findRecord, lockDraft } from '#records/server/records.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { type Proposal, proposalOf, strategyType } from '../strategy.ts';
import type { Range } from '../usage-period.ts';
import { countStrategy } from './strategy-figures.ts';
import { strategyAnswers, strategyTitle } from './strategy-texts.ts';

/** The time that a report speaks of, as its answers stand; null where they name none. */
export function rangeOf({ periodFrom: from, periodTo: to }: Answers): Range | null {
	return isDay(from) && isDay(to) && from <= to ? { from, to } : null;
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

async function lastDrafted(db: Reading, record: string): Promise<Answers> {
	const rows = await db.selectFrom('usage.drafted').select(['question', 'answer']).where('record_id', '=', record).execute();
	return Object.fromEntries(rows.map(({ question, answer }) => [question, answer])) as Answers;
}

interface Fresh extends Proposal {
	fresh: Answers;
	version: number;
}

async function freshFor(
	db: Reading,
	doing: Doing,
	record: RecordEnvelope,
	draft: { answers: Answers; version: number; formVersion: string }
): Promise<Fresh | Refusal> {
	const form = doing.definitions.form(record.type, draft.formVersion);
	const range = rangeOf(draft.answers);
	if (!form) return refuse('not-found');
	if (!range) return refuse('not-a-day', { day: String(draft.answers.periodFrom ?? '') });
	const today = dayOf(doing.at);
	if (range.from > today) return refuse('day-to-come', { day: range.from, today });
	const figures = await countStrategy({ db, convention: doing.convention, today }, range);
	const fresh = await strategyAnswers(form, figures, range, today);
	return { fresh, version: draft.version, ...proposalOf(await lastDrafted(db, record.id), draft.answers, fresh) };
}

/** What filling in would change now. Reads only. */
export async function proposeStrategy(db: Reading, doing: Doing, id: string): Promise<Proposal | Refusal> {
	const record = await findRecord(db, id);
	if (!record || record.type !== strategyType || !may(doing.by, 'draft.read', record)) return refuse('not-found');
	const draft = await draftOf(db, id);
	if (!draft || (record.stage !== 'draft' && record.stage !== 'returned')) return refuse('stage-does-not-fit');
	return freshFor(db, doing, record, draft);
}

/** Counts, fills in what nobody touched, and remembers what was filled in. */
export async function draftStrategy(db: Writing, doing: Doing, id: string): Promise<Proposal | Refusal> {
	const locked = await lockDraft(db, id);
	if (!locked || locked.record.type !== strategyType || !may(doing.by, 'draft.edit', locked.record)) return refuse('not-found');
	const { record, draft } = locked;
	if (!draft || (record.stage !== 'draft' && record.stage !== 'returned')) return refuse('stage-does-not-fit');
	const found = await freshFor(reading(db), doing, record, draft);
	if (isRefusal(found)) return found;
	const { answers, changes, fresh, version } = found;
	if (Object.keys(answers).length) {
		const saved = await saveAnswers(db, doing, { record: id, version, answers });
		if (isRefusal(saved)) return saved;
	}
	for (const [question, answer] of Object.entries(fresh))
		await db
			.insertInto('usage.drafted')
			.values({ record_id: id, question, answer: json(answer), drafted_at: doing.at, drafted_by: doing.by.id })
			.onConflict((met) =>
				met.columns(['record_id', 'question']).doUpdateSet({ answer: json(answer), drafted_at: doing.at, drafted_by: doing.by.id })
			)
			.execute();
	return { answers, changes };
}

/** Begins a report on a time and fills it in. Days that were given the wrong way round are meant the right way round. */
export async function beginStrategy(
	db: Writing,
	doing: Doing,
	{ from: one, to: other, meeting }: Range & { meeting: string }
): Promise<{ id: string } | Refusal> {
	for (const day of [one, other]) if (!isDay(day)) return refuse('not-a-day', { day });
	const [from, to] = one <= other ? [one, other] : [other, one];
	const today = dayOf(doing.at);
	if (from > today) return refuse('day-to-come', { day: from, today });
	const named = meeting.trim().slice(0, 40);
	const answers: Answers = { title: await strategyTitle({ from, to }), periodFrom: from, periodTo: to, ...(named ? { meeting: named } : {}) };
	const begun = await begin(db, doing, { type: strategyType, ownerKind: 'secretariat', owner: 'secretariat', ownerCode: secretariatCode, answers });
	if (isRefusal(begun)) return begun;
	const drafted = await draftStrategy(db, doing, begun.id);
	return isRefusal(drafted) ? drafted : begun;
}
