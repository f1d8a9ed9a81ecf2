// SPDX-License-Identifier: Apache-2.0
// The entries that a form's questions choose from, with their words: what an editing or reading page needs, and no more.
import type { Convention, Scheme } from '#convention/convention.ts';
import { allQuestions, type Form, type Question } from '#forms/form.ts';
import type { Words } from '#text/words.ts';

/** `deprecated`: has its words where it was chosen, and is not offered any more. */
export interface Choice {
	id: string;
	words: Words;
	deprecated?: true;
}

/** The choices of a scheme, with those that are no taxonomy: whoever may be a Party, and languages. */
export function choices(convention: Convention, scheme: string): readonly Choice[] {
	if (scheme === 'parties') return convention.entries('states');
	if (scheme === 'languages') return convention.all('language').map(({ id, name }) => ({ id, words: name }));
	return convention.entries(scheme as Scheme);
}

export type Schemes = { [scheme: string]: Choice[] };

export const schemeOf = (question: Question): string | undefined =>
	({
		country: 'states',
		party: 'parties',
		concept: question.scheme ?? 'concepts',
		article: 'articles',
		language: 'languages',
		attachment: 'languages',
		signature: 'languages'
	})[question.kind as 'country'];

export function schemesOf(form: Form, convention: Convention): Schemes {
	const questions = allQuestions(form).flatMap((question) => [question, ...(question.columns ?? [])]);
	const names = [...new Set(questions.map(schemeOf).filter((name): name is string => name !== undefined))];
	return Object.fromEntries(
		names.map((name) => [name, choices(convention, name).map(({ id, words, deprecated }) => ({ id, words, ...(deprecated ? { deprecated } : {}) }))])
	);
}
