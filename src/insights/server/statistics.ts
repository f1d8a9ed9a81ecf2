// SPDX-License-Identifier: Apache-2.0
// Reads what the published reports of a cycle say to one question, in one statement. Only what stands in the catalogue: nothing private is there.
import { sql } from 'kysely';
import type { Convention } from '#convention/convention.ts';
import { relevantIds } from '#forms/condition.ts';
import { allQuestions, type Answers, type Json, questionOf } from '#forms/form.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import { boundBy, reportTypes } from '#reporting/cycle.ts';
import { formOfCycle, isCounted, narrowed, type QuestionStatistic, regionKey, statisticOf } from '../statistic.ts';

interface Row {
	/** Parties that the round binds; null where it is not open here. */
	bound: string[] | null;
	reports: [record: string, party: string, demo: boolean][];
	answers: [record: string, question: string, answer: Json][];
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
	const needed = allQuestions(part).map(({ id }) => id);
	// Every report has an answer to `cycle`, so none is missing that says nothing to the rest. Answers go over as they lie: they are put together
	// here, which is quicker than in the statement.
	const { rows } = await sql<Row>`
		select
			(select json_agg(party) from reporting.bound where cycle = ${cycle.id}) as bound,
			(select coalesce(json_agg(json_build_array(entry.record_id, entry.owner, entry.demo)), '[]')
				from catalogue.report_answers as told join catalogue.entries as entry on entry.record_id = told.record_id
				where told.question = 'cycle' and told.cycle = ${cycle.id}
					and entry.type = ${reportTypes[cycle.kind]} and entry.owner_kind = 'party' and entry.state = 'published'
			) as reports,
			(select coalesce(json_agg(json_build_array(record_id, question, answer)), '[]')
				from catalogue.report_answers where question = any(${needed}::text[]) and cycle = ${cycle.id}
			) as answers`.execute(db as never);
	const [row] = rows as [Row];
	const said = new Map<string, Answers>();
	for (const [record, id, answer] of row.answers) said.set(record, Object.assign(said.get(record) ?? {}, { [id]: answer }));
	const parties = row.bound ?? boundBy(convention, cycle);
	const region = (party: string) => regionKey(convention.state(party)?.region);
	// Whoever is not bound by a round cannot be a share of those who are.
	const reports = row.bound ? row.reports.filter(([, party]) => parties.includes(party)) : row.reports;
	const told = reports.map(([record, party]) => {
		const answers = said.get(record) ?? {};
		return { region: region(party), asked: relevantIds(part, answers).has(question.id), answer: answers[question.id] };
	});
	const boundInAll = row.bound ? parties.length : (cycle.bound ?? parties.length);
	return {
		cycle,
		form,
		question,
		statistic: statisticOf(question, told, parties.map(region), boundInAll),
		demo: reports.some(([, , demo]) => demo)
	};
}
