// SPDX-License-Identifier: Apache-2.0
// A long form is filled in section by section: what one page of it needs, and no more. Nobody on a poor line should load the whole for one answer.
import { reads } from './condition.ts';
import { allQuestions, type Answers, type Form, type Question, type Section } from './form.ts';
import type { Words } from '../text/words.ts';

/** So many questions fit on one page. */
const mostOnOnePage = 60;

export const isPaged = (form: Form): boolean => allQuestions(form).length > mostOnOnePage;

/** The section that asks a question, or a part of its answer: `q3-5-b.0.year`. */
export const sectionAt = (form: Form, at: string): Section | undefined => {
	const id = at.split('.')[0];
	return form.sections.find((section) => section.questions.some((question) => question.id === id));
};

/** Words in one language where there are any, else all that there are. */
const inOne = (words: Words, language: keyof Words): Words => (words[language] ? { [language]: words[language] } : words);

/** The form with words in the reader's language alone, and of one section alone where it is named; titles of all sections stay. */
export function worded(form: Form, language: keyof Words, section?: string): Form {
	const ids = section && new Set(form.sections.find(({ id }) => id === section)?.questions.map(({ id }) => id));
	const wanted = (key: string) => {
		const [what = '', id = ''] = key.split('.');
		return !ids || !['question', 'help', 'option', 'row'].includes(what) || ids.has(id);
	};
	const words = Object.entries(form.words).flatMap(([key, each]) => (wanted(key) ? [[key, inOne(each, language)] as const] : []));
	return { ...form, words: Object.fromEntries(words) };
}

const conditions = (question: Question) => [question.when, question.required].flatMap((each) => (typeof each === 'object' ? reads(each) : []));

/** The answers of a section, with those that its conditions and rules look at. */
export function answersOf(form: Form, section: string, answers: Answers): Answers {
	const looked = new Set([
		...form.sections.flatMap(({ when }) => (when ? reads(when) : [])),
		...allQuestions(form).flatMap(conditions),
		...(form.sections.find(({ id }) => id === section)?.questions ?? []).map(({ id }) => id)
	]);
	return Object.fromEntries(Object.entries(answers).filter(([id]) => looked.has(id)));
}
