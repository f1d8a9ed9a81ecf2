// SPDX-License-Identifier: Apache-2.0
// What is noticed in texts of the secretariat beyond their forms. Pure.
import { type Answers, type Finding, type Form, questionOf } from '#forms/form.ts';
import { isEmpty, isObject } from '#forms/kind.ts';
import { languages } from '#text/languages.ts';

/** A picture is described in every language in which the text can be read. */
export function altLanguagesMissing(form: Form, answers: Answers): Finding[] {
	if (questionOf(form, 'image')?.format !== 'picture' || isEmpty(answers.image) || !isObject(answers.imageAlt)) return [];
	const said = answers.imageAlt;
	const body = answers.body ?? answers.title;
	const read = isObject(body) ? languages.filter((language) => body[language]) : [];
	return read
		.filter((language) => !said[language])
		.map((language) => ({ at: `imageAlt.${language}`, code: 'editorial-alt-language', severity: 'error', values: { language } }));
}
