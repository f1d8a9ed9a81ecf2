// SPDX-License-Identifier: Apache-2.0
// The words of a form as a table: one line a key, one column a language. What is changed in it can be read again by read-wording.ts. Pure.
import type { Form } from '#forms/form.ts';
import { wordLines } from '#forms/wording.ts';
import { type Language, languages } from '#text/languages.ts';
import type { Reader } from '#text/message.ts';
import { say } from '#text/words.ts';
import type { Sheet } from './xlsx.ts';

/** `nameOf` gives a language its name in the language of the reader. The code beside it is what a machine reads again. */
export const wordingTable = (form: Form, reader: Reader, nameOf: (language: Language) => string): Sheet => ({
	name: say(form.words['form.short'], reader.language) || form.id,
	rtl: reader.direction === 'rtl',
	columns: [
		{ head: reader.t('designer.wording.kind'), width: 14 },
		{ head: reader.t('designer.part.number'), width: 12 },
		{ head: reader.t('designer.wording.key'), width: 28 },
		...languages.map((language) => ({ head: `${nameOf(language)} (${language})`, width: 50 })),
		{ head: reader.t('designer.part.status'), width: 14 }
	],
	rows: wordLines(form).map(({ key, kind, number, status }) => [
		reader.t(`designer.wording.kind.${kind}`),
		number,
		key,
		...languages.map((language) => form.words[key]?.[language] ?? ''),
		reader.t(`facts.option.standing.${status}`)
	])
});
