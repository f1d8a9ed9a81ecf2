// SPDX-License-Identifier: Apache-2.0
// What importing a report would do: make one, make a new revision, nothing, or be refused. Pure; what stands is an argument.
import { canonical } from '#forms/comparison.ts';
import type { Answers } from '#forms/form.ts';
import type { Problem } from './problem.ts';
import { judged, problem, type Reading, type ReadReport } from './read.ts';

/** The report that stands for a Party in the cycle. */
export interface Stands {
	record: string;
	/** Its newest revision was digitised, not filed. */
	digitised: boolean;
	/** Somebody works on it: it has a draft, or waits for the secretariat. */
	open: boolean;
	answers: Answers;
	/** Day on which the Party handed it in. */
	submitted: string | null;
}

export const outcomes = ['new', 'differs', 'same', 'refused'] as const;
export type OutcomeName = (typeof outcomes)[number];

export interface Outcome {
	line: number;
	said: string;
	party: string | null;
	outcome: OutcomeName;
	/** The report that stands. */
	record: string | null;
	/** Questions whose answers are new or other. */
	questions: string[];
	problems: Problem[];
	/** What a revision would hold; for those to be made. */
	answers: Answers | null;
	submitted: string | null;
}

export function outcomeOf(read: ReadReport, stands: Stands | undefined, reading: Reading): Outcome {
	const { line, said, party, submitted } = read;
	const refused = (problems: Problem[]): Outcome => ({
		...{ line, said, party, submitted, problems, outcome: 'refused', questions: [], answers: null },
		record: stands?.record ?? null
	});
	if (party === null) return refused(read.problems);
	// What a Party filed itself is never overwritten.
	if (stands && !stands.digitised) return refused([problem('reported-here', '', '', { record: stands.record }), ...read.problems]);
	if (stands?.open) return refused([problem('being-worked-on', '', '', { record: stands.record }), ...read.problems]);
	const { answers, problems: found } = judged(read, stands?.answers ?? {}, reading);
	const problems = [...read.problems, ...found];
	if (problems.some(({ severity }) => severity === 'error')) return refused(problems);
	const before = stands?.answers ?? {};
	const questions = [...new Set([...Object.keys(before), ...Object.keys(answers)])].filter(
		(id) => canonical(before[id] ?? null) !== canonical(answers[id] ?? null)
	);
	const other = questions.length > 0 || (stands !== undefined && submitted !== null && submitted !== stands.submitted);
	const outcome = !stands ? 'new' : other ? 'differs' : 'same';
	const day = submitted ?? stands?.submitted ?? null;
	return {
		line,
		said,
		party,
		outcome,
		record: stands?.record ?? null,
		questions,
		problems,
		answers: outcome === 'same' ? null : answers,
		submitted: day
	};
}
