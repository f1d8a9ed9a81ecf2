// SPDX-License-Identifier: Apache-2.0
// A national report in the shape that Regulation (EU) 2017/852 asks for: every question of its questionnaires, with what the report says to it, and with
// a reason where it says nothing. Pure; answers come in as anybody may read them, cells are worded by whoever calls.
import { type Answers, type Form, type Json, type Question, questionOf } from '#forms/form.ts';
import { isEmpty, isObject } from '#forms/kind.ts';
import { decision, type EuQuestion, questionnaire, type Serving } from './questionnaire.ts';

export interface Served {
	asked: EuQuestion;
	/** Each answer of the report that speaks of it. */
	found: { question: Question; row: string | null; answer: Json }[];
	/** `asked` of this report but not answered, `other-edition` of the form; else why of the questionnaire, or nothing where it is served in full. */
	why: EuQuestion['why'] | 'not-answered' | 'other-edition';
}

function partOf(answer: Json | undefined, { row, where }: Serving): Json | undefined {
	if (row !== undefined) return isObject(answer) ? answer[row] : undefined;
	if (!where) return answer;
	return Array.isArray(answer) ? answer.filter((line) => isObject(line) && line[where.column] === where.is) : undefined;
}

export function euReport(form: Form, answers: Answers): Served[] {
	return questionnaire.map((asked) => {
		const known = asked.serves.flatMap((serving) => {
			const question = questionOf(form, serving.question);
			return question && !question.private ? [{ serving, question }] : [];
		});
		const found = known.flatMap(({ serving, question }) => {
			const answer = partOf(answers[question.id], serving);
			return isEmpty(answer) ? [] : [{ question, row: serving.row ?? null, answer: answer as Json }];
		});
		const missing = asked.serves.length === 0 ? asked.why : known.length === 0 ? 'other-edition' : 'not-answered';
		return { asked, found, why: found.length ? asked.why : missing };
	});
}

/** As data: answers in the notation of the form, with their questions. */
export const euJson = (
	served: readonly Served[],
	report: { record: string; revision: number; party: string; cycle: string; address: string; demo: boolean }
) => ({
	questionnaire: decision.name,
	source: decision.source,
	...report,
	items: served.map(({ asked, found, why }) => ({
		id: asked.id,
		article: asked.article,
		status: asked.status,
		mapping: asked.mapping,
		why,
		answers: found.map(({ question, row, answer }) => ({ question: question.id, number: question.number ?? null, row, answer }))
	}))
});
