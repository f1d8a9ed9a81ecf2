// SPDX-License-Identifier: Apache-2.0
// The published reports of a cycle with their answers to some questions, narrowed to whom a reader asks about, and counted. Pure.
import type { Answers, Form, Question } from '#forms/form.ts';
import type { Cycle } from '#reporting/cycle.ts';
import { type QuestionStatistic, type RegionKey, statisticOf } from './statistic.ts';

export interface Report {
	record: string;
	party: string;
	region: RegionKey;
	demo: boolean;
	/** Questions that were put to it: their conditions held. */
	asked: ReadonlySet<string>;
	answers: Answers;
}

export interface Reports {
	cycle: Cycle;
	form: Form;
	/** Those that were read, in the order of the form. */
	questions: readonly Question[];
	bound: readonly { party: string; region: RegionKey }[];
	/** What a source says of how many are bound, where the round was not opened here. */
	boundInAll: number;
	reports: readonly Report[];
}

export interface Among {
	region: RegionKey | null;
	party: string | null;
}

/** Only the Parties of a region, or one Party: of the wholes as well as of the reports. */
export function amongReports(all: Reports, { region, party }: Among): Reports {
	if (region === null && party === null) return all;
	const belongs = (each: { party: string; region: RegionKey }) =>
		(region === null || each.region === region) && (party === null || each.party === party);
	const bound = all.bound.filter(belongs);
	return { ...all, bound, boundInAll: bound.length, reports: all.reports.filter(belongs) };
}

export function statisticIn({ cycle, form, bound, boundInAll, reports }: Reports, question: Question): QuestionStatistic {
	return {
		cycle,
		form,
		question,
		statistic: statisticOf(
			question,
			reports.map(({ region, asked, answers }) => ({ region, asked: asked.has(question.id), answer: answers[question.id] })),
			bound.map(({ region }) => region),
			boundInAll
		),
		demo: reports.some(({ demo }) => demo)
	};
}
