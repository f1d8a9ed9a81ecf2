// SPDX-License-Identifier: Apache-2.0
// The entries that a form's questions choose from, with their words: what an editing or reading page needs, and no more.
import type { Convention } from '#convention/convention.ts';
import { allQuestions, type Form, type Question } from '#forms/form.ts';
import type { Words } from '#text/words.ts';

export type Schemes = { [scheme: string]: { id: string; words: Words }[] };

export const schemeOf = (question: Question): string | undefined =>
	({ country: 'states', party: 'parties', concept: question.scheme ?? 'concepts', article: 'articles', language: 'languages', attachment: 'languages', signature: 'languages' })[question.kind as 'country'];

export function schemesOf(form: Form, convention: Convention): Schemes {
	const questions = allQuestions(form).flatMap((question) => [question, ...(question.columns ?? [])]);
	const names = [...new Set(questions.map(schemeOf).filter((name): name is string => name !== undefined))];
	return Object.fromEntries(names.map((name) => [name, convention.entries(name).map(({ id, words }) => ({ id, words }))]));
}
