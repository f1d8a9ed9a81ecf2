// SPDX-License-Identifier: Apache-2.0
// Whether a form definition is sound: what the loader and the form designer refuse before it can hurt anybody.
import { languages } from '#text/languages.ts';
import { questionsOf } from './check.ts';
import { reads } from './condition.ts';
import { allQuestions, type Condition, type Form, type Question, wordsKey } from './form.ts';
import { kindOf, kinds } from './kinds.ts';

const always = new Set<keyof Question>(['id', 'kind', 'number', 'many', 'required', 'when', 'private', 'decision', 'status', 'given']);

/** Faults in words for the person who writes forms (English, like the definitions themselves); empty when it is sound. */
export function faultsOf(form: Form): string[] {
	const faults: string[] = [];
	const questions = allQuestions(form);
	const seen = new Set<string>();
	const readable = (place: string, condition: Condition | boolean | undefined) => {
		if (typeof condition !== 'object') return;
		for (const id of reads(condition))
			if (!questions.some((question) => question.id === id)) faults.push(`${place}: reads the unknown question ${id}`);
	};
	for (const section of form.sections) {
		readable(section.id, section.when);
		for (const question of section.questions) {
			if (seen.has(question.id)) faults.push(`${question.id}: two questions have this id`);
			if (!/^[A-Za-z][\w-]*$/.test(question.id)) faults.push(`${question.id}: an id is a letter and then letters, digits, - or _`);
			seen.add(question.id);
			if (!(question.kind in kinds)) {
				faults.push(`${question.id}: unknown kind ${question.kind}`);
				continue;
			}
			readable(question.id, question.when);
			readable(question.id, question.required);
			for (const limit of Object.keys(question) as (keyof Question)[]) {
				if (!always.has(limit) && !kindOf(question).limits.includes(limit)) faults.push(`${question.id}: ${question.kind} does not know ${limit}`);
			}
		}
	}
	for (const rule of form.rules) {
		for (const id of questionsOf(rule)) if (!seen.has(id)) faults.push(`rule ${rule.rule}: names the unknown question ${id}`);
	}
	for (const key of neededWords(form)) {
		const missing = languages.filter((language) => !form.words[key]?.[language]);
		if (missing.length) faults.push(`${key}: no words in ${missing.join(', ')}`);
	}
	return faults;
}

/** Every key of `words` that a page will ask for. */
export function neededWords(form: Form): string[] {
	return [
		'form.title',
		'form.short',
		'form.intro',
		...form.sections.map((section) => wordsKey.section(section.id)),
		...form.checklist.map(wordsKey.check),
		...allQuestions(form)
			.filter((question) => !question.given)
			.flatMap((question) => [
				wordsKey.question(question.id),
				...(question.options ?? []).map((option) => wordsKey.option(question.id, option)),
				...(question.rows ?? []).map((row) => wordsKey.row(question.id, row)),
				...(question.columns ?? []).flatMap((column) => [
					wordsKey.column(question.id, column.id),
					...(column.options ?? []).map((option) => wordsKey.option(`${question.id}.${column.id}`, option))
				])
			])
	];
}
