// SPDX-License-Identifier: Apache-2.0
// Reads what the published reports of a cycle say to some questions, in one statement. Only what stands in the catalogue: nothing private is there.
import { sql } from 'kysely';
import type { Convention } from '#convention/convention.ts';
import { relevantIds } from '#forms/condition.ts';
import { allQuestions, type Answers, type Form, type Json, type Question } from '#forms/form.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import { boundBy, reportTypes } from '#reporting/cycle.ts';
import { narrowedTo } from '../narrowing.ts';
import { formOfCycle, isCounted, regionKey } from '../statistic.ts';
import type { Reports } from '../reports.ts';

interface Row {
	/** Parties that the round binds; null where it is not open here. */
	bound: string[] | null;
	reports: [record: string, party: string, demo: boolean][];
	answers: [record: string, question: string, answer: Json][];
}

/**
 * The reports of a cycle as far as some questions are concerned. Undefined where there is no such cycle or form; questions whose answers nobody may
 * read are left out.
 */
export async function readReports(
	db: Reading,
	{ convention, definitions }: { convention: Convention; definitions: Definitions },
	{ cycle: id, questions: wanted }: { cycle: string; questions: (form: Form) => readonly Question[] }
): Promise<Reports | undefined> {
	const cycle = convention.cycle(id);
	const form = cycle && formOfCycle(definitions, cycle);
	if (!cycle || !form) return undefined;
	const questions = wanted(form).filter(isCounted);
	const part = narrowedTo(
		form,
		questions.map(({ id: each }) => each)
	);
	const needed = allQuestions(part).map(({ id: each }) => each);
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
	for (const [record, question, answer] of row.answers) {
		const answers = said.get(record);
		if (answers) answers[question] = answer;
		else said.set(record, { [question]: answer });
	}
	const parties = row.bound ?? boundBy(convention, cycle);
	const region = (party: string) => regionKey(convention.state(party)?.region);
	// Whoever is not bound by a round cannot be a share of those who are.
	const bound = new Set(parties);
	const reports = row.bound ? row.reports.filter(([, party]) => bound.has(party)) : row.reports;
	return {
		cycle,
		form,
		questions,
		bound: parties.map((party) => ({ party, region: region(party) })),
		boundInAll: row.bound ? parties.length : (cycle.bound ?? parties.length),
		reports: reports.map(([record, party, demo]) => {
			const answers = said.get(record) ?? {};
			return { record, party, region: region(party), demo, asked: relevantIds(part, answers), answers };
		})
	};
}
