// SPDX-License-Identifier: Apache-2.0
// Reads what the published reports of a cycle say to one question, in one statement. Only what stands in the catalogue: nothing private is there.
import { sql } from 'kysely';
import type { Convention } from '#convention/convention.ts';
import { relevantIds } from '#forms/condition.ts';
import { allQuestions, type Answers, questionOf } from '#forms/form.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import { boundBy, reportTypes } from '#reporting/cycle.ts';
import { formOfCycle, isCounted, narrowed, type QuestionStatistic, regionKey, statisticOf } from '../statistic.ts';

interface Row {
	/** Parties that the round binds; null where it is not open here. */
	bound: string[] | null;
	reports: { party: string; demo: boolean; answers: Answers }[];
}

/** Undefined where there is no such cycle or question, or nobody may read its answers. */
export async function readStatistic(
	db: Reading,
	{ convention, definitions }: { convention: Convention; definitions: Definitions },
	asked: { cycle: string; question: string }
): Promise<QuestionStatistic | undefined> {
	const cycle = convention.cycle(asked.cycle);
	const form = cycle && formOfCycle(definitions, cycle);
	const question = form && questionOf(form, asked.question);
	if (!cycle || !form || !question || !isCounted(question)) return undefined;
	const part = narrowed(form, question.id);
	// Every report has an answer to `cycle`, so none is missing that says nothing to the rest.
	const needed = ['cycle', ...allQuestions(part).map(({ id }) => id)];
	const { rows } = await sql<Row>`
		select
			(select json_agg(bound.party) from reporting.bound as bound where bound.cycle = ${cycle.id}) as bound,
			(select coalesce(json_agg(json_build_object('party', entry.owner, 'demo', entry.demo, 'answers', told.answers)), '[]')
				from (
					select record_id, jsonb_object_agg(question, answer) as answers from catalogue.report_answers
					where cycle = ${cycle.id} and question = any(${needed}::text[])
					group by record_id
				) as told
				join catalogue.entries as entry on entry.record_id = told.record_id
				where entry.type = ${reportTypes[cycle.kind]} and entry.owner_kind = 'party' and entry.state = 'published'
			) as reports`.execute(db as never);
	const [row] = rows as [Row];
	const parties = row.bound ?? boundBy(convention, cycle);
	const region = (party: string) => regionKey(convention.state(party)?.region);
	// Whoever is not bound by a round cannot be a share of those who are.
	const reports = row.bound ? row.reports.filter(({ party }) => parties.includes(party)) : row.reports;
	const told = reports.map(({ party, answers }) => ({
		region: region(party),
		asked: relevantIds(part, answers).has(question.id),
		answer: answers[question.id]
	}));
	const boundInAll = row.bound ? parties.length : (cycle.bound ?? parties.length);
	return {
		cycle,
		form,
		question,
		statistic: statisticOf(question, told, parties.map(region), boundInAll),
		demo: reports.some(({ demo }) => demo)
	};
}
