// SPDX-License-Identifier: Apache-2.0
// All public answers to a call in one: question by question, and under each the answers of those who gave one. Pure; what is private was taken out
// before it came here. Answers are put together by what was asked, not by its place: who answered before a question was changed stands under the
// question that they read.
import { canonical } from '#forms/comparison.ts';
import type { Answers, Form, Json, Question } from '#forms/form.ts';
import { isEmpty } from '#forms/kind.ts';
import type { OwnerKind } from '#records/type.ts';
import type { Words } from '#text/words.ts';

export interface Response {
	record: string;
	revision: number;
	ownerKind: OwnerKind;
	owner: string;
	form: Form;
	/** Public answers. */
	answers: Answers;
	/** Language that the answer says it is in; null where it does not say. */
	language: string | null;
	submittedAt: Date;
	late: boolean;
	demo: boolean;
}

export interface CompiledAnswer {
	response: Response;
	question: Question;
	value: Json;
}

export interface CompiledQuestion {
	/** The same for the same question, whatever its place. */
	key: string;
	label: Words;
	kind: Question['kind'];
	answers: CompiledAnswer[];
}

/** Questions of every response, beside those of the call. */
const everywhere = ['comments', 'files'];

/** `asked` are the questions of the call as it stands, as its form has them: they come first, also those that nobody answered. */
export function compile(asked: Form | undefined, responses: readonly Response[]): CompiledQuestion[] {
	const found = new Map<string, CompiledQuestion>();
	const add = (form: Form, question: Question): CompiledQuestion => {
		const label = form.words[`question.${question.id}`] ?? {};
		const own = !everywhere.includes(question.id);
		const key = own ? `${question.kind} ${canonical(label as Json)}` : question.id;
		const there = found.get(key) ?? { key, label, kind: question.kind, answers: [] };
		found.set(key, there);
		return there;
	};
	const askedOf = (form: Form) => form.sections.filter(({ id }) => id === 'asked').flatMap(({ questions }) => questions);
	const open = (question: Question) => !question.private;
	if (asked) for (const question of askedOf(asked).filter(open)) add(asked, question);
	for (const response of responses) {
		const { form, answers } = response;
		for (const question of askedOf(form).filter(open)) {
			const value = answers[question.id];
			if (value !== undefined && !isEmpty(value)) add(form, question).answers.push({ response, question, value });
		}
	}
	for (const id of everywhere)
		for (const response of responses) {
			const question = response.form.sections.flatMap(({ questions }) => questions).find((each) => each.id === id);
			const value = response.answers[id];
			if (question && value !== undefined && !isEmpty(value)) add(response.form, question).answers.push({ response, question, value });
		}
	return [...found.values()];
}
