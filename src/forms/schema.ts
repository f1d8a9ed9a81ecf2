// SPDX-License-Identifier: Apache-2.0
// A form as JSON Schema 2020-12, for machines that submit or read its answers; and as flat columns for tables.
import { allQuestions, type Answers, type Form } from './form.ts';
import { isEmpty, type JsonSchema } from './kind.ts';
import { kindOf } from './kinds.ts';

/** The shape of the answers. Conditions stand in the form, so only what is always required is required here. */
export function answersSchema(form: Form): JsonSchema {
	const questions = allQuestions(form);
	return {
		$schema: 'https://json-schema.org/draft/2020-12/schema',
		title: form.words['form.title']?.en ?? form.id,
		type: 'object',
		additionalProperties: false,
		required: questions.filter((question) => question.required === true && !question.when && !question.given).map((question) => question.id),
		properties: Object.fromEntries(
			questions.map((question) => [
				question.id,
				{ title: form.words[`question.${question.id}`]?.en ?? question.id, ...kindOf(question).schema(question) }
			])
		)
	};
}

/** Column names of the flat table: `terms.en`, `baselineTonnes.amount`. */
export const columnsOf = (form: Form): string[] =>
	allQuestions(form).flatMap((question) =>
		kindOf(question)
			.columns(question)
			.map((column) => [question.id, column].filter(Boolean).join('.'))
	);

/** One row of the flat table, in the order of `columnsOf`. */
export function rowOf(form: Form, answers: Answers): (string | number | boolean | null)[] {
	return allQuestions(form).flatMap((question) => {
		const [kind, answer] = [kindOf(question), answers[question.id]];
		return answer === undefined || isEmpty(answer) ? kind.columns(question).map(() => null) : kind.flatten(answer, question);
	});
}
