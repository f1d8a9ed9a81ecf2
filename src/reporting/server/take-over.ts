// SPDX-License-Identifier: Apache-2.0
// Takes proposed answers over into the draft, each with its origin: one by one, a section at a time, or all that a person has looked through.
import type { Answers, Form } from '#forms/form.ts';
import { may } from '#people/may.ts';
import { isRefusal, type Refusal, refuse } from '#people/refusal.ts';
import { reading, type Reading, type Writing } from '#platform/server/database.ts';
import type { Doing } from '#records/server/doing.ts';
import type { World } from '#records/server/judge.ts';
import { type Draft, lockDraft } from '#records/server/records.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import type { Language } from '#text/languages.ts';
import { isReportType } from '../cycle.ts';
import { type Proposal, proposals } from '../prefill.ts';
import type { Around } from '../report.ts';
import { aroundReport } from './around.ts';

type Subject = [
	record: { id: string; type: string; owner: string },
	draft: Pick<Draft, 'formVersion' | 'answers'>,
	today: string,
	language?: Language
];

/** The world around a report in draft, with its form; undefined for any other record. */
export async function aroundDraft(
	db: Reading,
	{ definitions, convention }: World,
	...[record, draft, today, language]: Subject
): Promise<{ form: Form; around: Around } | undefined> {
	const form = definitions.form(record.type, draft.formVersion);
	const { cycle } = draft.answers;
	if (!isReportType(record.type) || !form || typeof cycle !== 'string') return undefined;
	const around = await aroundReport(db, {
		convention,
		definitions,
		form,
		record: record.id,
		party: record.owner,
		cycle,
		today,
		...(language ? { language } : {})
	});
	return around && { form, around };
}

/** What could be filled into a report now; [] for any other record. */
export async function proposalsFor(db: Reading, world: World, ...subject: Subject): Promise<Proposal[]> {
	const known = await aroundDraft(db, world, ...subject);
	return known ? proposals(known.form, subject[1].answers, known.around) : [];
}

/** `questions`: those that were looked at. Whatever is no longer proposed, or was answered meanwhile, is left alone. */
export async function takeOver(
	db: Writing,
	doing: Doing,
	asked: { record: string; questions: readonly string[]; language?: Language }
): Promise<{ taken: string[] } | Refusal> {
	const locked = await lockDraft(db, asked.record);
	if (!locked || !may(doing.by, 'draft.edit', locked.record)) return refuse('not-found');
	const { record, draft } = locked;
	if (!draft) return refuse('stage-does-not-fit');
	const open = await proposalsFor(reading(db), doing, record, draft, doing.at.toISOString().slice(0, 10), asked.language);
	const chosen = open.filter(({ question }) => asked.questions.includes(question));
	if (chosen.length === 0) return { taken: [] };
	const answers: Answers = Object.fromEntries(chosen.map(({ question, answer }) => [question, answer]));
	const from = Object.fromEntries(chosen.map((proposal) => [proposal.question, proposal.from]));
	const saved = await saveAnswers(db, doing, { record: record.id, version: draft.version, answers, from });
	return isRefusal(saved) ? saved : { taken: chosen.map(({ question }) => question) };
}
