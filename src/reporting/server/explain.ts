// SPDX-License-Identifier: Apache-2.0
// A Party explains what a check noticed. The explanation is part of the report: sealed, published and printed with it.
import type { Finding } from '#forms/form.ts';
import { hidden, normal } from '#forms/kinds/text.ts';
import { may } from '#people/may.ts';
import { isRefusal, type Refusal, refuse } from '#people/refusal.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import type { Doing } from '#records/server/doing.ts';
import { judge } from '#records/server/judge.ts';
import { lockDraft } from '#records/server/records.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { aboutOf, explanationsIn } from '../checks.ts';

const longest = 4000;

/** As every text of a report is kept, without the signs that a check would refuse where nobody can correct them: they come along from a word processor. */
const plain = (typed: string): string => normal(typed).replace(new RegExp(hidden, 'g'), '').trim();

/** An empty explanation takes an earlier one away. Errors are corrected, not explained. */
export async function explain(
	db: Writing,
	doing: Doing,
	asked: { record: string; about: string; explanation: string }
): Promise<{ explained: boolean } | Refusal> {
	const locked = await lockDraft(db, asked.record);
	if (!locked || !may(doing.by, 'draft.edit', locked.record)) return refuse('not-found');
	const { record, draft } = locked;
	if (!draft) return refuse('stage-does-not-fit');
	const explanation = plain(asked.explanation);
	if ([...explanation].length > longest) return refuse('too-large');
	const { findings } = await judge(reading(db), doing, record, draft, doing.at);
	const there = explanationsIn(draft.answers);
	const known = findings.some((found) => isExplainable(found) && aboutOf(found) === asked.about) || there.some(({ about }) => about === asked.about);
	if (!known) return refuse('no-such-finding');
	const others = there.filter(({ about }) => about !== asked.about);
	const all = explanation ? [...others, { about: asked.about, explanation }] : others;
	const saved = await saveAnswers(db, doing, {
		record: record.id,
		version: draft.version,
		answers: { explanations: all.length ? all.map((each) => ({ ...each })) : null },
		given: 'explanations'
	});
	return isRefusal(saved) ? saved : { explained: explanation !== '' };
}

export const isExplainable = ({ severity }: Pick<Finding, 'severity'>): boolean => severity !== 'error';
